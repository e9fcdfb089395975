"""RFC 3161 time-stamp tokens."""

from . import der
from .algorithms import DIGESTS
from .certificates import Certificate
from .cms import SignedData, SignerInfo, attribute, sign, signing_certificate
from .seeded import Seeded

# The national time-stamping policies: GOST 34.310-2004, RSA, GOST 34.10-2015-512.
POLICY = {"gost2004": "1.2.398.3.3.2.6.1", "rsa": "1.2.398.3.3.2.6.2", "gost512": "1.2.398.3.3.2.6.4"}


def stamp_info(
    data: bytes,
    when: str,
    digest: str,
    policy: str,
    *,
    serial: int,
    nonce: int | None = None,
    accuracy: int | None = None,
    imprint: bytes | None = None,
) -> bytes:
    """TSTInfo."""
    return der.seq(
        der.integer(1),
        der.oid(policy),
        der.seq(DIGESTS[digest].identifier(), der.octets(imprint if imprint is not None else DIGESTS[digest].of(data))),
        der.integer(serial),
        der.generalized(when),
        *([der.seq(der.integer(accuracy))] if accuracy is not None else []),
        *([der.integer(nonce)] if nonce is not None else []),
    )


def token_parts(
    data: bytes,
    when: str,
    authority: Certificate,
    *,
    digest: str = "sha256",
    policy: str = POLICY["rsa"],
    ess: int | None = 2,
    ess_of: Certificate | None = None,
    certificates: list[Certificate] | None = None,
    serial: int | None = None,
    nonce: int | None = None,
    accuracy: int | None = None,
    imprint: bytes | None = None,
) -> tuple[SignerInfo, SignedData]:
    """A token still open to additions: its signer and its SignedData. `ess` is the version of signing-certificate."""
    if serial is None:
        label = f"token {authority.label} {when} {(imprint or DIGESTS['sha256'].of(data)).hex()}"
        serial = int.from_bytes(Seeded(label).octets(8), "big") >> 1
    info = stamp_info(data, when, digest, policy, serial=serial, nonce=nonce, accuracy=accuracy, imprint=imprint)
    named = signing_certificate(ess_of or authority, version=ess) if ess else None
    signer = sign(authority, info, content_type="tstInfo", signing_time=when, ess=named)
    included = [authority] if certificates is None else certificates
    signed = SignedData([signer], info, [c.encoded for c in included], content_type="tstInfo", version=3)
    return signer, signed


def token(data: bytes, when: str, authority: Certificate, **options: object) -> bytes:
    """A TimeStampToken over the data; the options are those of `token_parts`."""
    return token_parts(data, when, authority, **options)[1].encode()  # type: ignore[arg-type]


def signature_stamp(signer: SignerInfo, when: str, authority: Certificate, **options: object) -> bytes:
    """The signature-time-stamp attribute over a signature value (EN 319 122-1, 5.3)."""
    return attribute("signatureTimeStamp", token(signer.signature, when, authority, **options))


def content_stamp(content: bytes, when: str, authority: Certificate, **options: object) -> bytes:
    """The content-time-stamp attribute (EN 319 122-1, 5.2.8), to be signed."""
    return attribute("contentTimeStamp", token(content, when, authority, **options))


def response(token_bytes: bytes) -> bytes:
    """A TimeStampResp that grants the token."""
    return der.seq(der.seq(der.integer(0)), token_bytes)
