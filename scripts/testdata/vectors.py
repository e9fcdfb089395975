"""Known answers for the GOST provider (folder gost/): digests, signatures, and values it must refuse."""

from typing import Any

from .algorithms import DIGESTS
from .gost3410 import Curve, Point, decode_pair, encode_pair, sign, verify
from .keys import GostKey, key
from .manifest import dump
from .seeded import Seeded

_LENGTHS = [*range(67), 95, 96, 97, 127, 128, 129, 130, 191, 192, 193, 255, 256, 257, 1000]
_NAMES = ("streebog256", "streebog512", "gost34311")
_KINDS = {"gost512": "tc26-512-A", "gost256": "tc26-256-A", "gost2004": "CryptoPro-A"}


def vectors() -> bytes:
    """The file's content."""
    return dump(
        {
            "about": "Digests as stored; public keys x||y, signatures r||s, each half little-endian; made by scripts/testdata.",
            "digests": _digests(),
            "signatures": [one for kind in _KINDS for one in _signatures(kind)],
        }
    )


def _digests() -> list[dict[str, str]]:
    stream = Seeded("digest messages")
    messages = [stream.octets(length) for length in _LENGTHS]
    # Sums that carry through every octet, and messages that look like padding.
    messages += [b"\xff" * 32, b"\xff" * 64, b"\xff" * 128, b"\xff" * 160, bytes(64), b"\x01" * 64, b"\x01" + bytes(63)]
    return [{"message": m.hex(), **{name: DIGESTS[name].of(m).hex() for name in _NAMES}} for m in messages]


def _signatures(kind: str) -> list[dict[str, Any]]:
    own = key(kind, "vectors")
    assert isinstance(own, GostKey)
    curve, point = own.curve, own.public
    assert point is not None
    found: list[dict[str, Any]] = []

    def put(digest: bytes, value: bytes, why: str, public: bytes | None = None) -> None:
        public = encode_pair(curve, *point) if public is None else public
        valid = _verifies(curve, public, digest, value)
        found.append(
            {
                "curve": _KINDS[kind],
                "public": public.hex(),
                "digest": digest.hex(),
                "signature": value.hex(),
                "valid": valid,
                "why": why,
            }
        )

    stream = Seeded(f"signature vectors {kind}")
    digests = {
        "an ordinary digest": stream.octets(curve.size),
        "another ordinary digest": stream.octets(curve.size),
        "digest 0, so e = 1 (RFC 7091, 6.1, step 2)": bytes(curve.size),
        "digest 1": (1).to_bytes(curve.size, "little"),
        "digest all ones": b"\xff" * curve.size,
        "digest equal to q, so e = 1": curve.q.to_bytes(curve.size, "little"),
        "digest q + 1, so e = 1": (curve.q + 1).to_bytes(curve.size, "little"),
        "digest q - 1": (curve.q - 1).to_bytes(curve.size, "little"),
    }
    for why, digest in digests.items():
        put(digest, encode_pair(curve, *sign(curve, own.secret, stream.below(curve.q), digest)), why)
    digest = stream.octets(curve.size)
    r, s = sign(curve, own.secret, stream.below(curve.q), digest)
    good = encode_pair(curve, r, s)
    bad = {
        "one bit of r": encode_pair(curve, r ^ 1, s),
        "one bit of s": encode_pair(curve, r, s ^ 2),
        "r = 0": encode_pair(curve, 0, s),
        "s = 0": encode_pair(curve, r, 0),
        "r = q": encode_pair(curve, curve.q, s),
        "s = q": encode_pair(curve, r, curve.q),
        "-s": encode_pair(curve, r, curve.q - s),
        "-r": encode_pair(curve, curve.q - r, s),
        "halves swapped": encode_pair(curve, s, r),
        "reversed: the order of RFC 9215": good[::-1],
        "all ones": b"\xff" * (2 * curve.size),
        "one octet short": good[:-1],
        "one octet long": good + b"\0",
        "empty": b"",
    }
    for number, what in ((r + curve.q, "r + q"), (s + curve.q, "s + q")):
        if number < 1 << 8 * curve.size:
            bad[what] = encode_pair(curve, *((number, s) if what[0] == "r" else (r, number)))
    for why, value in bad.items():
        put(digest, value, why)
    other = key(kind, "vectors, another")
    assert isinstance(other, GostKey) and other.public is not None
    put(digest, good, "another key", encode_pair(curve, *other.public))
    x, y = point
    for why, pair in {
        "public key not on the curve": (x, y ^ 1),
        "public key 0, 0": (0, 0),
        "public key negated": (x, curve.p - y),
        "public key coordinates beyond the field": (curve.p, y),
    }.items():
        put(digest, good, why, encode_pair(curve, *pair))
    return found


def _verifies(curve: Curve, public: bytes, digest: bytes, value: bytes) -> bool:
    """Verification as a provider must do it: sizes, the point's place, then the equation."""
    if len(value) != 2 * curve.size or not _on_curve(curve, point := decode_pair(curve, public)):
        return False
    return verify(curve, point, digest, *decode_pair(curve, value))


def _on_curve(curve: Curve, point: Point) -> bool:
    assert point is not None
    x, y = point
    return x < curve.p and y < curve.p and (y * y - x**3 - curve.a * x - curve.b) % curve.p == 0
