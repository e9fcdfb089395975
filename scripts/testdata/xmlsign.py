"""XML Signature and XAdES (EN 319 132-1), as text with gaps that are filled in turn."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import dates, der
from .algorithms import DIGESTS
from .canonical import EXCLUSIVE, INCLUSIVE, by_id, canonical, elements, parse
from .certificates import Certificate
from .keys import ECKey, EdKey, GostKey, Key, RSAKey

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
XADES141 = "http://uri.etsi.org/01903/v1.4.1#"
ENVELOPED = f"{DS}enveloped-signature"
BASE64 = f"{DS}base64"
_KZ = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"

DIGEST_URI = {
    "sha1": f"{DS}sha1",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha384": f"{_MORE}sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    "gost34311": f"{_MORE}gost34311",
    "streebog256": f"{_KZ}gostr34112015-256",
    "streebog512": f"{_KZ}gostr34112015-512",
}


def b64(data: bytes) -> str:
    """Base64 in one line."""
    return base64.b64encode(data).decode()


def method_uri(key: Key, digest: str) -> str:
    """The SignatureMethod of a key."""
    if isinstance(key, RSAKey):
        return f"http://www.w3.org/2007/05/xmldsig-more#{digest}-rsa-MGF1" if key.scheme == "pss" else f"{_MORE}rsa-{digest}"
    if isinstance(key, ECKey):
        return f"{_MORE}ecdsa-{digest}"
    if isinstance(key, EdKey):
        return "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"
    assert isinstance(key, GostKey)
    return {
        "gost2004": f"{_MORE}gost34310-gost34311",
        "gost256": f"{_KZ}gostr34102015-gostr34112015-256",
        "gost512": f"{_KZ}gostr34102015-gostr34112015-512",
    }[key.kind]


def value(key: Key, data: bytes, digest: str) -> bytes:
    """A signature value in the form XML wants: ECDSA as r‖s (XML Signature, 6.4.3)."""
    signed = key.sign(data, digest)
    if not isinstance(key, ECKey):
        return signed
    size = 48 if key.digest == "sha384" else 32
    numbers = [int.from_bytes(der.split(part)[1], "big") for part in der.children(signed)]
    return b"".join(number.to_bytes(size, "big") for number in numbers)


@dataclass
class Reference:
    """A reference and what it digests; `data` gives octets that no transform can be told from."""

    uri: str | None = ""
    transforms: Sequence[str] = (ENVELOPED,)
    digest: str | None = None
    kind: str | None = None
    identifier: str | None = None
    data: bytes | None = None
    inside: str = ""  # inside the last ds:Transform
    without: Callable[[object], bool] | None = None  # elements a filter takes out

    def octets(self, document: object, signature: object) -> bytes:
        """What is digested."""
        if self.data is not None:
            return self.data
        target = document if self.uri == "" else by_id(document, self.uri.lstrip("#"))
        method = next((t for t in self.transforms if "c14n" in t), INCLUSIVE).removesuffix("WithComments")
        method = method.removesuffix("#") if method.startswith(INCLUSIVE) else method
        gone = [signature] if ENVELOPED in self.transforms else []
        if self.without:
            gone += [one for one in elements(document) if self.without(one)]
        if BASE64 in self.transforms:
            return base64.b64decode("".join(n.data for n in target.childNodes))
        return canonical(target, method, without=gone)

    def text(self, digest: str, number: int) -> str:
        """The element, with a gap for its digest."""
        attributes = "".join(
            f' {name}="{text}"'
            for name, text in (("Id", self.identifier), ("Type", self.kind), ("URI", self.uri))
            if text is not None
        )
        transforms = "".join(
            f'<ds:Transform Algorithm="{uri}">{self.inside if uri == self.transforms[-1] else ""}</ds:Transform>'
            for uri in self.transforms
        )
        if transforms:
            transforms = f"<ds:Transforms>{transforms}</ds:Transforms>"
        return (
            f"<ds:Reference{attributes}>{transforms}"
            f'<ds:DigestMethod Algorithm="{DIGEST_URI[self.digest or digest]}"/>'
            f"<ds:DigestValue>@digest{number}@</ds:DigestValue></ds:Reference>"
        )


@dataclass
class Options:
    """How a signature departs from an enveloped one by the whole document with its certificate."""

    references: Sequence[Reference] = field(default_factory=lambda: [Reference()])
    digest: str | None = None
    method: str = INCLUSIVE
    key: Key | None = None
    identifier: str = "sig"
    key_info: str | None = None  # inside ds:KeyInfo; None: the certificate; empty: no KeyInfo
    objects: str = ""
    xades: bool = False
    properties: str | None = None  # more SignedSignatureProperties
    data_properties: str = ""  # SignedDataObjectProperties
    certificate_digest: str | None = None
    named: Certificate | None = None
    properties_type: str | None = "http://uri.etsi.org/01903#SignedProperties"
    signed_properties: bool = True  # whether a reference is to them
    unsigned: str = ""


def certificate_data(certificate: Certificate) -> str:
    """X509Data with the certificate."""
    return f"<ds:X509Data><ds:X509Certificate>{b64(certificate.encoded)}</ds:X509Certificate></ds:X509Data>"


def signing_certificate(certificate: Certificate, named: Certificate | None = None, digest: str = "sha256") -> str:
    """SigningCertificateV2 (EN 319 132-1, 5.2.2)."""
    named = named or certificate
    serial = der.seq(der.seq(der.explicit(4, named.issuer)), der.integer(named.serial))
    return (
        "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
        f'<ds:DigestMethod Algorithm="{DIGEST_URI[digest]}"/>'
        f"<ds:DigestValue>{b64(DIGESTS[digest].of(certificate.encoded))}</ds:DigestValue></xades:CertDigest>"
        f"<xades:IssuerSerialV2>{b64(serial)}</xades:IssuerSerialV2></xades:Cert></xades:SigningCertificateV2>"
    )


def _properties(certificate: Certificate, options: Options) -> str:
    name = options.identifier
    digest = options.certificate_digest or "sha256"
    own = options.properties
    if own is None:
        own = f"<xades:SigningTime>{dates.SIGNED}</xades:SigningTime>" + signing_certificate(
            options.named or certificate, digest=digest
        )
    data = options.data_properties
    if data:
        data = f"<xades:SignedDataObjectProperties>{data}</xades:SignedDataObjectProperties>"
    unsigned = options.unsigned or f"@unsigned-{name}@"
    return (
        f'<ds:Object><xades:QualifyingProperties xmlns:xades="{XADES}" Target="#{name}">'
        f'<xades:SignedProperties Id="{name}-properties"><xades:SignedSignatureProperties>{own}'
        f"</xades:SignedSignatureProperties>{data}</xades:SignedProperties>{unsigned}"
        "</xades:QualifyingProperties></ds:Object>"
    )


def sign(document: str, certificate: Certificate, options: Options | None = None, place: str = "@signature@", **changes: object) -> str:
    """Puts a signature into a document at its gap; @unsigned-ID@ stays, for `finish`."""
    options = options or Options(**changes)  # type: ignore[arg-type]
    key = options.key or certificate.key
    digest = options.digest or key.digest
    references = list(options.references)
    if options.xades and options.signed_properties:
        references.append(
            Reference(f"#{options.identifier}-properties", (EXCLUSIVE,), kind=options.properties_type)
        )
    key_info = certificate_data(certificate) if options.key_info is None else options.key_info
    if key_info:
        key_info = f"<ds:KeyInfo>{key_info}</ds:KeyInfo>"
    name = options.identifier
    text = (
        f'<ds:Signature xmlns:ds="{DS}" Id="{name}"><ds:SignedInfo>'
        f'<ds:CanonicalizationMethod Algorithm="{options.method}"/>'
        f'<ds:SignatureMethod Algorithm="{method_uri(key, digest)}"/>'
        + "".join(one.text(digest, number) for number, one in enumerate(references))
        + f'</ds:SignedInfo><ds:SignatureValue Id="{name}-value">@value@</ds:SignatureValue>{key_info}'
        + (_properties(certificate, options) if options.xades else "")
        + options.objects
        + "</ds:Signature>"
    )
    document = document.replace(place, text)
    tree = parse(document)
    signature = by_id(tree, name)
    for number, one in enumerate(references):
        octets = one.octets(tree, signature)
        document = document.replace(f"@digest{number}@", b64(DIGESTS[one.digest or digest].of(octets)))
    signed = parse(document)
    info = next(e for e in elements(by_id(signed, name)) if e.localName == "SignedInfo")
    return document.replace("@value@", b64(value(key, canonical(info, options.method), digest)))


def finish(document: str, name: str = "sig", *properties: Callable[["Unsigned"], str]) -> bytes:
    """Fills the gap for unsigned properties: each is made from what stands before it."""
    gap = f"@unsigned-{name}@"
    done = ""
    for make in properties:
        inside = f"<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{done}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        done += make(Unsigned(document.replace(gap, inside if done else ""), name))
    if done:
        done = f"<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{done}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    return document.replace(gap, done).encode()


class Unsigned:
    """A signature whose unsigned properties are being added."""

    def __init__(self, document: str, name: str) -> None:
        self.tree = parse(document)
        self.signature = by_id(self.tree, name)
        self.name = name

    def part(self, local: str) -> object:
        """The first element of a local name in the signature."""
        return next(e for e in elements(self.signature) if e.localName == local)

    def octets(self, local: str, method: str = INCLUSIVE) -> bytes:
        """An element in canonical form."""
        return canonical(self.part(local), method)

    def properties(self) -> list[object]:
        """The unsigned properties so far."""
        found = [e for e in elements(self.signature) if e.localName == "UnsignedSignatureProperties"]
        return [n for n in found[0].childNodes if n.nodeType == n.ELEMENT_NODE] if found else []


def timestamp(kind: str, token: bytes, method: str | None = EXCLUSIVE, space: str = "xades") -> str:
    """A property with a time-stamp token."""
    form = f'<ds:CanonicalizationMethod Algorithm="{method}"/>' if method else ""
    declared = f' xmlns:{space}="{XADES141}"' if space != "xades" else ""
    return (
        f"<{space}:{kind}{declared}>{form}"
        f"<xades:EncapsulatedTimeStamp>{b64(token)}</xades:EncapsulatedTimeStamp></{space}:{kind}>"
    )
