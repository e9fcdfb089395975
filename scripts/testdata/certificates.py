"""X.509 certificates and the profiles of the test PKI."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import der
from .algorithms import OID
from .keys import Key
from .seeded import serial_number

SITE = "http://pki.sandyq.example"

# Key usage bits (RFC 5280, 4.2.1.3).
DIGITAL_SIGNATURE, NON_REPUDIATION, KEY_ENCIPHERMENT, DATA_ENCIPHERMENT, KEY_AGREEMENT, CERT_SIGN, CRL_SIGN = range(7)

# Roles in extKeyUsage, and what the certificate is for.
ROLES = {
    "individual": ("1.2.398.3.3.4.1.1",),
    "organisation": ("1.2.398.3.3.4.1.2",),
    "ceo": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"),
    "signatory": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.2"),
    "finance": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.3"),
    "hr": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.4"),
    "employee": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.5"),
    "information-system": ("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6"),
}
POLICY_ROOT = "1.2.398.3.1.2"
POLICY_CA = "1.2.398.3.3.1.1"
POLICY_LEGAL_SIGN, POLICY_LEGAL_AUTH, POLICY_PERSON_SIGN, POLICY_PERSON_AUTH = (
    f"1.2.398.3.3.2.{number}" for number in (1, 2, 3, 4)
)
POLICY_2022 = "1.2.398.3.3.2"


@dataclass(frozen=True)
class Extension:
    """One extension: a name of `OID` or a dotted number, its DER value, whether critical."""

    oid: str
    value: bytes
    critical: bool = False

    def encode(self) -> bytes:
        """Extension."""
        critical = [der.boolean(True)] if self.critical else []
        return der.seq(der.oid(OID.get(self.oid, self.oid)), *critical, der.octets(self.value))


def extensions(values: Iterable[Extension]) -> bytes:
    """Extensions."""
    return der.seq(*(value.encode() for value in values))


@dataclass(frozen=True)
class Certificate:
    """A certificate of the test PKI with the private key it belongs to."""

    label: str
    encoded: bytes
    key: Key
    subject: bytes
    issuer: bytes
    serial: int

    @property
    def key_identifier(self) -> bytes:
        """The subject key identifier."""
        return key_identifier(self.key)

    @property
    def issuer_and_serial(self) -> bytes:
        """IssuerAndSerialNumber (RFC 5652, 10.2.4)."""
        return der.seq(self.issuer, der.integer(self.serial))


def key_identifier(key: Key) -> bytes:
    """SHA-1 of the public key's bits (RFC 5280, 4.2.1.2, method 1)."""
    bit_string = der.children(key.public_info())[1]
    return hashlib.sha1(der.split(bit_string)[1][1:]).digest()


def key_usage(*positions: int) -> Extension:
    """keyUsage, critical."""
    return Extension("keyUsage", der.named_bits(*positions), critical=True)


def extended_key_usage(*purposes: str, critical: bool = False) -> Extension:
    """extKeyUsage."""
    value = der.seq(*(der.oid(OID.get(purpose, purpose)) for purpose in purposes))
    return Extension("extKeyUsage", value, critical)


def basic_constraints(path_length: int | None = None, authority: bool = True) -> Extension:
    """basicConstraints, critical."""
    parts = [der.boolean(True)] if authority else []
    if path_length is not None:
        parts.append(der.integer(path_length))
    return Extension("basicConstraints", der.seq(*parts), critical=True)


def policies(*oids: str) -> Extension:
    """certificatePolicies, each with the address of a practice statement."""
    cps = der.seq(der.seq(der.oid(OID["cps"]), der.ia5(f"{SITE}/cps")))
    return Extension("certificatePolicies", der.seq(*(der.seq(der.oid(oid), cps) for oid in oids)))


def _uri(address: str) -> bytes:
    return der.implicit(6, address.encode("ascii"))


def distribution_point(address: str, crl_issuer: bytes | None = None) -> bytes:
    """CRLDistributionPoints of one point, possibly with another CRL issuer (RFC 5280, 4.2.1.13)."""
    parts = [der.explicit(0, der.explicit(0, _uri(address)))]
    if crl_issuer:
        parts.append(der.explicit(2, der.explicit(4, crl_issuer)))
    return der.seq(der.seq(*parts))


def addresses(issuer_label: str, crl: str | None = None, crl_issuer: bytes | None = None) -> list[Extension]:
    """Where to find the issuer's certificate, CRLs and OCSP responder."""
    access = der.seq(
        der.seq(der.oid(OID["caIssuers"]), _uri(f"{SITE}/cert/{issuer_label}.cer")),
        der.seq(der.oid(OID["ocsp"]), _uri(f"{SITE}/ocsp/")),
    )
    return [
        Extension("crlDistributionPoints", distribution_point(f"{SITE}/crl/{crl or issuer_label}.crl", crl_issuer)),
        Extension("freshestCRL", distribution_point(f"{SITE}/crl/{issuer_label}-delta.crl")),
        Extension("authorityInfoAccess", access),
    ]


def subject_key(key: Key) -> Extension:
    """subjectKeyIdentifier."""
    return Extension("subjectKeyIdentifier", der.octets(key_identifier(key)))


def authority_key(key: Key) -> Extension:
    """authorityKeyIdentifier, by key identifier."""
    return Extension("authorityKeyIdentifier", der.seq(der.implicit(0, key_identifier(key))))


def issue(
    label: str,
    subject: bytes,
    key: Key,
    validity: tuple[str, str],
    profile: Sequence[Extension],
    issuer: Certificate | None = None,
    *,
    serial: int | None = None,
    digest: str | None = None,
    identifiers: bool = True,
    version: int = 2,
    signed_by: Key | None = None,
) -> Certificate:
    """A certificate; without an issuer it is self-signed. `signed_by` forges: another key under the issuer's name."""
    issuer_key = signed_by or (issuer.key if issuer else key)
    issuer_name = issuer.subject if issuer else subject
    named_key = issuer.key if issuer else key
    serial = serial_number(label) if serial is None else serial
    found = list(profile)
    if identifiers:
        found += [subject_key(key), authority_key(named_key)]
    digest = digest or issuer_key.digest
    algorithm = issuer_key.signature_identifier(digest)
    body = der.seq(
        *([der.explicit(0, der.integer(version))] if version else []),
        der.integer(serial),
        algorithm,
        issuer_name,
        der.seq(*(der.time(when) for when in validity)),
        subject,
        key.public_info(),
        *([der.explicit(3, extensions(found))] if found else []),
    )
    encoded = der.seq(body, algorithm, der.bits(issuer_key.sign(body, digest)))
    return Certificate(label, encoded, key, subject, issuer_name, serial)


def root_profile() -> list[Extension]:
    """A self-signed root."""
    return [basic_constraints(), key_usage(CERT_SIGN, CRL_SIGN), policies(POLICY_ROOT)]


def authority_profile(issuer_label: str, path_length: int | None = 0) -> list[Extension]:
    """An issuing certification authority."""
    return [
        basic_constraints(path_length),
        key_usage(CERT_SIGN, CRL_SIGN),
        policies(POLICY_CA, "2.5.29.32.0"),
        *addresses(issuer_label),
    ]


def signer_profile(role: str, issuer_label: str, *, agreement: bool = False) -> list[Extension]:
    """A certificate for signing documents; GOST certificates add keyAgreement."""
    policy = POLICY_PERSON_SIGN if role == "individual" else POLICY_LEGAL_SIGN
    usages = [DIGITAL_SIGNATURE, NON_REPUDIATION] + ([KEY_AGREEMENT] if agreement else [])
    return [
        key_usage(*usages),
        extended_key_usage("emailProtection", *ROLES[role]),
        policies(policy),
        *addresses(issuer_label),
    ]


def authentication_profile(role: str, issuer_label: str) -> list[Extension]:
    """A certificate for signing in, not for documents."""
    policy = POLICY_PERSON_AUTH if role == "individual" else POLICY_LEGAL_AUTH
    return [
        key_usage(DIGITAL_SIGNATURE, KEY_ENCIPHERMENT),
        extended_key_usage("clientAuth", *ROLES[role]),
        policies(policy),
        *addresses(issuer_label),
    ]


def stamping_profile(
    issuer_label: str, *, critical: bool = True, purposes: Sequence[str] = ("timeStamping",)
) -> list[Extension]:
    """A time-stamping unit (RFC 3161, 2.3); like the national one it has no keyUsage."""
    purpose = [extended_key_usage(*purposes, critical=critical)] if purposes else []
    return [*purpose, policies("1.2.398.3.3.2.6"), *addresses(issuer_label)]


def responder_profile(issuer_label: str, purposes: Sequence[str] = ("ocspSigning",)) -> list[Extension]:
    """A delegated OCSP responder (RFC 6960, 4.2.2.2) that need not be checked for revocation."""
    purpose = [extended_key_usage(*purposes, critical=True)] if purposes else []
    return [
        key_usage(DIGITAL_SIGNATURE),
        *purpose,
        Extension("ocspNoCheck", der.null()),
        *addresses(issuer_label),
    ]
