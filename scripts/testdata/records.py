"""Evidence records: RFC 4998 (ASN.1) and RFC 6283 (XML)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import der
from .algorithms import DIGESTS
from .containers import URI

_ERS = "urn:ietf:params:xml:ns:ers"
_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


def root(lists: Sequence[Sequence[bytes]], digest: str) -> bytes:
    """The root that reduced lists lead to (RFC 4998, 4.3)."""
    result: list[bytes] = []
    for values in lists:
        together = sorted([*values, *result])
        result = [together[0] if len(together) == 1 else DIGESTS[digest].of(b"".join(together))]
    return result[0]


@dataclass
class Stamp:
    """An ArchiveTimeStamp: the lists that lead from the data to the root, and the token over the root."""

    lists: list[list[bytes]]
    token: bytes
    digest: str = "sha256"

    def encode(self) -> bytes:
        """The ASN.1 form (RFC 4998, 4.1)."""
        parts = [der.retagged(0xA0, DIGESTS[self.digest].identifier())]
        if self.lists:
            trees = [der.seq(*(der.octets(value) for value in values)) for values in self.lists]
            parts.append(der.retagged(0xA2, der.seq(*trees)))
        return der.seq(*parts, self.token)

    def stamp_text(self) -> str:
        """The TimeStamp element without namespace declarations."""
        token = base64.b64encode(self.token).decode()
        return f'<TimeStamp><TimeStampToken Type="RFC3161">{token}</TimeStampToken></TimeStamp>'

    def text(self, order: int) -> str:
        """The XML form (RFC 6283, 3.1)."""
        tree = ""
        for place, values in enumerate(self.lists, 1):
            digests = "".join(f"<DigestValue>{base64.b64encode(value).decode()}</DigestValue>" for value in values)
            tree += f'<Sequence Order="{place}">{digests}</Sequence>'
        tree = f"<HashTree>{tree}</HashTree>" if tree else ""
        return f'<ArchiveTimeStamp Order="{order}">{tree}{self.stamp_text()}</ArchiveTimeStamp>'


@dataclass
class Record:
    """Chains of archive time-stamps."""

    chains: list[list[Stamp]] = field(default_factory=list)

    def sequence(self) -> bytes:
        """ArchiveTimeStampSequence."""
        return der.seq(*(der.seq(*(stamp.encode() for stamp in chain)) for chain in self.chains))

    def encode(self) -> bytes:
        """EvidenceRecord (RFC 4998, 3.1)."""
        digests = dict.fromkeys(chain[0].digest for chain in self.chains)
        return der.seq(der.integer(1), der.seq(*(DIGESTS[digest].identifier() for digest in digests)), self.sequence())

    def sequence_text(self, count: int | None = None) -> str:
        """ArchiveTimeStampSequence in XML, with the first chains only if `count` says so."""
        chains = ""
        for order, chain in enumerate(self.chains[:count], 1):
            stamps = "".join(stamp.text(place) for place, stamp in enumerate(chain, 1))
            chains += (
                f'<ArchiveTimeStampChain Order="{order}"><DigestMethod Algorithm="{URI[chain[0].digest]}"></DigestMethod>'
                f'<CanonicalizationMethod Algorithm="{_C14N}"></CanonicalizationMethod>{stamps}</ArchiveTimeStampChain>'
            )
        return f"<ArchiveTimeStampSequence>{chains}</ArchiveTimeStampSequence>"

    def document(self) -> bytes:
        """EvidenceRecord in XML (RFC 6283, 2.1)."""
        return f'<EvidenceRecord xmlns="{_ERS}" Version="1.0">{self.sequence_text()}</EvidenceRecord>'.encode()


def canonical(element: str) -> bytes:
    """The exclusive canonical form of an element of a record: it is written canonically, but for its namespace."""
    end = element.index(">")
    return (element[:end] + f' xmlns="{_ERS}"' + element[end:]).encode()
