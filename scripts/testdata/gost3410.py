"""GOST R 34.10-2012 (Kazakhstan's 34.10-2015) and GOST 34.310-2004: keys, signing, verification.

The equations are RFC 7091's. Kazakhstan stores every number little-endian: a public key is x || y,
a signature r || s, and the digest is read little-endian too.
"""

from dataclasses import dataclass

Point = tuple[int, int] | None


@dataclass(frozen=True)
class Curve:
    """A curve y² = x³ + ax + b over the field of p, with a base point (x, y) of prime order q."""

    size: int
    p: int
    a: int
    b: int
    q: int
    x: int
    y: int

    def add(self, left: Point, right: Point) -> Point:
        """The sum of two points."""
        if left is None or right is None:
            return left or right
        if left[0] == right[0]:
            if (left[1] + right[1]) % self.p == 0:
                return None
            slope = (3 * left[0] ** 2 + self.a) * pow(2 * left[1], -1, self.p)
        else:
            slope = (right[1] - left[1]) * pow(right[0] - left[0], -1, self.p)
        x = (slope * slope - left[0] - right[0]) % self.p
        return x, (slope * (left[0] - x) - left[1]) % self.p

    def multiply(self, factor: int, point: Point) -> Point:
        """The point added to itself factor times, by Jacobian double-and-add; not in constant time."""
        if point is None or factor % self.q == 0:
            return None
        p, a = self.p, self.a
        x1, y1 = point
        x, y, z = x1, y1, 1
        for bit in bin(factor)[3:]:
            yy = y * y % p
            s = 4 * x * yy % p
            m = (3 * x * x + a * pow(z, 4, p)) % p
            x, y, z = (m * m - 2 * s) % p, 0, 2 * y * z % p
            y = (m * (s - x) - 8 * yy * yy) % p
            if bit == "1":
                x, y, z = self._mixed_sum(x, y, z, x1, y1)
        if z == 0:
            return None
        inverse = pow(z, -1, p)
        return x * inverse**2 % p, y * inverse**3 % p

    def _mixed_sum(self, x: int, y: int, z: int, x1: int, y1: int) -> tuple[int, int, int]:
        """A Jacobian point plus an affine one; within multiply they are never equal or opposite."""
        p = self.p
        zz = z * z % p
        h = (x1 * zz - x) % p
        r = (y1 * zz * z - y) % p
        hh = h * h % p
        hhh = h * hh % p
        v = x * hh % p
        x3 = (r * r - hhh - 2 * v) % p
        return x3, (r * (v - x3) - y * hhh) % p, z * h % p

    @property
    def base(self) -> Point:
        """The base point."""
        return self.x, self.y


# RFC 7836, A.1.1: id-tc26-gost-3410-12-512-paramSetA.
CURVE_512_A = Curve(
    size=64,
    p=2**512 - 569,
    a=2**512 - 572,
    b=0xE8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760,
    q=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275,
    x=3,
    y=0x7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4,
)
# RFC 7836, A.2: id-tc26-gost-3410-2012-256-paramSetA, a twisted Edwards curve in Weierstrass form.
CURVE_256_A = Curve(
    size=32,
    p=2**256 - 617,
    a=0xC2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335,
    b=0x295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513,
    q=0x400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67,
    x=0x91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28,
    y=0x32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C,
)
# RFC 4357, 11.4: id-GostR3410-2001-CryptoPro-A-ParamSet.
CURVE_CRYPTOPRO_A = Curve(
    size=32,
    p=2**256 - 617,
    a=2**256 - 620,
    b=0xA6,
    q=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893,
    x=1,
    y=0x8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14,
)


def public_point(curve: Curve, secret: int) -> Point:
    """Q = dP."""
    return curve.multiply(secret, curve.base)


def sign(curve: Curve, secret: int, nonce: int, digest: bytes) -> tuple[int, int]:
    """RFC 7091, 6.1, with the nonce given: (r, s)."""
    e = int.from_bytes(digest, "little") % curve.q or 1
    point = curve.multiply(nonce, curve.base)
    assert point is not None
    r = point[0] % curve.q
    s = (r * secret + nonce * e) % curve.q
    assert r and s
    return r, s


def verify(curve: Curve, public: Point, digest: bytes, r: int, s: int) -> bool:
    """RFC 7091, 6.2."""
    if not (0 < r < curve.q and 0 < s < curve.q):
        return False
    v = pow(int.from_bytes(digest, "little") % curve.q or 1, -1, curve.q)
    point = curve.add(curve.multiply(s * v % curve.q, curve.base), curve.multiply(-r * v % curve.q, public))
    return point is not None and point[0] % curve.q == r


def encode_pair(curve: Curve, first: int, second: int) -> bytes:
    """Two numbers side by side, each little-endian: a public key (x, y) or a signature (r, s)."""
    return first.to_bytes(curve.size, "little") + second.to_bytes(curve.size, "little")


def decode_pair(curve: Curve, data: bytes) -> tuple[int, int]:
    """The inverse of `encode_pair`."""
    return (
        int.from_bytes(data[: curve.size], "little"),
        int.from_bytes(data[curve.size :], "little"),
    )
