"""Cases about damage: one thing changed after signing, in every algorithm."""

from . import der
from .algorithms import DIGESTS
from .cms import SignedData, sign
from .content import ACT, put_content
from .gost3410 import decode_pair, encode_pair
from .keys import GostKey, RSAKey
from .manifest import Suite, failed
from .pki import PKI
from .spoil import flip, swap

_HASH = failed("HASH_FAILURE", integrity={"signature": "valid", "references": [{"found": True, "intact": False}]})
_VALUE = failed("SIG_CRYPTO_FAILURE", integrity={"signature": "invalid"})
FAMILIES = ("rsa", "rsa-pss", "ec", "ed25519", "gost512", "gost256", "gost2004")
# What may be said of a certificate that no longer belongs to the signature or to its issuer.
_NOT_HIS = [
    "NO_SIGNING_CERTIFICATE_FOUND",
    "SIG_CONSTRAINTS_FAILURE",
    "NO_CERTIFICATE_CHAIN_FOUND",
    "CHAIN_CONSTRAINTS_FAILURE",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    "SIG_CRYPTO_FAILURE",
]


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    for family in FAMILIES:
        _every_way(suite, pki, family)
    _content(suite, pki)
    _values(suite, pki)
    _certificates(suite, pki)


def _every_way(suite: Suite, pki: PKI, family: str) -> None:
    """Content, attributes, digest attribute, signature value."""
    base = family.split("-")[0]
    signer = pki[f"{base}-ceo"]
    key = signer.key
    if family == "rsa-pss":
        assert isinstance(key, RSAKey)
        key = key.using("pss")
    info = sign(signer, ACT, key=key)
    good = SignedData([info], ACT, [signer.encoded]).encode()
    digest = DIGESTS[signer.key.digest].of(ACT)
    ways = [
        ("content", flip(good, ACT, 40), _HASH, "RFC 5652, 5.6: the content no longer has the signed digest."),
        (
            "attribute",
            swap(good, b"251010090000Z", b"240101090000Z"),
            _VALUE,
            "RFC 5652, 5.4: signingTime changed, so the signature is not over these attributes.",
        ),
        (
            "message-digest",
            flip(good, digest),
            failed(["HASH_FAILURE", "SIG_CRYPTO_FAILURE"], integrity={"signature": "invalid"}),
            "RFC 5652, 5.4 and 5.6: messageDigest changed: neither the content nor the signature fits.",
        ),
        ("signature", flip(good, info.signature, 20), _VALUE, "RFC 5652, 5.6: one bit of the signature value."),
    ]
    for label, data, expected, why in ways:
        for policy in ("kz", "integrity"):
            suite.case(
                f"cms/tampered-{label}-{family}.cms",
                data,
                [expected],
                f"{why} EN 319 102-1, 5.2.7.4.",
                title=None if policy == "kz" else f"tampered-{label}-{family}.cms, policy integrity",
                chain=base if policy == "kz" else {},
                policy=policy,
            )


def _content(suite: Suite, pki: PKI) -> None:
    """Detached content that is not what was signed."""
    for family in ("ec", "gost512"):
        signer = pki[f"{family}-ceo"]
        data = SignedData([sign(signer, ACT)], None, [signer.encoded]).encode()
        for label, name, why in (
            ("line ends changed", "act-lf.txt", "CRLF became LF on the way; RFC 5652, 5.4 signs octets, not text."),
            ("another sum", "act-other-sum.txt", "One digit of the sum differs."),
        ):
            suite.case(
                f"cms/detached-{family}.cms",
                data,
                [_HASH],
                f"{why} EN 319 102-1, 5.2.7.4: HASH_FAILURE.",
                title=f"detached-{family}.cms, {label}",
                chain=family,
                content=put_content(suite, name),
            )
    signer = pki["ec-ceo"]
    bare = sign(signer, ACT, attributes=False)
    suite.case(
        "cms/tampered-content-no-attributes.cms",
        flip(SignedData([bare], ACT, [signer.encoded]).encode(), ACT, 40),
        [failed(["HASH_FAILURE", "SIG_CRYPTO_FAILURE"])],
        "RFC 5652, 5.4: without signed attributes the signature is over the content itself, so its change breaks the value.",
    )


def _values(suite: Suite, pki: PKI) -> None:
    """Signature values that are out of shape."""
    signer = pki["gost512-ceo"]
    key = signer.key
    assert isinstance(key, GostKey)
    size, order = key.curve.size, key.curve.q
    info = sign(signer, ACT)
    value = info.signature
    r, s = decode_pair(key.curve, value)
    gost = {
        "reversed": (value[::-1], "s||r big-endian, the order of RFC 9215, is wrong under the national identifier"),
        "halves-swapped": (value[size:] + value[:size], "s and r change places"),
        "negated-s": (encode_pair(key.curve, r, order - s), "GOST's s is not free in sign: -s needs another e"),
        "zero-r": (bytes(size) + value[size:], "r must be positive (RFC 7091, 6.2, step 1)"),
        "zero-s": (value[:size] + bytes(size), "s must be positive (RFC 7091, 6.2, step 1)"),
        "all-zero": (bytes(2 * size), "r and s must be positive"),
        "short": (value[:-1], "the value has a fixed size"),
        "long": (value + b"\0", "the value has a fixed size"),
        "empty": (b"", "the value has a fixed size"),
    }
    for label, (changed, why) in gost.items():
        info.signature = changed
        suite.case(
            f"cms/value-gost512-{label}.cms",
            SignedData([info], ACT, [signer.encoded]).encode(),
            [_VALUE],
            f"GOST 34.10-2015: {why}.",
            chain="gost512",
        )
    _ecdsa_values(suite, pki)
    shorter = pki["gost256-ceo"]
    assert isinstance(shorter.key, GostKey)
    curve = shorter.key.curve
    info = sign(shorter, ACT)
    r, s = decode_pair(curve, info.signature)
    info.signature = encode_pair(curve, r + curve.q, s)
    suite.case(
        "cms/value-gost256-r-plus-order.cms",
        SignedData([info], ACT, [shorter.encoded]).encode(),
        [_VALUE],
        "RFC 7091, 6.2, step 1: r must be below q; r + q, equal modulo q and of the same length, is refused.",
        chain="gost256",
    )
    rsa = pki["rsa-ceo"]
    info = sign(rsa, ACT)
    for label, changed in (("short", info.signature[1:]), ("long", b"\0" + info.signature), ("empty", b"")):
        info.signature = changed
        suite.case(
            f"cms/value-rsa-{label}.cms",
            SignedData([info], ACT, [rsa.encoded]).encode(),
            [_VALUE],
            "RFC 8017, 8.2.2, step 1: a signature that is not as long as the modulus is invalid.",
            chain="rsa",
        )


def _ecdsa_values(suite: Suite, pki: PKI) -> None:
    signer = pki["ec-ceo"]
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    info = sign(signer, ACT)
    good = info.signature
    r, s = (int.from_bytes(der.split(part)[1], "big") for part in der.children(good))
    values = {
        "zero": der.seq(der.integer(0), der.integer(0)),
        "r-plus-order": der.seq(der.integer(r + order), der.integer(s)),
        "negative-s": der.seq(der.integer(r), der.integer(s - order)),
        "trailing": good + b"\0",
        "raw": r.to_bytes(32, "big") + s.to_bytes(32, "big"),
        "empty": b"",
    }
    for label, changed in values.items():
        info.signature = changed
        suite.case(
            f"cms/value-ec-{label}.cms",
            SignedData([info], ACT, [signer.encoded]).encode(),
            [_VALUE],
            "RFC 5753, 7.2 and SEC 1, 4.1.4: ECDSA-Sig-Value in DER, r and s from 1 to n-1.",
        )
    info.signature = der.seq(der.integer(r), der.integer(order - s))
    suite.case(
        "cms/value-ec-other-s.cms",
        SignedData([info], ACT, [signer.encoded]).encode(),
        [{"indication": "TOTAL-PASSED", "subIndication": None}],
        "SEC 1, 4.1.4: (r, n-s) verifies as well as (r, s); a signature value is no unique name of a signature.",
    )


def _certificates(suite: Suite, pki: PKI) -> None:
    """The signer's certificate damaged or exchanged."""
    expected = {"indication": ["INDETERMINATE", "TOTAL-FAILED"], "subIndication": _NOT_HIS}
    for family in ("rsa", "ec", "ed25519", "gost512", "gost256", "gost2004"):
        signer = pki[f"{family}-ceo"]
        changed = swap(signer.encoded, "ПЁТР".encode(), "ИВАН".encode())
        for label, ess in (("named", True), ("not-named", None)):
            suite.case(
                f"cms/tampered-certificate-{label}-{family}.cms",
                SignedData([sign(signer, ACT, ess=ess)], ACT, [changed]).encode(),
                [expected],
                "RFC 5280, 6.1.3 (a)(1): the given name in the certificate was changed, so its issuer's signature fails"
                + ("; the ESS digest does not match either (RFC 5035, 5)." if ess else "."),
                chain=family,
            )
        other = pki[f"{family}-individual"]
        signed = sign(signer, ACT, ess=None)
        signed.identifier = other.issuer_and_serial
        suite.case(
            f"cms/another-signers-certificate-{family}.cms",
            SignedData([signed], ACT, [other.encoded]).encode(),
            [_VALUE],
            "RFC 5652, 5.3 and 5.6: the identifier is not signed; it now names a certificate whose key did not sign.",
            chain=family,
        )
