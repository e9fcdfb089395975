"""Evidence records inside the signatures that they keep proven (folder er/): CAdES and XAdES."""

from collections.abc import Sequence
from typing import Any

from . import dates
from .algorithms import DIGESTS
from .canonical import EXCLUSIVE, INCLUSIVE, canonical, elements
from .cases_records import OUT
from .cases_xmldsig import ORDER
from .cms import SignedData, attribute, sign
from .content import ACT, CONTRACT
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .records import Record, Stamp, root
from .stamping import lists, stamp
from .timestamps import POLICY
from .xmlsign import Unsigned, b64, finish
from .xmlsign import sign as sign_xml

_SHA256 = DIGESTS["sha256"].of
_OTHER = _SHA256(b"brother")
_LATER = "2025-11-15T09:00:00Z"
_XADESEN = "http://uri.etsi.org/19132/v1.1.1#"
_PROVEN = "EN 319 102-1, 5.6.2.3: the record proves that the signature existed before its signer's certificate ended."
_NOT = "EN 319 102-1, 5.4: it proves nothing of this signature."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki)
    maker.internal()
    maker.external()
    maker.xades()


class _Maker:
    """A signer whose certificate has ended since, and records over what it signed."""

    def __init__(self, suite: Suite, pki: PKI) -> None:
        self.suite, self.pki, self.signer = suite, pki, pki["ec-expired"]

    def case(self, name: str, data: bytes, expected: dict[str, Any], why: str, **more: Any) -> None:
        self.suite.case(f"er/{name}", data, [expected], why, chain=lists("ca-ec-long-lived"), **more)

    def record(self, leaves: Sequence[bytes], when: str = dates.STAMPED) -> Record:
        """A record whose first list has these digests and another one."""
        tree = [[*leaves, _OTHER]]
        token = stamp(self.pki, b"", when, "tsa-ec", digest="sha256", policy=POLICY["rsa"], imprint=root(tree, "sha256"))
        return Record([[Stamp(tree, token)]])

    def signed(self, *unsigned: bytes, content: bytes = ACT, detached: bool = False) -> bytes:
        """The same CMS structure every time, with whatever unsigned attributes."""
        info = sign(self.signer, content)
        info.unsigned += unsigned
        return SignedData([info], None if detached else content, [self.signer.encoded]).encode()

    def internal(self) -> None:
        """Records over the structure."""
        proven = {"bestSignatureTime": dates.STAMPED, "timestamps": [{"type": "archive", "indication": "PASSED"}]}
        refused = {"timestamps": [{"type": "archive", "indication": "FAILED", "imprintIntact": False}]}
        first = attribute("erInternal", self.record([_SHA256(self.signed())]).encode())
        self.case("c-internal.p7s", self.signed(first), passed(**proven), f"RFC 4998, appendix A. {_PROVEN}")
        second = attribute("erInternal", self.record([_SHA256(self.signed(first))], _LATER).encode())
        both = passed(
            bestSignatureTime=dates.STAMPED,
            timestamps=[{"indication": "PASSED", "time": dates.STAMPED}, {"indication": "PASSED", "time": _LATER}],
        )
        self.case(
            "c-internal-twice.p7s",
            self.signed(first, second),
            both,
            f"RFC 4998, appendix A: the first record is without the second, the second with the first. {_PROVEN}",
        )
        third = attribute("erInternal", self.record([_SHA256(self.signed())], _LATER).encode())
        self.case(
            "c-internal-second-without-first.p7s",
            self.signed(first, third),
            passed(timestamps=[{"indication": "PASSED"}, {"indication": "FAILED", "imprintIntact": False}]),
            "RFC 4998, appendix A: a later record must cover the earlier one. The earlier one holds.",
        )
        self.case(
            "c-internal-of-another-signature.p7s",
            self.signed(first, content=CONTRACT),
            undecided(OUT, **refused),
            f"RFC 4998, appendix A: the record is of another structure. {_NOT}",
        )
        grown = attribute("erInternal", self.record([_SHA256(self.signed(first))]).encode())
        self.case(
            "c-internal-over-itself.p7s",
            self.signed(grown),
            undecided(OUT, **refused),
            f"RFC 4998, appendix A: the structure is covered without the record. {_NOT}",
        )
        spoilt = bytearray(self.record([_SHA256(self.signed())]).encode())
        spoilt[-3] ^= 1
        self.case(
            "c-internal-token-broken.p7s",
            self.signed(attribute("erInternal", bytes(spoilt))),
            undecided(OUT, timestamps=[{"type": "archive", "indication": "FAILED"}]),
            f"RFC 4998, 5.3: the token's own signature is not its authority's. {_NOT}",
        )

    def external(self) -> None:
        """Records over structure and content."""
        bare = self.signed(detached=True)
        good = attribute("erExternal", self.record([_SHA256(bare), _SHA256(ACT)]).encode())
        given = {"er/content/act.txt": ACT}
        self.case(
            "c-external.p7s",
            self.signed(good, detached=True),
            passed(bestSignatureTime=dates.STAMPED, timestamps=[{"type": "archive", "indication": "PASSED"}]),
            f"RFC 4998, appendix A: structure and content are a group. {_PROVEN}",
            content=given,
        )
        self.case(
            "c-external.p7s",
            self.signed(good, detached=True),
            failed("HASH_FAILURE", timestamps=[{"indication": "FAILED"}]),
            "RFC 4998, appendix A: other content.",
            content={"er/content/contract.txt": CONTRACT},
            title="c-external.p7s, other data",
        )
        alone = attribute("erExternal", self.record([_SHA256(bare)]).encode())
        self.case(
            "c-external-without-content.p7s",
            self.signed(alone, detached=True),
            undecided(OUT, timestamps=[{"indication": "FAILED", "imprintIntact": False}]),
            f"RFC 4998, appendix A: the content's digest is not in the first list. {_NOT}",
            content=given,
        )

    def group(self, at: Unsigned) -> list[bytes]:
        """The digests of what a record in XAdES covers (EN 319 132-2, 5.2)."""
        properties = next(e for e in elements(at.signature) if e.localName == "SignedProperties")
        parts = [canonical(at.tree, INCLUSIVE, without=[at.signature]), canonical(properties, EXCLUSIVE)]
        parts += [canonical(at.part(name), INCLUSIVE) for name in ("SignedInfo", "SignatureValue", "KeyInfo")]
        parts += [canonical(one, INCLUSIVE) for one in at.properties()]
        return [_SHA256(part) for part in parts]

    def xades(self) -> None:
        """SealingEvidenceRecords."""
        text = sign_xml(ORDER, self.signer, xades=True)

        def certificates(_: Unsigned) -> str:
            inside = b64(self.pki["ca-ec"].encoded)
            return (
                "<xades:CertificateValues><xades:EncapsulatedX509Certificate>"
                f"{inside}</xades:EncapsulatedX509Certificate></xades:CertificateValues>"
            )

        def sealed(record: Record, form: str) -> str:
            inside = (
                f"<en:ASN1EvidenceRecord>{b64(record.encode())}</en:ASN1EvidenceRecord>"
                if form == "ers"
                else record.document().decode()
            )
            return f'<en:SealingEvidenceRecords xmlns:en="{_XADESEN}">{inside}</en:SealingEvidenceRecords>'

        def each(at: Unsigned) -> str:
            return sealed(self.record(self.group(at)), "ers")

        def together(at: Unsigned) -> str:
            return sealed(self.record([_SHA256(b"".join(sorted(self.group(at))))]), "xml")

        def incomplete(at: Unsigned) -> str:
            return sealed(self.record(self.group(at)[:-1]), "ers")

        proven = passed(bestSignatureTime=dates.STAMPED, timestamps=[{"type": "archive", "indication": "PASSED"}])
        refused = undecided(OUT, timestamps=[{"type": "archive", "indication": "FAILED", "imprintIntact": False}])
        for name, make, why in (
            ("ers", each, "RFC 4998, 4.2: the digest of every object of the group is in the first list"),
            ("xml", together, "RFC 6283, 3.2.1: the digest of the group is in the first list"),
        ):
            data = finish(text, "sig", certificates, make)
            self.case(f"x-sealed-{name}.xml", data, proven, f"EN 319 132-2, 5.2; {why}. {_PROVEN}")
            self.case(
                f"x-sealed-{name}-property-changed.xml",
                data.replace(b"</xades:CertificateValues>", b" </xades:CertificateValues>", 1),
                refused,
                f"EN 319 132-2, 5.2: an unsigned property before the record was changed. {_NOT}",
            )
        self.case(
            "x-sealed-incomplete.xml",
            finish(text, "sig", certificates, incomplete),
            refused,
            f"EN 319 132-2, 5.2: an unsigned property before the record is not covered. {_NOT}",
        )
