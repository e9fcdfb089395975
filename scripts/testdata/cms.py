"""CMS SignedData (RFC 5652) with CAdES attributes (EN 319 122-1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import der
from .algorithms import DIGESTS, OID, identifier
from .certificates import Certificate
from .keys import Key


def attribute(kind: str, *values: bytes) -> bytes:
    """Attribute."""
    return der.seq(der.oid(OID.get(kind, kind)), der.set_of(*values))


def signing_certificate(
    certificate: Certificate, digest: str = "sha256", *, named: Certificate | None = None, version: int = 2
) -> bytes:
    """ESS signing-certificate (v1, SHA-1) or -v2 (RFC 5035). `named` gives issuer and serial of another certificate."""
    named = named or certificate
    general = der.seq(der.explicit(4, named.issuer))
    parts = [der.octets(DIGESTS["sha1" if version == 1 else digest].of(certificate.encoded))]
    if version == 2 and digest != "sha256":  # SHA-256 is the default and is left out
        parts.insert(0, DIGESTS[digest].identifier(null=False))
    parts.append(der.seq(general, der.integer(named.serial)))
    kind = "signingCertificate" if version == 1 else "signingCertificateV2"
    return attribute(kind, der.seq(der.seq(der.seq(*parts))))


def algorithm_protection(digest: str, signature: bytes) -> bytes:
    """CMSAlgorithmProtection (RFC 6211)."""
    inner = der.retagged(0xA1, signature)
    return attribute("algorithmProtection", der.seq(DIGESTS[digest].identifier(), inner))


@dataclass
class SignerInfo:
    """One signer's part; `unsigned` may grow after signing, the rest may be spoilt by a test case."""

    version: int
    identifier: bytes
    digest_algorithm: bytes
    signed: bytes | None
    signature_algorithm: bytes
    signature: bytes
    unsigned: list[bytes] = field(default_factory=list)

    def signed_fields(self) -> list[bytes]:
        """Version to signature, as encoded."""
        return [
            der.integer(self.version),
            self.identifier,
            self.digest_algorithm,
            *([der.retagged(0xA0, self.signed)] if self.signed else []),
            self.signature_algorithm,
            der.octets(self.signature),
        ]

    def encode(self) -> bytes:
        """SignerInfo."""
        unsigned = [der.retagged(0xA1, der.set_of(*self.unsigned))] if self.unsigned else []
        return der.seq(*self.signed_fields(), *unsigned)


@dataclass
class SignerOptions:
    """How a signer departs from the ordinary CAdES B-B signature."""

    digest: str | None = None
    key: Key | None = None
    signing_time: str | None = "2025-10-10T09:00:00Z"
    ess: bytes | None | bool = True
    more: Sequence[bytes] = ()
    attributes: bool = True
    content_type: str = "data"
    content_type_attribute: str | None = None
    by_key_identifier: bool = False
    key_algorithm: bool = False
    digest_null: bool | None = None
    signature_algorithm: bytes | None = None
    digest_algorithm: bytes | None = None
    signature_digest: str | None = None
    message_digest: bytes | None = None
    unsorted: str | None = None  # "signed-sorted" or "signed-as-sent"
    include_content_type: bool = True


def sign(
    certificate: Certificate, content: bytes, options: SignerOptions | None = None, **changes: object
) -> SignerInfo:
    """A signer's part over the content."""
    options = options or SignerOptions(**changes)  # type: ignore[arg-type]
    key = options.key or certificate.key
    digest = options.digest or key.digest
    signature_digest = options.signature_digest or digest
    signature_algorithm = options.signature_algorithm or (
        key.key_identifier() if options.key_algorithm else key.signature_identifier(signature_digest)
    )
    signed, sent = None, None
    if options.attributes:
        hashed = options.message_digest or DIGESTS[digest].of(content)
        signed, sent = _attributes(certificate, digest, hashed, options)
    data = content if signed is None else signed
    by_key = options.by_key_identifier
    return SignerInfo(
        version=3 if by_key else 1,
        identifier=der.implicit(0, certificate.key_identifier) if by_key else certificate.issuer_and_serial,
        digest_algorithm=options.digest_algorithm or DIGESTS[digest].identifier(options.digest_null),
        signed=sent,
        signature_algorithm=signature_algorithm,
        signature=key.sign(data, signature_digest),
    )


def _attributes(certificate: Certificate, digest: str, hashed: bytes, options: SignerOptions) -> tuple[bytes, bytes]:
    """The SET that is signed, and the SET that is sent."""
    found = []
    if options.include_content_type:
        kind = options.content_type_attribute or options.content_type
        found.append(attribute("contentType", der.oid(OID.get(kind, kind))))
    if options.signing_time:
        found.append(attribute("signingTime", der.time(options.signing_time)))
    found.append(attribute("messageDigest", der.octets(hashed)))
    if options.ess is True:
        found.append(
            signing_certificate(certificate, digest if digest.startswith("sha") and digest != "sha1" else "sha256")
        )
    elif options.ess:
        found.append(options.ess)
    found += options.more
    ordered = der.set_of(*found)
    if not options.unsorted:
        return ordered, ordered
    sent = der.set_as_given(*sorted(found, reverse=True))
    return (ordered if options.unsorted == "signed-sorted" else sent), sent


@dataclass
class SignedData:
    """SignedData; `content` None is a detached signature."""

    signers: list[SignerInfo]
    content: bytes | None
    certificates: list[bytes] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    content_type: str = "data"
    version: int | None = None
    digest_algorithms: list[bytes] | None = None

    def encode(self) -> bytes:
        """ContentInfo."""
        return der.seq(der.oid(OID["signedData"]), der.explicit(0, self.inner()))

    def inner(self) -> bytes:
        """SignedData itself."""
        version = self.version
        if version is None:  # RFC 5652, 5.1
            other = any(revocation[0] == 0xA1 for revocation in self.crls)
            plain = self.content_type == "data" and all(signer.version == 1 for signer in self.signers)
            version = 5 if other else 1 if plain else 3
        algorithms = self.digest_algorithms
        if algorithms is None:
            algorithms = list(dict.fromkeys(signer.digest_algorithm for signer in self.signers))
        content = [der.explicit(0, der.octets(self.content))] if self.content is not None else []
        return der.seq(
            der.integer(version),
            der.set_of(*algorithms),
            der.seq(der.oid(OID.get(self.content_type, self.content_type)), *content),
            *([der.retagged(0xA0, der.set_as_given(*self.certificates))] if self.certificates else []),
            *([der.retagged(0xA1, der.set_as_given(*self.crls))] if self.crls else []),
            der.set_of(*(signer.encode() for signer in self.signers)),
        )


def other_revocation(basic_response: bytes) -> bytes:
    """An OCSP answer among the revocation data of SignedData (RFC 5940)."""
    return der.explicit(1, der.oid(OID["ocspResponseValue"]) + basic_response)


def indefinite(content_info: bytes, chunk: int = 20) -> bytes:
    """The same ContentInfo in BER: indefinite lengths outside, the content in chunks, the signers untouched."""
    kind, wrapped = der.children(content_info)
    parts = der.children(der.split(wrapped)[1])
    content = der.children(parts[2])
    if len(content) == 2:
        octets = der.split(der.split(content[1])[1])[1]
        chunks = b"".join(der.octets(octets[i : i + chunk]) for i in range(0, len(octets), chunk))
        content[1] = _open(0xA0, _open(0x24, chunks))
    parts[2] = _open(0x30, b"".join(content))
    return _open(0x30, kind + _open(0xA0, _open(0x30, b"".join(parts))))


def _open(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x80]) + content + b"\0\0"


__all__ = [
    "SignedData", "SignerInfo", "SignerOptions", "algorithm_protection", "attribute", "identifier",
    "indefinite", "other_revocation", "sign", "signing_certificate",
]  # fmt: skip
