"""archive-time-stamp-v3 with ats-hash-index-v3 (EN 319 122-1, 5.5.2 and 5.5.3)."""

from collections.abc import Sequence

from . import der
from .algorithms import DIGESTS, OID
from .certificates import Certificate
from .cms import SignedData, SignerInfo, attribute
from .timestamps import POLICY, token_parts


def hash_index(data: SignedData, signer: SignerInfo, digest: str, omit: Sequence[bytes] = ()) -> bytes:
    """ATSHashIndexV3 over certificates, revocation data and unsigned attributes; `omit` leaves values out."""
    of = DIGESTS[digest].of

    def hashes(values: Sequence[bytes]) -> bytes:
        return der.seq(*(der.octets(of(value)) for value in values if value not in omit))

    attributes = []
    for one in signer.unsigned:
        kind, values = der.children(one)
        attributes += [kind + value for value in der.children(values)]
    return der.seq(
        DIGESTS[digest].identifier(null=False),
        hashes(data.certificates),
        hashes(data.crls),
        hashes(attributes),
    )


def archive_stamp(
    data: SignedData,
    signer: SignerInfo,
    content: bytes,
    when: str,
    unit: Certificate,
    *,
    digest: str = "sha256",
    policy: str = POLICY["rsa"],
    index: bytes | None = None,
    stamped_content: bytes | None = None,
) -> bytes:
    """The attribute, over what the SignedData holds now. `index` and `stamped_content` spoil it."""
    index = hash_index(data, signer, digest) if index is None else index
    of = DIGESTS[digest].of
    imprinted = (
        der.oid(OID[data.content_type])
        + of(content if stamped_content is None else stamped_content)
        + b"".join(signer.signed_fields())
        + index
    )
    stamp_signer, stamp = token_parts(imprinted, when, unit, digest=digest, policy=policy)
    stamp_signer.unsigned.append(attribute("atsHashIndexV3", index))
    return attribute("archiveTimeStampV3", stamp.encode())
