"""Key pairs of the test PKI: derived from labels, signing without chance."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from . import der, gost3410
from .algorithms import DIGESTS, OID, identifier
from .primes import PUBLIC_EXPONENT, RSANumbers, rsa_numbers
from .seeded import Seeded

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_P384_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973


class Key(ABC):
    """A private key: its SubjectPublicKeyInfo, how it names its signatures, how it signs."""

    digest: str

    @abstractmethod
    def public_info(self) -> bytes:
        """SubjectPublicKeyInfo."""

    @abstractmethod
    def signature_identifier(self, digest: str) -> bytes:
        """AlgorithmIdentifier of a signature over the given digest."""

    @abstractmethod
    def key_identifier(self) -> bytes:
        """AlgorithmIdentifier of the key, as the C library writes it where the signature's belongs."""

    @abstractmethod
    def sign(self, data: bytes, digest: str) -> bytes:
        """The signature value."""

    def pem(self) -> bytes | None:
        """PKCS#8 in PEM, or None where common tools have no form for the key."""
        return None


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@dataclass(frozen=True)
class RSAKey(Key):
    """RSA: PKCS#1 v1.5, PSS, or PKCS#1 v1.5 with the NULL left out of DigestInfo."""

    label: str
    numbers: RSANumbers
    scheme: str = "pkcs1"
    digest: str = "sha256"

    def using(self, scheme: str) -> "RSAKey":
        """The same key with another scheme: pkcs1, pkcs1-without-null or pss."""
        return replace(self, scheme=scheme)

    @property
    def size(self) -> int:
        """The size of the modulus in octets."""
        return (self.numbers.n.bit_length() + 7) // 8

    def public_info(self) -> bytes:
        key = der.seq(der.integer(self.numbers.n), der.integer(PUBLIC_EXPONENT))
        return der.seq(identifier("rsa", der.null()), der.bits(key))

    def key_identifier(self) -> bytes:
        return identifier("rsa", der.null())

    def signature_identifier(self, digest: str) -> bytes:
        if self.scheme != "pss":
            return identifier(f"rsa-{digest}", der.null())
        # RFC 4055, 3.1; the salt is as long as the digest.
        algorithm = DIGESTS[digest].identifier()
        salt = der.integer(len(DIGESTS[digest].of(b"")))
        return identifier(
            "rsa-pss",
            der.seq(
                der.explicit(0, algorithm),
                der.explicit(1, identifier("mgf1", algorithm)),
                der.explicit(2, salt),
            ),
        )

    def sign(self, data: bytes, digest: str) -> bytes:
        block = self.padded(data, digest)
        return self.numbers.private(int.from_bytes(block, "big")).to_bytes(self.size, "big")

    def padded(self, data: bytes, digest: str) -> bytes:
        """The block that the private operation is applied to."""
        return self._pss(data, digest) if self.scheme == "pss" else self._pkcs1(data, digest)

    def _pkcs1(self, data: bytes, digest: str) -> bytes:
        """EMSA-PKCS1-v1_5 (RFC 8017, 9.2)."""
        algorithm = DIGESTS[digest].identifier(null=self.scheme == "pkcs1")
        info = der.seq(algorithm, der.octets(DIGESTS[digest].of(data)))
        return b"\0\1" + b"\xff" * (self.size - 3 - len(info)) + b"\0" + info

    def _pss(self, data: bytes, digest: str) -> bytes:
        """EMSA-PSS (RFC 8017, 9.1.1), the salt drawn from the key's label and the data."""
        of = DIGESTS[digest].of
        hashed = of(data)
        salt = Seeded(f"pss {self.label} {hashed.hex()}").octets(len(hashed))
        tail = of(bytes(8) + hashed + salt)
        room = self.size - len(tail) - 1
        block = bytes(room - len(salt) - 1) + b"\1" + salt
        count = -(-room // len(tail))
        mask = b"".join(of(tail + counter.to_bytes(4, "big")) for counter in range(count))
        masked = bytearray(a ^ b for a, b in zip(block, mask, strict=False))
        masked[0] &= 0x7F
        return bytes(masked) + tail + b"\xbc"

    def pem(self) -> bytes:
        n = self.numbers
        return _pem(
            rsa.RSAPrivateNumbers(
                n.p, n.q, n.d, n.d % (n.p - 1), n.d % (n.q - 1), pow(n.q, -1, n.p),
                rsa.RSAPublicNumbers(PUBLIC_EXPONENT, n.n),
            ).private_key()
        )  # fmt: skip


@dataclass(frozen=True)
class ECKey(Key):
    """ECDSA on P-256 or P-384, with the nonces of RFC 6979."""

    curve: str
    private: ec.EllipticCurvePrivateKey
    digest: str

    def public_info(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def key_identifier(self) -> bytes:
        return identifier("ec", der.oid({"p256": "1.2.840.10045.3.1.7", "p384": "1.3.132.0.34"}[self.curve]))

    def signature_identifier(self, digest: str) -> bytes:
        return identifier(f"ecdsa-{digest}")

    def sign(self, data: bytes, digest: str) -> bytes:
        algorithm = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[digest]
        return self.private.sign(data, ec.ECDSA(algorithm, deterministic_signing=True))

    def pem(self) -> bytes:
        return _pem(self.private)


@dataclass(frozen=True)
class EdKey(Key):
    """Ed25519; in CMS the digest of the attributes is SHA-512 (RFC 8419)."""

    private: ed25519.Ed25519PrivateKey
    digest: str = "sha512"

    def public_info(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def key_identifier(self) -> bytes:
        return identifier("ed25519")

    def signature_identifier(self, digest: str) -> bytes:
        return identifier("ed25519")

    def sign(self, data: bytes, digest: str) -> bytes:
        return self.private.sign(data)

    def pem(self) -> bytes:
        return _pem(self.private)


@dataclass(frozen=True)
class GostKey(Key):
    """GOST 34.10-2015 (512 or 256 bits) or GOST 34.310-2004."""

    kind: str
    secret: int

    _KINDS: ClassVar = {
        "gost512": (gost3410.CURVE_512_A, "streebog512"),
        "gost256": (gost3410.CURVE_256_A, "streebog256"),
        "gost2004": (gost3410.CURVE_CRYPTOPRO_A, "gost34311"),
    }

    @property
    def curve(self) -> gost3410.Curve:
        """The curve of the kind."""
        return self._KINDS[self.kind][0]

    @property
    def digest(self) -> str:  # type: ignore[override]
        """The digest of the kind."""
        return self._KINDS[self.kind][1]

    @property
    def public(self) -> gost3410.Point:
        """The public point."""
        return gost3410.public_point(self.curve, self.secret)

    def public_info(self) -> bytes:
        point = self.public
        assert point is not None
        digest = "gost2004-sbox" if self.kind == "gost2004" else DIGESTS[self.digest].oid
        parameters = identifier(f"{self.kind}-curve", der.oid(OID.get(digest, digest)))
        key = der.octets(gost3410.encode_pair(self.curve, *point))
        return der.seq(identifier(f"{self.kind}-key", parameters), der.bits(key))

    def key_identifier(self) -> bytes:
        return identifier(f"{self.kind}-key", der.null())

    def signature_identifier(self, digest: str) -> bytes:
        return identifier(f"{self.kind}-sign", der.null())

    def sign(self, data: bytes, digest: str) -> bytes:
        hashed = DIGESTS[digest].of(data)
        label = f"nonce {self.kind} {self.secret:x} {hashed.hex()}"
        nonce = Seeded(label).below(self.curve.q)
        return gost3410.encode_pair(self.curve, *gost3410.sign(self.curve, self.secret, nonce, hashed))


@dataclass(frozen=True)
class TumarKey(GostKey):
    """A GOST 34.310-2004 key under TumarCSP's identifiers: a CryptoAPI blob, no parameters."""

    reversed: bool = False

    def using_reversed(self) -> "TumarKey":
        """The same key writing its signatures as s || r, most significant octet first."""
        return replace(self, reversed=True)

    def public_info(self) -> bytes:
        point = self.public
        assert point is not None
        blob = bytes.fromhex("060200003aaa00000045433100020000") + gost3410.encode_pair(self.curve, *point)
        return der.seq(self.key_identifier(), der.bits(blob))

    def key_identifier(self) -> bytes:
        return identifier("tumar-key", der.null())

    def signature_identifier(self, digest: str) -> bytes:
        return identifier("tumar-sign", der.null())

    def sign(self, data: bytes, digest: str) -> bytes:
        value = super().sign(data, digest)
        return value[::-1] if self.reversed else value


@cache
def key(kind: str, label: str) -> Key:
    """The key of a label: kind is rsa, rsa1024, p256, p384, ed25519, gost512, gost256, gost2004 or tumar."""
    if kind in ("rsa", "rsa1024"):
        return RSAKey(label, rsa_numbers(label, 1024 if kind == "rsa1024" else 2048))
    if kind == "ed25519":
        secret = Seeded(f"ed25519 {label}").octets(32)
        return EdKey(ed25519.Ed25519PrivateKey.from_private_bytes(secret))
    if kind == "tumar":
        return TumarKey("gost2004", Seeded(f"gost2004 {label}").below(gost3410.CURVE_CRYPTOPRO_A.q))
    if kind in ("p256", "p384"):
        curve, order, digest = {
            "p256": (ec.SECP256R1(), _P256_ORDER, "sha256"),
            "p384": (ec.SECP384R1(), _P384_ORDER, "sha384"),
        }[kind]
        return ECKey(kind, ec.derive_private_key(Seeded(f"{kind} {label}").below(order), curve), digest)
    return GostKey(kind, Seeded(f"{kind} {label}").below(GostKey._KINDS[kind][0].q))
