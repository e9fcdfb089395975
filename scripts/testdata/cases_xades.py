"""Cases about XAdES (folder xades/), EN 319 132-1: levels, properties, time-stamps, counter-signatures."""

from collections.abc import Callable
from typing import Any

from . import dates
from .algorithms import DIGESTS
from .canonical import EXCLUSIVE, INCLUSIVE, canonical, elements, parse
from .cases_xmldsig import ORDER
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .stamping import AT_STAMP, GOOD_TOKEN, stamp
from .xmlsign import (
    DIGEST_URI,
    DS,
    ENVELOPED,
    Reference,
    Unsigned,
    b64,
    finish,
    sign,
    signing_certificate,
    timestamp,
)

_WELL = "EN 319 102-1, 5.3: every block passes."
_GOOD = {"coverage": "whole", "integrity": {"signature": "valid"}}
_ARCHIVED = "2025-12-15T09:00:00Z"
_COUNTERSIGNED = "http://uri.etsi.org/01903#CountersignedSignature"


def add(suite: Suite, pki: PKI, lists: dict[str, bytes]) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki, lists)
    maker.basic()
    maker.bindings()
    maker.stamped()
    maker.content_stamps()
    maker.long_term()
    maker.counter_signatures()


class _Maker:
    def __init__(self, suite: Suite, pki: PKI, lists: dict[str, bytes]) -> None:
        self.suite, self.pki, self.lists, self.signer = suite, pki, lists, pki["ec-ceo"]

    def case(self, name: str, data: bytes, expected: list[dict[str, Any]], why: str, **more: Any) -> None:
        self.suite.case(f"xades/{name}.xml", data, expected, why, **more)

    def made(self, **changes: Any) -> str:
        return sign(ORDER, changes.pop("signer", self.signer), xades=True, **changes)

    def basic(self) -> None:
        """B-B in three algorithms, and changes to what is signed."""
        for family in ("rsa", "ec", "gost512", "gost2004"):
            signer = self.pki[f"{family}-ceo"]
            text = self.made(signer=signer)
            self.case(
                f"b-b-{family}",
                finish(text),
                [passed(level="B-B", **_GOOD, claimedSigningTime=dates.SIGNED, bestSignatureTimeSource="now")],
                f"EN 319 132-1, 6.3: XAdES B-B. {_WELL}",
                chain=family,
            )
            self.case(
                f"b-b-{family}-other-time",
                finish(text.replace(dates.SIGNED, "2025-11-11T09:00:00Z")),
                [failed("HASH_FAILURE")],
                "EN 319 132-1, 4.4.2: the signed properties are not those that were signed.",
                chain=family,
            )
        text = self.made()
        self.case(
            "b-b-aes", finish(text), [passed(level="B-B", **_GOOD)], f"The same under the policy aes. {_WELL}", policy="aes"
        )
        self.case(
            "signing-time-twice",
            finish(self.made(properties=2 * f"<xades:SigningTime>{dates.SIGNED}</xades:SigningTime>" + signing_certificate(self.signer))),
            [failed("FORMAT_FAILURE")],
            "EN 319 132-1, 5.1: a property that must be single appears twice.",
        )
        role = "<xades:ClaimedRoles><xades:ClaimedRole>Бас директор</xades:ClaimedRole></xades:ClaimedRoles>"
        named = (
            "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>"
            "https://sandyq.example/policy</xades:Identifier></xades:SigPolicyId><xades:SigPolicyHash>"
            f'<ds:DigestMethod Algorithm="{DIGEST_URI["sha256"]}"/><ds:DigestValue>{b64(bytes(32))}</ds:DigestValue>'
            "</xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>"
        )
        for name in ("SignerRole", "SignerRoleV2"):
            own = (
                f"<xades:SigningTime>{dates.SIGNED}</xades:SigningTime>{signing_certificate(self.signer)}{named}"
                f"<xades:{name}>{role}</xades:{name}>"
            )
            self.case(
                f"claimed-{'role' if name == 'SignerRole' else 'role-v2'}",
                finish(self.made(properties=own)),
                [passed(level="B-B", claimedRoles=["Бас директор"], signaturePolicy="https://sandyq.example/policy")],
                f"EN 319 132-1, 5.2.6 and 5.2.9: what the signer claims is shown, and proves nothing. {_WELL}",
            )
        unsigned = f"<xades:SigningTime>{dates.SIGNED}</xades:SigningTime><xades:SignerRoleV2>{role}</xades:SignerRoleV2>"
        self.case(
            "claimed-role-not-signed",
            finish(self.made(properties=unsigned, signed_properties=False)),
            [passed(level="basic", claimedRoles=[])],
            "EN 319 132-1, 4.4.2: no reference is to the properties: nobody claims the role.",
        )
        self.case(
            "properties-not-signed",
            finish(self.made(signed_properties=False)),
            [passed(level="basic", claimedSigningTime=None, warnings=["signature.properties"])],
            "EN 319 132-1, 4.4.2: no reference is to the properties: XML Signature with unsigned claims.",
        )
        self.case(
            "properties-without-type",
            finish(self.made(properties_type=None)),
            [passed(level="B-B", **_GOOD)],
            f"EN 319 132-1, 4.4.2: the reference leads to the properties though it does not say so. {_WELL}",
        )
        start, end = text.index("<xades:SignedProperties"), text.index("</xades:SignedProperties>") + 25
        own = text[start:end]
        other = own.replace("sig-properties", "others").replace(dates.SIGNED, "2025-11-11T09:00:00Z")
        moved = f'<ds:Object><old xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">{own}</old></ds:Object></ds:Signature>'
        self.case(
            "properties-wrapped",
            finish(text.replace(own, other).replace("</ds:Signature>", moved)),
            [failed("FORMAT_FAILURE")],
            "EN 319 132-1, 4.3.1: the signed properties were moved, and others stand in their place.",
        )

    def bindings(self) -> None:
        """SigningCertificate and SigningCertificateV2."""
        older = (
            "<xades:SigningCertificate><xades:Cert><xades:CertDigest>"
            f'<ds:DigestMethod Algorithm="{DIGEST_URI["sha1"]}"/>'
            f"<ds:DigestValue>{b64(DIGESTS['sha1'].of(self.signer.encoded))}</ds:DigestValue></xades:CertDigest>"
            "<xades:IssuerSerial><ds:X509IssuerName>C=KZ</ds:X509IssuerName>"
            f"<ds:X509SerialNumber>@serial@</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>"
        )
        self.case(
            "signing-certificate-v1",
            finish(self.made(properties=older.replace("@serial@", str(self.signer.serial)))),
            [passed(level="B-B", **_GOOD)],
            f"TS 101 903, 7.2.2: the older property. {_WELL}",
        )
        self.case(
            "signing-certificate-v1-other-serial",
            finish(self.made(properties=older.replace("@serial@", "17"))),
            [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
            "TS 101 903, 7.2.2: the serial number is another certificate's.",
        )
        another = self.pki["ec-individual"]
        self.case(
            "signing-certificate-of-another",
            finish(self.made(properties=signing_certificate(another))),
            [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
            "EN 319 102-1, 5.2.3.4: the signed digest is another certificate's.",
        )
        self.case(
            "signing-certificate-among-others",
            finish(
                self.made(
                    properties=signing_certificate(self.signer).replace(
                        "</xades:SigningCertificateV2>",
                        signing_certificate(self.pki["ca-ec"]).removeprefix("<xades:SigningCertificateV2>"),
                    )
                )
            ),
            [passed(level="B-B", **_GOOD)],
            f"EN 319 132-1, 5.2.2: other certificates of the chain may be listed. {_WELL}",
        )

    def token(self, octets: bytes, when: str = dates.STAMPED, **options: Any) -> bytes:
        return stamp(self.pki, octets, when, **options)

    def signature_stamp(self, method: str | None = EXCLUSIVE) -> Callable[[Unsigned], str]:
        return lambda at: timestamp(
            "SignatureTimeStamp", self.token(at.octets("SignatureValue", method or INCLUSIVE)), method
        )

    def stamped(self) -> None:
        """B-T."""
        for name, method in (("exclusive", EXCLUSIVE), ("inclusive", INCLUSIVE), ("default", None)):
            self.case(
                f"b-t-{name}",
                finish(self.made(), "sig", self.signature_stamp(method)),
                [passed(level="B-T", **_GOOD, **AT_STAMP)],
                f"EN 319 132-1, 5.3: over the canonical SignatureValue; {method or 'the standard form'}. {_WELL}",
            )
        other = b'<ds:SignatureValue xmlns:ds="' + DS.encode() + b'" Id="sig-value">AAAA</ds:SignatureValue>'
        self.case(
            "b-t-over-other-value",
            finish(self.made(), "sig", lambda at: timestamp("SignatureTimeStamp", self.token(other))),
            [passed(level="B-B", bestSignatureTimeSource="now", timestamps=[{"type": "signature", "indication": "FAILED", "imprintIntact": False}])],
            "EN 319 102-1, 5.4: a time-stamp over another value proves nothing of this one.",
        )
        digests = (
            f'<xades:CertRefs><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{DIGEST_URI["sha256"]}"/><ds:DigestValue>'
            f"{b64(DIGESTS['sha256'].of(self.pki['ca-ec'].encoded))}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:CertRefs>"
        )

        def both(at: Unsigned) -> bytes:
            parts = [at.part("SignatureValue"), *at.properties()]
            return b"".join(canonical(part, EXCLUSIVE) for part in parts)

        def references(at: Unsigned) -> bytes:
            return canonical(at.part("CompleteCertificateRefs"), EXCLUSIVE)

        for name, kind, octets in (("sig-and-refs", "SigAndRefsTimeStamp", both), ("refs-only", "RefsOnlyTimeStamp", references)):
            self.case(
                f"x-{name}",
                finish(
                    self.made(),
                    "sig",
                    self.signature_stamp(),
                    lambda at: f"<xades:CompleteCertificateRefs>{digests}</xades:CompleteCertificateRefs>",
                    lambda at, kind=kind, octets=octets: timestamp(kind, self.token(octets(at), "2025-10-10T09:10:00Z")),
                ),
                [
                    passed(
                        level="B-T",
                        timestamps=[GOOD_TOKEN, {"type": "refs", "indication": "PASSED", "imprintIntact": True}],
                    )
                ],
                f"TS 101 903, 7.5: a time-stamp over references. {_WELL}",
            )

    def content_stamps(self) -> None:
        """AllDataObjectsTimeStamp and IndividualDataObjectsTimeStamp, which are signed."""
        tree = parse(ORDER.replace("@signature@", ""))
        octets = canonical(tree, INCLUSIVE)
        early = "2025-10-10T08:30:00Z"
        good = {"type": "content", "indication": "PASSED", "time": early, "imprintIntact": True}
        bad = {"type": "content", "indication": "FAILED", "imprintIntact": False}
        whole = [Reference("", (ENVELOPED, INCLUSIVE), identifier="doc")]
        include = '<xades:Include URI="#doc"/>'
        for name, kind, inside in (("all", "AllDataObjectsTimeStamp", ""), ("individual", "IndividualDataObjectsTimeStamp", include)):
            for data, what, expected in ((octets, "", good), (b"x", "-wrong", bad)):
                stampings = timestamp(kind, self.token(data, early)).replace(
                    f"<xades:{kind}>", f"<xades:{kind}>{inside}"
                )
                self.case(
                    f"content-stamp-{name}{what}",
                    finish(self.made(references=whole, data_properties=stampings)),
                    [passed(level="B-B", timestamps=[expected])],
                    f"EN 319 132-1, 5.2.8: {kind}{', over other data' if what else ''}.",
                )

    def values(self, *, lists: bool = True) -> list[Callable[[Unsigned], str]]:
        """CertificateValues and RevocationValues with the chain and its lists."""
        certificates = "".join(
            f"<xades:EncapsulatedX509Certificate>{b64(self.pki[label].encoded)}</xades:EncapsulatedX509Certificate>"
            for label in ("ca-ec", "root-ec")
        )
        crls = "".join(
            f"<xades:EncapsulatedCRLValue>{b64(self.lists[label])}</xades:EncapsulatedCRLValue>"
            for label in ("root-ec-long-lived", "ca-ec-long-lived")
        )
        made = [lambda at: f"<xades:CertificateValues>{certificates}</xades:CertificateValues>"]
        if lists:
            made.append(
                lambda at: f"<xades:RevocationValues><xades:CRLValues>{crls}</xades:CRLValues></xades:RevocationValues>"
            )
        return made

    def archive(self, at: Unsigned, *, older: bool = False) -> str:
        """ArchiveTimeStamp over everything before it (EN 319 132-1, 5.5.2.2)."""
        document = canonical(at.tree, INCLUSIVE, without=[at.signature])
        properties = next(e for e in elements(at.signature) if e.localName == "SignedProperties")
        parts = [document, canonical(properties, EXCLUSIVE)]
        parts += [canonical(at.part(name), INCLUSIVE) for name in ("SignedInfo", "SignatureValue", "KeyInfo")]
        parts += [canonical(one, INCLUSIVE) for one in at.properties()]
        token = self.token(b"".join(parts), _ARCHIVED)
        return timestamp("ArchiveTimeStamp", token, INCLUSIVE, "xades" if older else "xades141")

    def long_term(self) -> None:
        """B-LT and B-LTA."""
        alone = {"trust": ["pki/root-ec.cer"]}
        text, steps = self.made(), [self.signature_stamp(), *self.values()]
        self.case(
            "b-lt",
            finish(text, "sig", *steps),
            [passed(level="B-LT", **_GOOD, **AT_STAMP, revocation={"status": "good", "source": "crl"})],
            f"EN 319 132-1, 6.3 (B-LT): certificates and lists inside; nothing else is given. {_WELL}",
            chain=alone,
        )
        self.case(
            "b-lt-without-lists",
            finish(text, "sig", self.signature_stamp(), *self.values(lists=False)),
            [undecided("TRY_LATER", level="B-T")],
            "EN 319 102-1, 5.2.5: nothing is known of revocation.",
            chain=alone,
        )
        archived = {"type": "archive", "indication": "PASSED", "time": _ARCHIVED, "imprintIntact": True}
        for name, older in (("b-lta", False), ("b-lta-1.3.2", True)):
            data = finish(text, "sig", *steps, lambda at, older=older: self.archive(at, older=older))
            self.case(
                name,
                data,
                [passed(level="B-LTA", **_GOOD, timestamps=[GOOD_TOKEN, archived])],
                f"EN 319 132-1, 5.5.2.2: an archive time-stamp over all of it. {_WELL}",
                chain=alone,
            )
        spoilt = data.replace(b"</xades:CertificateValues>", b" </xades:CertificateValues>", 1)
        self.case(
            "b-lta-property-changed",
            spoilt,
            [passed(level="B-LT", timestamps=[GOOD_TOKEN, {"type": "archive", "indication": "FAILED", "imprintIntact": False}])],
            "EN 319 132-1, 5.5.2.2: an unsigned property changed after the archive time-stamp.",
            chain=alone,
        )

    def counter_signatures(self) -> None:
        """CounterSignature (EN 319 132-1, 5.2.7.1)."""
        second = self.pki["ec-individual"]
        text = self.made()

        def counter(uri: str, data: bytes | None = None) -> Callable[[Unsigned], str]:
            def made(at: Unsigned) -> str:
                octets = data or at.octets("SignatureValue", INCLUSIVE)
                inner = sign(
                    "<gap>@signature@</gap>",
                    second,
                    identifier="second",
                    xades=True,
                    unsigned=" ",
                    references=[Reference(uri, (), kind=_COUNTERSIGNED, data=octets)],
                    method=EXCLUSIVE,
                )
                return f"<xades:CounterSignature>{inner.removeprefix('<gap>').removesuffix('</gap>')}</xades:CounterSignature>"

            return made

        self.case(
            "counter-signature",
            finish(text, "sig", counter("#sig-value")),
            [passed(parent=None, **_GOOD), passed(parent="S-1", **_GOOD)],
            f"EN 319 132-1, 5.2.7.1: the signature value is signed by another. {_WELL}",
        )
        self.case(
            "counter-signature-on-another-value",
            finish(text, "sig", counter("#sig-value", b"x")),
            [passed(parent=None), failed("HASH_FAILURE", parent="S-1")],
            "EN 319 132-1, 5.2.7.1: the value signed is another.",
        )
        stray = ORDER.replace("@signature@", '<stray Id="stray"/>@signature@')
        tree = parse(stray.replace("@signature@", ""))
        octets = canonical(next(e for e in elements(tree) if e.localName == "stray"), INCLUSIVE)
        self.case(
            "counter-signature-on-other-data",
            finish(sign(stray, self.signer, xades=True), "sig", counter("#stray", octets)),
            [passed(parent=None), failed("FORMAT_FAILURE", parent="S-1")],
            "EN 319 132-1, 5.2.7.1: a counter-signature must sign the value of the signature it is in.",
        )

