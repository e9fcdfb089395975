"""Cases about signed attributes: order, encoding, repetition, agreement of algorithms, ESS."""

from . import der
from .algorithms import DIGESTS, OID, identifier
from .certificates import Certificate
from .cms import SignedData, algorithm_protection, attribute, indefinite, sign, signing_certificate
from .content import ACT, put_content
from .manifest import Suite, passed, undecided
from .pki import PKI

# Where RFC 5652 forbids something and EN 319 102-1 does not say by which name it fails; never TOTAL-PASSED.
_REFUSED = {
    "indication": ["TOTAL-FAILED", "INDETERMINATE"],
    "subIndication": ["FORMAT_FAILURE", "SIG_CONSTRAINTS_FAILURE", "SIG_CRYPTO_FAILURE", "HASH_FAILURE"],
}
_VALUE = {"indication": "TOTAL-FAILED", "subIndication": "SIG_CRYPTO_FAILURE", "integrity": {"signature": "invalid"}}
_WELL = "EN 319 102-1, 5.3: every block passes."
FAMILIES = ("ec", "gost512")


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    for family in FAMILIES:
        _order(suite, pki[f"{family}-ceo"], family)
        _structure(suite, pki[f"{family}-ceo"], family)
        _signing_certificate(suite, pki, family)
    _agreement(suite, pki)
    _unknown(suite, pki)


def _case(suite: Suite, name: str, data: SignedData, expected: dict, why: str, family: str, **more: object) -> None:  # type: ignore[type-arg]
    suite.case(f"cms/{name}-{family}.cms", data.encode(), [expected], why, chain=family, **more)  # type: ignore[arg-type]


def _order(suite: Suite, signer: Certificate, family: str) -> None:
    """Attributes sent in an order, or an encoding, that is not DER."""
    whole = [signer.encoded]
    good = sign(signer, ACT, unsorted="signed-sorted")
    why = "RFC 5652, 5.4: the signature is over the DER encoding of the attributes, sorted, however they were sent"
    _case(
        suite,
        "unsorted-attributes-signed-sorted",
        SignedData([good], ACT, whole),
        passed(integrity={"signature": "valid"}),
        f"{why}. {_WELL}",
        family,
    )
    bad = sign(signer, ACT, unsorted="signed-as-sent")
    _case(
        suite,
        "unsorted-attributes-signed-as-sent",
        SignedData([bad], ACT, whole),
        _VALUE,
        f"{why}; this one is over the order as sent.",
        family,
    )
    ber = sign(signer, ACT)
    assert ber.signed
    attributes = der.children(ber.signed)
    ber.signed = b"\x31\x80" + b"".join(attributes) + b"\0\0"
    data = SignedData([ber], ACT, whole)
    _case(
        suite,
        "attributes-of-indefinite-length",
        data,
        passed(integrity={"signature": "valid"}),
        f"{why}; here their length is indefinite. {_WELL}",
        family,
    )
    long_form = sign(signer, ACT)
    assert long_form.signed
    first, *rest = der.children(long_form.signed)
    header, content, _ = der.split(first)
    padded = b"\x30\x81" + bytes([len(content)]) + content
    long_form.signed = der.set_as_given(padded, *rest)
    _case(
        suite,
        "attribute-with-long-length",
        SignedData([long_form], ACT, whole),
        passed(integrity={"signature": "valid"}),
        f"{why}; here a length is longer than it need be, which is BER. {_WELL}",
        family,
    )


def _passed_off(suite: Suite, signer: Certificate, family: str) -> None:
    """A signature over attributes, passed off as one over content that nobody meant to sign."""
    info = sign(signer, ACT)
    attributes, info.signed = info.signed, None
    assert attributes
    why = "RFC 5652, 5.4: the value is over the attributes of another signature, here presented as content"
    whole = [signer.encoded]
    refused = {"indication": "TOTAL-FAILED", "subIndication": "FORMAT_FAILURE"}
    inside = SignedData([info], attributes, whole)
    for name, data in (("", inside.encode()), ("-in-pieces", indefinite(inside.encode()))):
        suite.case(f"cms/attributes-as-content{name}-{family}.cms", data, [refused], f"{why}.", chain=family)
    suite.case(
        f"cms/attributes-as-content-detached-{family}.cms",
        SignedData([info], None, whole).encode(),
        [refused],
        f"{why} beside the signature.",
        chain=family,
        content={f"cms/content/attributes-{family}.bin": attributes},
    )


def _structure(suite: Suite, signer: Certificate, family: str) -> None:
    """Attributes that are missing, repeated or contradict the content."""
    whole = [signer.encoded]
    bare = sign(signer, ACT, attributes=False)
    _case(
        suite,
        "no-signed-attributes",
        SignedData([bare], ACT, whole),
        passed(level="basic"),
        f"RFC 5652, 5.3: signedAttrs is optional over id-data. {_WELL}",
        family,
    )
    _case(
        suite,
        "no-signed-attributes-detached",
        SignedData([bare], None, whole),
        passed(level="basic"),
        f"RFC 5652, 5.3: signedAttrs is optional over id-data. {_WELL}",
        family,
        content=put_content(suite, "act.txt"),
    )
    _passed_off(suite, signer, family)
    other_type = SignedData([bare], ACT, whole, content_type="2.999.5.1")
    _case(
        suite,
        "no-signed-attributes-other-type",
        other_type,
        _REFUSED,
        "RFC 5652, 5.3: signedAttrs must be present when the content type is not id-data.",
        family,
    )
    typed = sign(signer, ACT, content_type="2.999.5.1")
    _case(
        suite,
        "other-content-type",
        SignedData([typed], ACT, whole, content_type="2.999.5.1"),
        passed(),
        f"RFC 5652, 5.1 and 11.1: any content type may be signed when the attribute names it. {_WELL}",
        family,
    )
    differing = sign(signer, ACT, content_type_attribute="2.999.5.1")
    _case(
        suite,
        "content-type-differs",
        SignedData([differing], ACT, whole),
        _REFUSED,
        "RFC 5652, 11.1: the contentType attribute must equal eContentType.",
        family,
    )
    untyped = sign(signer, ACT, include_content_type=False)
    _case(
        suite,
        "content-type-missing",
        SignedData([untyped], ACT, whole),
        _REFUSED,
        "RFC 5652, 5.3 and 11.1: contentType must be among the signed attributes.",
        family,
    )
    digest = attribute("messageDigest", der.octets(DIGESTS[signer.key.digest].of(ACT)))
    wrong = attribute("messageDigest", der.octets(DIGESTS[signer.key.digest].of(b"other")))
    time = attribute("signingTime", der.time("2025-10-10T09:00:00Z"))
    later = attribute("signingTime", der.time("2025-11-10T09:00:00Z"))
    two_values = attribute("signingTime", der.time("2025-10-10T09:00:00Z"), der.time("2025-11-10T09:00:00Z"))
    once = "RFC 5652, 11: the attribute must not occur more than once, nor have more than one value"
    for name, more, time_of in (
        ("message-digest-twice", [digest], "2025-10-10T09:00:00Z"),
        ("message-digest-twice-differing", [wrong], "2025-10-10T09:00:00Z"),
        ("signing-time-twice", [time], "2025-10-10T09:00:00Z"),
        ("signing-time-twice-differing", [later], "2025-10-10T09:00:00Z"),
        ("signing-time-two-values", [two_values], None),
    ):
        repeated = sign(signer, ACT, more=more, signing_time=time_of)
        _case(suite, name, SignedData([repeated], ACT, whole), _REFUSED, f"{once}.", family)
    no_digest = sign(signer, ACT)
    assert no_digest.signed
    marker = der.oid(OID["messageDigest"])
    kept = der.set_of(*(part for part in der.children(no_digest.signed) if marker not in part))
    no_digest.signed, no_digest.signature = kept, signer.key.sign(kept, signer.key.digest)
    _case(
        suite,
        "message-digest-missing",
        SignedData([no_digest], ACT, whole),
        _REFUSED,
        "RFC 5652, 5.3 and 11.2: messageDigest must be among the signed attributes; without it nothing binds the content.",
        family,
    )
    empty = sign(signer, ACT)
    empty.signed = der.set_of()
    empty.signature = signer.key.sign(empty.signed, signer.key.digest)
    _case(
        suite,
        "signed-attributes-empty",
        SignedData([empty], ACT, whole),
        _REFUSED,
        "RFC 5652, 5.3: SignedAttributes holds at least one attribute, and these two among them.",
        family,
    )
    role = attribute("2.5.4.72", der.utf8("Бас директор"))
    for name, kind, value in (
        ("", "1.2.840.113549.1.9.16.2.18", der.seq(der.explicit(0, der.seq(role)))),
        ("-v2", "0.4.0.19122.1.1", der.seq(der.explicit(0, der.seq(role)))),
        ("-implicit", "1.2.840.113549.1.9.16.2.18", der.seq(der.retagged(0xA0, der.seq(role)))),
    ):
        _case(
            suite,
            f"claimed-role{name}",
            SignedData([sign(signer, ACT, more=[attribute(kind, value)])], ACT, whole),
            passed(claimedRoles=["Бас директор"]),
            f"EN 319 122-1, 5.2.6: what the signer claims is shown, and proves nothing. {_WELL}",
            family,
        )
    timeless = sign(signer, ACT, signing_time=None)
    _case(
        suite,
        "signing-time-missing",
        SignedData([timeless], ACT, whole),
        passed(claimedSigningTime=None),
        f"RFC 5652, 11.3: signingTime is optional in CMS (not in a CAdES baseline signature). {_WELL}",
        family,
    )


def _signing_certificate(suite: Suite, pki: PKI, family: str) -> None:
    """ESS signing-certificate and -v2 (RFC 2634, 5.4; RFC 5035; EN 319 102-1, 5.2.3.4)."""
    signer, other = pki[f"{family}-ceo"], pki[f"{family}-individual"]
    refused = {
        "indication": ["INDETERMINATE", "TOTAL-FAILED"],
        "subIndication": ["SIG_CONSTRAINTS_FAILURE", "NO_SIGNING_CERTIFICATE_FOUND"],
    }
    right = f"The reference is the signer's certificate. {_WELL}"
    wrong = "EN 319 102-1, 5.2.3.4: the reference must match the signing certificate"
    without_serial = attribute(
        "signingCertificateV2", der.seq(der.seq(der.seq(der.octets(DIGESTS["sha256"].of(signer.encoded)))))
    )
    two = _two_certificates(signer, pki[f"ca-{family}"])
    cases = [
        ("ess-v1", signing_certificate(signer, version=1), passed(), f"RFC 2634, 5.4: version 1, SHA-1. {right}"),
        ("ess-v2-sha512", signing_certificate(signer, "sha512"), passed(), f"RFC 5035, 4: version 2, SHA-512. {right}"),
        ("ess-v2-without-serial", without_serial, passed(), f"RFC 5035, 4: issuerSerial is optional. {right}"),
        ("ess-v2-with-authority", two, passed(), f"RFC 5035, 3: the signer's first, then others of the path. {right}"),
        (
            "ess-v1-wrong-digest",
            signing_certificate(other, named=signer, version=1),
            refused,
            f"{wrong}; the digest does not.",
        ),
        ("ess-v2-wrong-digest", signing_certificate(other, named=signer), refused, f"{wrong}; the digest does not."),
        (
            "ess-v2-wrong-serial",
            signing_certificate(signer, named=other),
            refused,
            f"{wrong}; issuer and serial do not.",
        ),
        ("ess-v2-another-signer", signing_certificate(other), refused, f"{wrong}; it is another signer's."),
    ]
    if family == "gost512":
        streebog = signing_certificate(signer, "streebog512")
        cases.append(("ess-v2-streebog", streebog, passed(), f"RFC 5035, 4: version 2, Streebog-512. {right}"))
    for name, reference, expected, why in cases:
        info = sign(signer, ACT, ess=reference)
        _case(suite, name, SignedData([info], ACT, [signer.encoded]), expected, why, family)
    contradicting = sign(signer, ACT, more=[signing_certificate(other, version=1)])
    _case(
        suite,
        "ess-v1-wrong-beside-v2-right",
        SignedData([contradicting], ACT, [signer.encoded]),
        refused,
        f"{wrong}, in both versions when both are present (EN 319 122-1, 5.2.2.1).",
        family,
    )


def _two_certificates(signer: Certificate, authority: Certificate) -> bytes:
    parts = []
    for one in (signer, authority):
        serial = der.seq(der.seq(der.explicit(4, one.issuer)), der.integer(one.serial))
        parts.append(der.seq(der.octets(DIGESTS["sha256"].of(one.encoded)), serial))
    return attribute("signingCertificateV2", der.seq(der.seq(*parts)))


def _agreement(suite: Suite, pki: PKI) -> None:
    """Digest and signature algorithms that disagree, and CMSAlgorithmProtection (RFC 6211)."""
    weak = ["CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"]
    weaker = {**_REFUSED, "subIndication": [*_REFUSED["subIndication"], *weak]}
    for family, own, other in (("rsa", "sha256", "sha512"), ("ec", "sha256", "sha512")):
        signer = pki[f"{family}-ceo"]
        whole = [signer.encoded]
        for name, digest, signature_digest, expected in (
            ("digest-disagrees", own, other, _REFUSED),
            ("digest-weaker-disagrees", "sha1", own, weaker),
        ):
            info = sign(signer, ACT, digest=digest, signature_digest=signature_digest)
            _case(
                suite,
                name,
                SignedData([info], ACT, whole),
                expected,
                "RFC 5652, 5.3 and 5.4; RFC 5754, 3: the digest of the attributes is the one the signature algorithm names; "
                "EN 319 102-1 has no block that may let the two differ.",
                family,
            )
        right = signer.key.signature_identifier(own)
        good = sign(signer, ACT, more=[algorithm_protection(own, right)])
        _case(
            suite,
            "algorithm-protection",
            SignedData([good], ACT, whole),
            passed(),
            f"RFC 6211, 2: the attribute repeats the algorithms in use. {_WELL}",
            family,
        )
        for name, protection in (
            ("algorithm-protection-other-digest", algorithm_protection(other, right)),
            ("algorithm-protection-other-signature", algorithm_protection(own, signer.key.signature_identifier(other))),
        ):
            _case(
                suite,
                name,
                SignedData([sign(signer, ACT, more=[protection])], ACT, whole),
                _REFUSED,
                "RFC 6211, 4: the signature is invalid when the attribute differs from the algorithms in use.",
                family,
            )
    signer = pki["gost512-ceo"]
    mixed = sign(signer, ACT, digest="streebog256", signature_digest="streebog512")
    _case(
        suite,
        "digest-disagrees",
        SignedData([mixed], ACT, [signer.encoded]),
        _REFUSED,
        "The identifier 1.2.398.3.10.1.1.2.3.2 names Streebog-512; messageDigest is Streebog-256 (RFC 5652, 5.3 and 5.4).",
        "gost512",
    )
    renamed = sign(signer, ACT)
    renamed.digest_algorithm = DIGESTS["sha512"].identifier()
    _case(
        suite,
        "digest-renamed",
        SignedData([renamed], ACT, [signer.encoded]),
        _REFUSED,
        "RFC 5652, 5.3: digestAlgorithm is not signed; it now says SHA-512, which has the same length.",
        "gost512",
    )


def _unknown(suite: Suite, pki: PKI) -> None:
    """Algorithms nobody knows: undecided, with the identifier named."""
    signer = pki["ec-ceo"]
    expected = undecided("CRYPTO_CONSTRAINTS_FAILURE", integrity={"signature": "unsupported"})
    why = "EN 319 102-1, 5.2.8: an algorithm the verifier does not know is neither good nor bad."
    unknown_signature = sign(signer, ACT, signature_algorithm=identifier("2.999.7.1"))
    _case(
        suite,
        "unknown-signature-algorithm",
        SignedData([unknown_signature], ACT, [signer.encoded]),
        {**expected, "algorithm": {"oid": "2.999.7.1"}},
        why,
        "ec",
    )
    unknown_digest = sign(signer, ACT, digest_algorithm=identifier("2.999.7.2"))
    _case(
        suite,
        "unknown-digest-algorithm",
        SignedData([unknown_digest], ACT, [signer.encoded]),
        undecided("CRYPTO_CONSTRAINTS_FAILURE"),
        why,
        "ec",
    )
    mismatch = sign(pki["rsa-ceo"], ACT, signature_algorithm=pki["ec-ceo"].key.signature_identifier("sha256"))
    _case(
        suite,
        "signature-algorithm-of-another-key",
        SignedData([mismatch], ACT, [pki["rsa-ceo"].encoded]),
        {
            "indication": ["TOTAL-FAILED", "INDETERMINATE"],
            "subIndication": [
                "SIG_CRYPTO_FAILURE",
                "FORMAT_FAILURE",
                "SIG_CONSTRAINTS_FAILURE",
                "CRYPTO_CONSTRAINTS_FAILURE",
            ],
        },
        "RFC 5652, 5.6: an ECDSA identifier with an RSA key cannot verify.",
        "rsa",
    )
