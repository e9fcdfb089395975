"""Certificates with absurd public keys (folder hostile/)."""

from . import der
from .algorithms import OID, identifier
from .cases_absurd import NEVER_PASSED, absurd, issued
from .keys import Key, RSAKey, key
from .manifest import Suite
from .pki import PKI
from .primes import rsa_numbers
from .seeded import Seeded


class _Foreign(Key):
    """A key whose public part is whatever is given; it signs with another key."""

    def __init__(self, info: bytes, signer: Key) -> None:
        self.info, self.signer, self.digest = info, signer, signer.digest

    def public_info(self) -> bytes:
        return self.info

    def key_identifier(self) -> bytes:
        return self.signer.key_identifier()

    def signature_identifier(self, digest: str) -> bytes:
        return self.signer.signature_identifier(digest)

    def sign(self, data: bytes, digest: str) -> bytes:
        return self.signer.sign(data, digest)


class _ExponentOne(_Foreign):
    """An RSA key with exponent 1, for which the padded digest is a signature that verifies."""

    def sign(self, data: bytes, digest: str) -> bytes:
        assert isinstance(self.signer, RSAKey)
        return self.signer.padded(data, digest)


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    own = key("p256", "absurd keys")
    rsa = key("rsa", "rsa-ceo")
    modulus = rsa_numbers("rsa-ceo", 2048).n
    gost = key("gost512", "gost512-ceo")

    def rsa_info(n: int, e: int) -> bytes:
        return der.seq(identifier("rsa", der.null()), der.bits(der.seq(der.integer(n), der.integer(e))))

    def gost_info(point: bytes, curve: str = "gost512-curve") -> bytes:
        parameters = identifier(curve, der.oid("1.2.398.3.10.1.3.3"))
        return der.seq(identifier("gost512-key", parameters), der.bits(der.octets(point)))

    ec = der.oid(OID["p256"])
    big = int.from_bytes(b"\xc0" + Seeded("big modulus").octets(2046) + b"\x01", "big")
    infos: dict[str, tuple[bytes, Key, str]] = {
        "rsa-exponent-1": (rsa_info(modulus, 1), rsa, "exponent 1: any padded block is its own signature"),
        "rsa-exponent-2": (rsa_info(modulus, 2), rsa, "an even exponent"),
        "rsa-modulus-0": (rsa_info(0, 65537), rsa, "modulus 0"),
        "rsa-modulus-negative": (rsa_info(-modulus, 65537), rsa, "a negative modulus"),
        "rsa-modulus-even": (rsa_info(modulus + 1, 65537), rsa, "an even modulus"),
        "rsa-modulus-16384": (rsa_info(big, 65537), rsa, "a modulus of 16,384 bits"),
        "rsa-exponent-huge": (rsa_info(modulus, modulus - 2), rsa, "an exponent as long as the modulus"),
        "ec-not-on-curve": (
            der.seq(identifier("ec", ec), der.bits(b"\x04" + b"\x01" * 64)),
            own,
            "a point that is not on the curve",
        ),
        "ec-infinity": (der.seq(identifier("ec", ec), der.bits(b"\x00")), own, "the point at infinity"),
        "ec-unknown-curve": (
            der.seq(identifier("ec", der.oid("2.999.4.1")), der.bits(b"\x04" + b"\x01" * 64)),
            own,
            "an unknown curve",
        ),
        "ec-no-parameters": (der.seq(identifier("ec"), der.bits(b"\x04" + b"\x01" * 64)), own, "no curve"),
        "ed25519-zero": (der.seq(identifier("ed25519"), der.bits(bytes(32))), own, "a point of small order"),
        "ed25519-short": (der.seq(identifier("ed25519"), der.bits(bytes(31))), own, "31 octets"),
        "gost512-not-on-curve": (gost_info(b"\x05" * 128), gost, "a point that is not on the curve"),
        "gost512-zero": (gost_info(bytes(128)), gost, "x = y = 0"),
        "gost512-short": (gost_info(bytes(127)), gost, "127 octets"),
        "gost512-beyond-field": (gost_info(b"\xff" * 128), gost, "coordinates beyond the field"),
        "gost512-other-curve": (gost_info(bytes(range(128)), "gost256-curve"), gost, "the parameters of another curve"),
        "unknown": (der.seq(identifier("2.999.4.2"), der.bits(b"?")), own, "an unknown kind of key"),
        "empty": (der.seq(identifier("rsa", der.null()), der.bits(b"")), rsa, "no key at all"),
    }
    for label, (info, signer, why) in infos.items():
        kind = _ExponentOne if label == "rsa-exponent-1" else _Foreign
        certificate = issued(pki, f"key {label}", key=kind(info, signer))
        absurd(suite, f"key-{label}", certificate, NEVER_PASSED, f"The public key is absurd: {why}.")
