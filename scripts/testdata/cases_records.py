"""Evidence records, alone and in containers (folder er/)."""

from typing import Any

from . import dates
from .algorithms import DIGESTS
from .cases_containers import cms, pack
from .containers import EXTENDED, SIMPLE, manifest
from .content import ACT, CONTRACT
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .records import Record, Stamp, canonical, root
from .stamping import lists, stamp
from .timestamps import POLICY

_SHA256, _SHA512 = DIGESTS["sha256"].of, DIGESTS["sha512"].of
_RENEWED, _REHASHED = "2025-11-15T09:00:00Z", "2025-12-15T09:00:00Z"
_OTHERS = [_SHA256(b"brother"), _SHA256(b"uncle")]
OUT = ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]
_WELL = "EN 319 102-1, 5.4 and 5.6: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki)
    maker.initial()
    maker.renewed()
    maker.broken()
    maker.contained()


class _Maker:
    """What every case here needs at hand."""

    def __init__(self, suite: Suite, pki: PKI) -> None:
        self.suite, self.pki = suite, pki

    def case(
        self, name: str, data: bytes, expected: dict[str, Any] | list[dict[str, Any]], why: str, **more: Any
    ) -> None:
        """A case over the act."""
        more.setdefault("content", {"er/content/act.txt": ACT})
        signatures = expected if isinstance(expected, list) else [expected]
        self.suite.case(f"er/{name}", data, signatures, why, **more)

    def over(
        self,
        tree: list[list[bytes]],
        when: str = dates.STAMPED,
        *,
        imprint: bytes | None = None,
        digest: str = "sha256",
        unit: str = "tsa-ec",
    ) -> Stamp:
        """An archive time-stamp over a tree, or without one over an imprint."""
        top = root(tree, digest) if imprint is None else imprint
        return Stamp(tree, stamp(self.pki, b"", when, unit, digest=digest, policy=POLICY["rsa"], imprint=top), digest)

    def initial(self) -> None:
        """One archive time-stamp."""
        tree = [[_SHA256(ACT), _OTHERS[0]], [_OTHERS[1]]]
        for form in ("ers", "xml"):
            clause = "RFC 4998, 4.3" if form == "ers" else "RFC 6283, 3.3"

            def encoded(record: Record, form: str = form) -> bytes:
                return record.encode() if form == "ers" else record.document()

            one = Record([[self.over([], imprint=_SHA256(ACT))]])
            good = passed(integrity={"signature": "valid", "references": [{"found": True, "intact": True}]})
            self.case(
                f"one-object.{form}", encoded(one), good, f"{clause}: without a tree the imprint is the digest. {_WELL}"
            )
            several = Record([[self.over(tree)]])
            self.case(f"tree.{form}", encoded(several), good, f"{clause}: the lists lead to the imprint. {_WELL}")
            self.case(
                f"tree.{form}",
                encoded(several),
                failed("HASH_FAILURE"),
                f"{clause}: the digest of the data given is not in the first list.",
                title=f"tree.{form}, other data",
                content={"er/content/contract.txt": CONTRACT},
            )
            self.case(
                f"tree.{form}",
                encoded(several),
                undecided("SIGNED_DATA_NOT_FOUND", integrity={"signature": "valid"}),
                f"{clause}: a record holds digests only, and no data is given.",
                title=f"tree.{form}, no data",
                content=None,
            )
            group = Record([[self.over([[_SHA256(ACT), _SHA256(CONTRACT)]])]])
            self.case(
                f"group.{form}",
                encoded(group),
                passed(integrity={"references": [{"intact": True}, {"intact": True}]}),
                f"{clause}: a group of two data objects. {_WELL}",
                content={"er/content/act.txt": ACT, "er/content/contract.txt": CONTRACT},
            )
            wrong = Record([[self.over(tree, imprint=_SHA256(b"another root"))]])
            self.case(
                f"root-differs.{form}", encoded(wrong), failed("HASH_FAILURE"), f"{clause}: the lists lead elsewhere."
            )

    def chains(self, form: str, *, unit: str = "tsa-ec", spoil: str = "") -> Record:
        """A time-stamp, its renewal, and a renewal of the hash tree."""
        first = self.over([[_SHA256(ACT), _OTHERS[0]]], unit=unit)
        older = first.token if form == "ers" else canonical(first.stamp_text())
        if spoil == "renewal":
            older += b"\0"
        second = self.over([[_SHA256(older), _OTHERS[1]]], _RENEWED)
        record = Record([[first, second]])
        before = record.sequence() if form == "ers" else canonical(record.sequence_text())
        if spoil == "chain":
            before += b"\0"
        if form == "ers":
            leaves = [_SHA512(_SHA512(ACT) + _SHA512(before))]
        else:
            leaves = [_SHA512(ACT), _SHA512(before)]
        record.chains.append([self.over([leaves, [_SHA512(b"cousin")]], _REHASHED, digest="sha512")])
        return record

    def renewed(self) -> None:
        """Renewals of time-stamps and of hash trees."""
        for form in ("ers", "xml"):
            clauses = "RFC 4998, 5.2 and 5.3" if form == "ers" else "RFC 6283, 4.2 and 4.3"
            encode = Record.encode if form == "ers" else Record.document
            renewals = {
                "timestamps": [
                    {"type": "archive", "indication": "PASSED", "time": time} for time in (_RENEWED, _REHASHED)
                ]
            }
            names = ["act.txt", "ArchiveTimeStamp 1.2", "ArchiveTimeStamp 2.1"]
            self.case(
                f"renewed.{form}",
                encode(self.chains(form)),
                passed(integrity={"references": [{"intact": True}] * len(names)}, **renewals),
                f"{clauses}: each renewal covers what was before it. {_WELL}",
            )
            self.case(
                f"renewed-in-time.{form}",
                encode(self.chains(form, unit="tsa-ec-since-expired")),
                passed(**renewals),
                f"{clauses}; EN 319 102-1, 5.6: the first unit has expired since; the renewal shows that its token is older.",
                chain=lists("ca-ec-long-lived"),
            )
        alone = Record([[self.over([], imprint=_SHA256(ACT), unit="tsa-ec-since-expired")]])
        self.case(
            "not-renewed.ers",
            alone.encode(),
            undecided(OUT),
            "RFC 4998, 5.1: the unit has expired and nothing proves that the token is older.",
            chain=lists("ca-ec"),
        )

    def broken(self) -> None:
        """Renewals that do not cover what they must."""
        for form in ("ers", "xml"):
            encode = Record.encode if form == "ers" else Record.document
            for spoil, clause in (("renewal", "the older time-stamp"), ("chain", "the chains before it")):
                self.case(
                    f"{spoil}-broken.{form}",
                    encode(self.chains(form, spoil=spoil)),
                    failed("HASH_FAILURE"),
                    f"RFC {'4998, 5.3' if form == 'ers' else '6283, 4.3'}: a renewal does not cover {clause}.",
                )
        late, early = self.over([], _REHASHED, imprint=_SHA256(ACT)), None
        early = self.over([], _RENEWED, imprint=_SHA256(late.token))
        self.case(
            "times-disordered.ers",
            Record([[late, early]]).encode(),
            failed("FORMAT_FAILURE"),
            "RFC 4998, 3.1: time-stamps are ordered by their times.",
        )

    def contained(self) -> None:
        """Records in containers."""
        record = Record([[self.over([[_SHA256(ACT), _OTHERS[0]]])]])
        for form, data in (("ers", record.encode()), ("xml", record.document())):
            self.case(
                f"s-record-{form}.asics",
                pack(SIMPLE, {"act.txt": ACT, f"META-INF/evidencerecord.{form}": data}),
                passed(container=f"META-INF/evidencerecord.{form}", coverage="whole"),
                f"EN 319 162-1, 4.3.3.2: an evidence record is the only protection, and an entry of its own. {_WELL}",
                content=None,
            )
        listed = manifest("META-INF/signature.p7s", {"act.txt": ACT})
        signature = cms(self.pki["ec-expired"], listed)
        members = {"act.txt": ACT, "META-INF/ASiCManifest.xml": listed, "META-INF/signature.p7s": signature}
        cover = manifest("META-INF/evidencerecord.ers", members)
        kept = Record([[self.over([[_SHA256(data) for data in members.values()]], dates.STAMPED)]])
        self.case(
            "e-record-over-signature.asice",
            pack(
                EXTENDED,
                {
                    **members,
                    "META-INF/ASiCEvidenceRecordManifest.xml": cover,
                    "META-INF/evidencerecord.ers": kept.encode(),
                },
            ),
            passed(bestSignatureTime=dates.STAMPED, timestamps=[{"type": "archive", "indication": "PASSED"}]),
            "EN 319 162-1, 4.4.4; EN 319 102-1, 5.6.2.3: the record proves that the signature existed before its signer's certificate ended.",
            content=None,
            chain=lists("ca-ec-long-lived"),
        )
        self.case(
            "e-record-over-other-signature.asice",
            pack(
                EXTENDED,
                {
                    **members,
                    "META-INF/signature.p7s": cms(self.pki["ec-expired"], listed + b" "),
                    "META-INF/ASiCEvidenceRecordManifest.xml": cover,
                    "META-INF/evidencerecord.ers": kept.encode(),
                },
            ),
            failed("HASH_FAILURE", timestamps=[{"indication": "FAILED"}]),
            "RFC 4998, 4.3: the record covers another signature file.",
            content=None,
            chain=lists("ca-ec-long-lived"),
        )
