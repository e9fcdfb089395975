"""Reads the made signatures back with another parser, and does their arithmetic again.

This is a check of the generator, not of a verifier: whoever expects TOTAL-PASSED must have made a
value and a digest that hold, and whoever expects a broken value must have broken it.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Any

from asn1crypto import cms, core, parser, tsp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from . import gost3410
from .algorithms import DIGESTS
from .primes import PUBLIC_EXPONENT

_BY_OID = {digest.oid: digest for digest in DIGESTS.values()}
_HASHES = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
_GOST = {
    "1.2.398.3.10.1.1.2.2": (gost3410.CURVE_512_A, "streebog512"),
    "1.2.398.3.10.1.1.2.1": (gost3410.CURVE_256_A, "streebog256"),
    "1.2.398.3.10.1.1.1.1": (gost3410.CURVE_CRYPTOPRO_A, "gost34311"),
    "1.3.6.1.4.1.6801.1.5.8": (gost3410.CURVE_CRYPTOPRO_A, "gost34311"),
}


def unwrapped(data: bytes) -> bytes:
    """The binary inside PEM, base64 or a data: address."""
    if found := re.search(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END", data, re.DOTALL):
        return base64.b64decode(found[1])
    if data.startswith(b"data:"):
        return base64.b64decode(data.split(b",", 1)[1])
    return data if data[:1] == b"\x30" else base64.b64decode(data)


def facts(data: bytes, content: bytes | None, given: Iterable[bytes]) -> list[tuple[bool | None, bool | None]]:
    """For each signer: does the digest fit the content, does the value fit what it signs; None is unknown."""
    signed = cms.ContentInfo.load(unwrapped(data))["content"]
    inside = signed["encap_content_info"]["content"]
    stamped, kind = content, signed["encap_content_info"]["content_type"].native
    if not isinstance(inside, core.Void) and inside.native is not None:
        content = _octets(inside)
    enclosed = signed["certificates"]
    bag = [] if isinstance(enclosed, core.Void) else [choice.dump() for choice in enclosed]
    found = [_signer(info, content, [*bag, *given]) for info in signed["signer_infos"]]
    if kind == "tst_info" and content is not None and stamped is not None:
        imprint = tsp.TSTInfo.load(content)["message_imprint"]
        digest = _BY_OID[imprint["hash_algorithm"]["algorithm"].dotted]
        same = digest.of(stamped) == imprint["hashed_message"].native
        found = [(fits and same, holds) for fits, holds in found]
    return found


def _octets(value: Any) -> bytes:
    """The octets of eContent, whole or in chunks."""
    raw = bytes(value.contents)
    if value.method == 0 or value.tag == 16:
        return raw if value.tag == 4 else bytes(value.dump())[-len(raw) :]
    joined, rest = b"", raw
    while rest and rest[:2] != b"\0\0":
        part = core.OctetString.load(rest)
        joined += bytes(part)
        rest = rest[len(part.dump()) :]
    return joined


def _signer(info: Any, content: bytes | None, certificates: list[bytes]) -> tuple[bool | None, bool | None]:
    digest = _BY_OID.get(info["digest_algorithm"]["algorithm"].dotted)
    key = _key_of(info["sid"], certificates)
    algorithm = info["signature_algorithm"]
    attributes = info["signed_attrs"]
    value = info["signature"].native
    if isinstance(attributes, core.Void):
        fits = None
        data = content
    else:
        sent = [_distinguished(attribute) for attribute in attributes]
        body = b"".join(sorted(sent))
        data = core.SetOf(contents=body, spec=core.Any).dump() if body else b"\x31\x00"
        values = [bytes(v) for a in attributes if a["type"].native == "message_digest" for v in a["values"]]
        fits = (
            digest is not None and content is not None and bool(values) and all(v == digest.of(content) for v in values)
        )
    holds = None if key is None or data is None or digest is None else _holds(key, algorithm, digest.name, data, value)
    return fits, holds


def _distinguished(attribute: Any) -> bytes:
    """The attribute in DER; a value the parser has no type for is taken as it stands."""
    try:
        return bytes(attribute.dump(force=True))
    except ValueError:
        return bytes(attribute.dump())


def _parts(encoded: bytes) -> list[bytes]:
    """The values inside a SEQUENCE."""
    rest, found = parser.parse(encoded)[4], []
    while rest:
        _, _, _, header, content, trailer = parser.parse(rest)
        found.append(header + content + trailer)
        rest = rest[len(found[-1]) :]
    return found


def _key_of(identifier: Any, certificates: list[bytes]) -> bytes | None:
    """SubjectPublicKeyInfo of the certificate that the signer's identifier names."""
    for encoded in certificates:
        parts = _parts(_parts(encoded)[0])
        serial, issuer, info = parts[1], parts[3], parts[6]
        if identifier.name == "issuer_and_serial_number":
            found = _parts(identifier.chosen.dump()) == [issuer, serial]
        else:
            found = _key_identifier(info) == identifier.chosen.native
        if found:
            return info
    return None


def _key_identifier(info: bytes) -> bytes:
    return hashlib.sha1(parser.parse(_parts(info)[1])[4][1:]).digest()


def _holds(info: bytes, algorithm: Any, digest: str, data: bytes, value: bytes) -> bool:
    oid = core.ObjectIdentifier.load(_parts(_parts(info)[0])[0]).dotted
    if oid in _GOST:
        return _gost_holds(info, oid, algorithm["algorithm"].dotted, data, value)
    key = serialization.load_der_public_key(info)
    named = algorithm["algorithm"].native
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(value, data)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, data, ec.ECDSA(_HASHES[named.split("_")[0]]))
        elif isinstance(key, rsa.RSAPublicKey):
            return _rsa_holds(key, named, digest, data, value)
    except (InvalidSignature, KeyError):
        return False
    return True


def _rsa_holds(key: rsa.RSAPublicKey, named: str, digest: str, data: bytes, value: bytes) -> bool:
    if named.startswith("sha"):
        digest = named.split("_")[0]
    algorithm = _HASHES[digest]
    if named == "rsassa_pss":
        key.verify(value, data, padding.PSS(padding.MGF1(algorithm), algorithm.digest_size), algorithm)
        return True
    try:
        key.verify(value, data, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        block = pow(int.from_bytes(value, "big"), PUBLIC_EXPONENT, key.public_numbers().n)
        return len(value) == key.key_size // 8 and block & ((1 << 160) - 1) == int.from_bytes(
            DIGESTS[digest].of(data)[-20:], "big"
        )
    return True


def _gost_holds(info: bytes, oid: str, signature_oid: str, data: bytes, value: bytes) -> bool:
    curve, digest = _GOST[oid]
    public = parser.parse(_parts(info)[1])[4][-2 * curve.size :]
    if len(value) != 2 * curve.size:
        return False
    layouts = [value, value[::-1]] if signature_oid.startswith("1.3.6.1.4.1.6801.") else [value]
    hashed = DIGESTS[digest].of(data)
    point = gost3410.decode_pair(curve, public)
    return any(gost3410.verify(curve, point, hashed, *gost3410.decode_pair(curve, one)) for one in layouts)


# Sub-indications that presuppose a value and a digest that hold.
_PRESUPPOSING = {
    "REVOKED_NO_POE", "REVOKED", "TRY_LATER", "OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED", "EXPIRED", "NOT_YET_VALID",
    "REVOCATION_OUT_OF_BOUNDS_NO_POE", "REVOKED_CA_NO_POE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "TIMESTAMP_ORDER_FAILURE",
}  # fmt: skip


def disagreement(expected: dict[str, Any], fits: bool | None, holds: bool | None) -> str | None:
    """What in an expectation contradicts the arithmetic, or None."""
    reason = expected.get("subIndication")
    reasons = set(reason if isinstance(reason, list) else [reason])
    sound = fits is not False and holds is True
    if expected["indication"] == "TOTAL-PASSED" or reasons and reasons <= _PRESUPPOSING:
        return None if sound else f"expected to hold, digest {fits}, value {holds}"
    if reasons == {"HASH_FAILURE"}:
        return None if fits is False and holds else f"expected a wrong digest, digest {fits}, value {holds}"
    if reasons == {"SIG_CRYPTO_FAILURE"}:
        return None if holds is False else f"expected a wrong value, digest {fits}, value {holds}"
    return None


def disagreements(files: dict[str, bytes], cases: Iterable[dict[str, Any]]) -> list[str]:
    """Every case whose expectation contradicts the arithmetic."""
    found = []
    for case in cases:
        signatures = case["expected"].get("signatures")
        if not signatures:
            continue
        content = files[case["content"][0]] if case["content"] else None
        read = facts(files[case["file"]], content, [files[path] for path in case["certs"]])
        top = [signature for signature in signatures if not signature.get("parent")]
        if len(read) != len(top):
            found.append(f"{case['name']}: {len(read)} signers, {len(top)} expected")
        for expected, (fits, holds) in zip(top, read, strict=False):
            if problem := disagreement(expected, fits, holds):
                found.append(f"{case['name']}: {problem}")
    return found
