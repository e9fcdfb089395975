"""Certificate revocation lists (RFC 5280, 5) and OCSP answers (RFC 6960)."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import der
from .algorithms import DIGESTS, OID
from .certificates import Certificate, Extension, authority_key, extensions
from .keys import Key

REASONS = {
    "keyCompromise": 1, "cACompromise": 2, "affiliationChanged": 3, "superseded": 4,
    "cessationOfOperation": 5, "certificateHold": 6, "removeFromCRL": 8,
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of a revocation list."""

    serial: int
    when: str
    reason: str | None = None
    issuer: bytes | None = None

    def encode(self) -> bytes:
        """The entry of revokedCertificates."""
        found = []
        if self.reason:
            found.append(Extension("reasonCode", der.enumerated(REASONS[self.reason])))
        if self.issuer:
            value = der.seq(der.explicit(4, self.issuer))
            found.append(Extension("certificateIssuer", value, critical=True))
        parts = [extensions(found)] if found else []
        return der.seq(der.integer(self.serial), der.time(self.when), *parts)


def crl(
    issuer: Certificate,
    update: tuple[str, str | None],
    entries: Sequence[Entry] = (),
    number: int | None = 100,
    *more: Extension,
    signed_by: Key | None = None,
) -> bytes:
    """A CertificateList. `signed_by` forges: another key under the issuer's name."""
    key = signed_by or issuer.key
    algorithm = key.signature_identifier(key.digest)
    found = [authority_key(issuer.key)]
    if number is not None:
        found.append(Extension("crlNumber", der.integer(number)))
    found += more
    body = der.seq(
        der.integer(1),
        algorithm,
        issuer.subject,
        *(der.time(when) for when in update if when),
        *([der.seq(*(entry.encode() for entry in entries))] if entries else []),
        der.explicit(0, extensions(found)),
    )
    return der.seq(body, algorithm, der.bits(key.sign(body, key.digest)))


def delta(base: int) -> Extension:
    """deltaCRLIndicator."""
    return Extension("deltaCRLIndicator", der.integer(base), critical=True)


def scope(
    address: str | None = None,
    *,
    users: bool = False,
    authorities: bool = False,
    attributes: bool = False,
    indirect: bool = False,
) -> Extension:
    """issuingDistributionPoint."""
    parts = []
    if address:
        parts.append(der.explicit(0, der.explicit(0, der.implicit(6, address.encode()))))
    for number, flag in ((1, users), (2, authorities), (4, indirect), (5, attributes)):
        if flag:
            parts.append(der.implicit(number, b"\xff"))
    return Extension("issuingDistributionPoint", der.seq(*parts), critical=True)


def expired_included(since: str) -> Extension:
    """expiredCertsOnCRL (X.509, 9.5.2.8): expired certificates stay on the list."""
    return Extension("expiredCertsOnCRL", der.generalized(since))


def certificate_id(
    subject: Certificate, issuer: Certificate, digest: str = "sha256", serial: int | None = None
) -> bytes:
    """CertID (RFC 6960, 4.1.1)."""
    bit_string = der.children(issuer.key.public_info())[1]
    of = DIGESTS[digest].of
    return der.seq(
        DIGESTS[digest].identifier(),
        der.octets(of(issuer.subject)),
        der.octets(of(der.split(bit_string)[1][1:])),
        der.integer(subject.serial if serial is None else serial),
    )


@dataclass(frozen=True)
class Status:
    """What a responder says: good, unknown, or revoked at a time."""

    kind: str = "good"
    when: str | None = None
    reason: str | None = None

    def encode(self) -> bytes:
        """CertStatus."""
        if self.kind == "revoked":
            assert self.when
            reason = [der.explicit(0, der.enumerated(REASONS[self.reason]))] if self.reason else []
            return der.explicit(1, der.generalized(self.when) + b"".join(reason))
        return der.implicit({"good": 0, "unknown": 2}[self.kind], b"")


def ocsp(
    subject: Certificate,
    issuer: Certificate,
    responder: Certificate,
    produced: str,
    status: Status | None = None,
    *,
    this_update: str | None = None,
    next_update: str | None = None,
    digest: str = "sha256",
    serial: int | None = None,
    by_key: bool = False,
    extended_revoke: bool = False,
    nonce: bytes | None = None,
    certificates: Sequence[Certificate] | None = None,
) -> bytes:
    """A successful OCSPResponse about one certificate."""
    single = der.seq(
        certificate_id(subject, issuer, digest, serial),
        (status or Status()).encode(),
        der.generalized(this_update or produced),
        *([der.explicit(0, der.generalized(next_update))] if next_update else []),
    )
    found = []
    if nonce:
        found.append(Extension("ocspNonce", der.octets(nonce)))
    if extended_revoke:
        found.append(Extension("ocspExtendedRevoke", der.null()))
    name = der.explicit(2, der.octets(responder.key_identifier)) if by_key else der.explicit(1, responder.subject)
    body = der.seq(
        name,
        der.generalized(produced),
        der.seq(single),
        *([der.explicit(1, extensions(found))] if found else []),
    )
    key = responder.key
    included = [responder] if certificates is None else list(certificates)
    basic = der.seq(
        body,
        key.signature_identifier(key.digest),
        der.bits(key.sign(body, key.digest)),
        *([der.explicit(0, der.seq(*(c.encoded for c in included)))] if included else []),
    )
    return der.seq(der.enumerated(0), der.explicit(0, der.seq(der.oid(OID["ocspBasic"]), der.octets(basic))))


def ocsp_refusal(code: int = 3) -> bytes:
    """An OCSPResponse without an answer: 3 is tryLater."""
    return der.seq(der.enumerated(code))


def basic_response(response: bytes) -> bytes:
    """The BasicOCSPResponse inside an OCSPResponse."""
    response_bytes = der.split(der.children(response)[1])[1]
    return der.split(der.children(response_bytes)[1])[1]
