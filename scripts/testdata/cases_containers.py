"""Containers: ASiC-S and ASiC-E with CAdES and time-stamps (folder asic/)."""

from collections.abc import Mapping
from typing import Any

from . import dates
from .certificates import Certificate
from .cms import SignedData, attribute, sign
from .containers import EXTENDED, SIMPLE, manifest
from .content import ACT, CONTRACT
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .stamping import lists, stamp
from .zips import Entry, archive

TWO = {"act.txt": ACT, "contract.txt": CONTRACT}
WELL = "EN 319 102-1, 5.3: every block passes."
_MANIFEST, _SIGNATURE = "META-INF/ASiCManifest.xml", "META-INF/signature.p7s"
_LATER = "2025-12-15T09:00:00Z"
PART = {"coverage": "part", "warnings": ["container.unsigned-object"]}


def cms(signer: Certificate, data: bytes, *tokens: bytes) -> bytes:
    """A detached CAdES signature."""
    info = sign(signer, data)
    info.unsigned += [attribute("signatureTimeStamp", one) for one in tokens]
    return SignedData([info], None, [signer.encoded]).encode()


def stamped(pki: PKI, label: str, data: bytes, unit: str = "tsa-ec") -> bytes:
    """A detached CAdES signature with a time-stamp."""
    return cms(pki[label], data, stamp(pki, sign(pki[label], data).signature, unit=unit))


def pack(kind: bytes | None, members: Mapping[str, bytes], **options: Any) -> bytes:
    """A container with its mimetype first."""
    first = [Entry("mimetype", kind)] if kind else []
    return archive([*first, *(Entry(name, data, packed=True) for name, data in members.items())], **options)


def references(*names: str, **states: Any) -> list[dict[str, Any]]:
    """References by name, all found and intact but for those said otherwise."""
    return [{"name": name, "found": True, "intact": True, **states.get(name.partition(".")[0], {})} for name in names]


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki)
    maker.extended()
    maker.coverage()
    maker.simple()
    maker.archived()
    maker.names()
    maker.hostile()


class _Maker:
    """What every ASiC case needs at hand."""

    def __init__(self, suite: Suite, pki: PKI) -> None:
        self.suite, self.pki = suite, pki
        self.manifest = manifest(_SIGNATURE, TWO)
        self.signature = stamped(pki, "ec-ceo", self.manifest)
        self.whole = {**TWO, _MANIFEST: self.manifest, _SIGNATURE: self.signature}

    def case(
        self, name: str, data: bytes, expected: dict[str, Any] | list[dict[str, Any]], why: str, **more: Any
    ) -> None:
        """A case with the lists of the elliptic family."""
        signatures = expected if isinstance(expected, list) else [expected]
        self.suite.case(f"asic/{name}", data, signatures, why, **more)

    def extended(self) -> None:
        """ASiC-E with CAdES."""
        names = [_MANIFEST, *TWO]
        intact = {"signature": "valid", "references": references(*names)}
        self.case(
            "e-cades.asice",
            pack(EXTENDED, self.whole),
            passed(integrity=intact, coverage="whole", container=_SIGNATURE, bestSignatureTimeSource="timestamp"),
            f"EN 319 162-1, 4.4: the signature is over the manifest, the manifest names both objects. {WELL}",
        )
        changed = {**self.whole, "contract.txt": CONTRACT.replace(b"180 000", b"980 000")}
        self.case(
            "e-object-changed.asice",
            pack(EXTENDED, changed),
            failed("HASH_FAILURE", integrity={"references": references(*names, contract={"intact": False})}),
            "EN 319 102-1, 5.2.7: an object is not what the manifest says.",
        )
        other = manifest(_SIGNATURE, {**TWO, "contract.txt": changed["contract.txt"]})
        self.case(
            "e-object-and-manifest-changed.asice",
            pack(EXTENDED, {**changed, _MANIFEST: other}),
            failed("HASH_FAILURE"),
            "EN 319 102-1, 5.2.7: the manifest agrees with the object, and is not what was signed.",
        )
        for missing, title in (("contract.txt", "object"), (_MANIFEST, "manifest")):
            self.case(
                f"e-{title}-missing.asice",
                pack(EXTENDED, {name: data for name, data in self.whole.items() if name != missing}),
                undecided("SIGNED_DATA_NOT_FOUND"),
                f"EN 319 102-1, 5.2.7.4: the {title} is not in the container.",
            )
        second = manifest("META-INF/signature2.p7s", TWO)
        both = {
            **self.whole,
            "META-INF/ASiCManifest2.xml": second,
            "META-INF/signature2.p7s": cms(self.pki["ec-individual"], second),
        }
        self.case(
            "e-two-signatures.asice",
            pack(EXTENDED, both),
            [passed(id="S-1", container=_SIGNATURE), passed(id="S-2", container="META-INF/signature2.p7s")],
            f"EN 319 162-1, 4.4.3.2: each signature has its manifest; ids are unique in the container. {WELL}",
        )
        crossed = {**both, "META-INF/signature2.p7s": self.signature, _SIGNATURE: both["META-INF/signature2.p7s"]}
        self.case(
            "e-signatures-exchanged.asice",
            pack(EXTENDED, crossed),
            [failed("HASH_FAILURE"), failed("HASH_FAILURE")],
            "EN 319 162-1, 4.4.3.2: a manifest belongs to the signature it names, and that one is over other octets.",
        )
        self.case(
            "e-manifest-broken.asice",
            pack(EXTENDED, {**self.whole, _MANIFEST: b"not a manifest"}),
            failed("HASH_FAILURE", **PART),
            "EN 319 102-1, 5.2.7: what stands where the manifest was is not what was signed.",
        )
        twice = self.manifest.replace(b"contract.txt", b"act.txt")
        self.case(
            "e-manifest-names-an-object-twice.asice",
            pack(EXTENDED, {**self.whole, _MANIFEST: twice, _SIGNATURE: cms(self.pki["ec-ceo"], twice)}),
            {"indication": ["TOTAL-FAILED", "INDETERMINATE"], "coverage": "part"},
            "EN 319 162-1, A.4: one object cannot have two digests in one manifest.",
        )

    def coverage(self) -> None:
        """Objects that a signature leaves out."""
        part = manifest(_SIGNATURE, {"act.txt": ACT})
        members = {**TWO, _MANIFEST: part, _SIGNATURE: stamped(self.pki, "ec-ceo", part)}
        for policy in ("kz", "aes"):
            self.case(
                "e-object-unsigned.asice",
                pack(EXTENDED, members),
                undecided("SIG_CONSTRAINTS_FAILURE", integrity={"signature": "valid"}, **PART),
                "EN 319 162-1, 4.4: contract.txt is in the container and under no signature.",
                title=f"e-object-unsigned.asice, policy {policy}",
                policy=policy,
            )
        self.case(
            "e-object-unsigned.asice",
            pack(EXTENDED, members),
            passed(**PART),
            "The value and the digest hold; what is unsigned is named.",
            title="e-object-unsigned.asice, policy integrity",
            policy="integrity",
        )
        rest = manifest("META-INF/signature2.p7s", {"contract.txt": CONTRACT})
        shared = {
            **members,
            "META-INF/ASiCManifest2.xml": rest,
            "META-INF/signature2.p7s": cms(self.pki["ec-individual"], rest),
        }
        self.case(
            "e-objects-shared-out.asice",
            pack(EXTENDED, shared),
            [undecided("SIG_CONSTRAINTS_FAILURE", coverage="part")] * 2,
            "EN 319 162-1, 4.4: every object is signed by somebody, and nobody signed the whole.",
        )

    def simple(self) -> None:
        """ASiC-S."""
        signature = stamped(self.pki, "ec-ceo", ACT)
        self.case(
            "s-cades.asics",
            pack(SIMPLE, {"act.txt": ACT, _SIGNATURE: signature}),
            passed(integrity={"references": references("act.txt")}, coverage="whole"),
            f"EN 319 162-1, 4.3: the signature is over the one data object. {WELL}",
        )
        self.case(
            "s-without-mimetype.zip",
            pack(None, {"act.txt": ACT, _SIGNATURE: signature}),
            passed(),
            f"EN 319 162-1, 4.3.3.1: mimetype may be left out; the container is told by its content. {WELL}",
        )
        self.case(
            "s-two-objects.asics",
            pack(SIMPLE, {**TWO, _SIGNATURE: signature}),
            undecided("SIG_CONSTRAINTS_FAILURE", **PART),
            "EN 319 162-1, 4.3.3.1: an ASiC-S has one data object; the other one is unsigned.",
        )
        self.case(
            "s-object-changed.asics",
            pack(SIMPLE, {"act.txt": ACT + b" ", _SIGNATURE: signature}),
            failed("HASH_FAILURE"),
            "RFC 5652, 5.6: one octet more.",
        )
        self.case(
            "s-signature-unreadable.asics",
            pack(SIMPLE, {"act.txt": ACT, _SIGNATURE: b"nonsense"}),
            failed("FORMAT_FAILURE"),
            "RFC 5652, 5: what is called a signature is none.",
        )

    def archived(self) -> None:
        """Time-stamps alone, and over other members."""
        token = stamp(self.pki, ACT)
        first = {"act.txt": ACT, "META-INF/timestamp.tst": token}
        self.case(
            "s-timestamp.asics",
            pack(SIMPLE, first),
            passed(
                integrity={"signature": "valid", "references": references("act.txt")},
                container="META-INF/timestamp.tst",
            ),
            "EN 319 162-1, 4.3.3.2: a time-stamp token is the only protection, and an entry of its own. EN 319 102-1, 5.4: every block passes.",
        )
        old = stamp(self.pki, ACT, unit="tsa-ec-since-expired")
        members = {"act.txt": ACT, "META-INF/timestamp.tst": old}
        evidence = lists("ca-ec-long-lived")
        self.case(
            "s-timestamp-expired.asics",
            pack(SIMPLE, members),
            undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]),
            "EN 319 102-1, 5.4: the unit's certificate has expired and nothing proves the token's age.",
            chain=evidence,
        )
        again = manifest("META-INF/timestamp2.tst", members)
        members |= {
            "META-INF/ASiCArchiveManifest.xml": again,
            "META-INF/timestamp2.tst": stamp(self.pki, again, _LATER),
        }
        archive_passed = {"type": "archive", "indication": "PASSED", "time": _LATER, "imprintIntact": True}
        self.case(
            "s-timestamp-renewed.asics",
            pack(SIMPLE, members),
            [passed(timestamps=[archive_passed]), passed()],
            "EN 319 162-1, A.7; EN 319 102-1, 5.6: the newer token shows that the older one existed while its unit was in force.",
            chain=evidence,
        )
        stale = manifest("META-INF/timestamp2.tst", {**first, "act.txt": CONTRACT})
        self.case(
            "s-timestamp-renewal-broken.asics",
            pack(
                SIMPLE,
                {
                    **members,
                    "META-INF/ASiCArchiveManifest.xml": stale,
                    "META-INF/timestamp2.tst": stamp(self.pki, stale, _LATER),
                },
            ),
            [
                undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"], timestamps=[{"indication": "FAILED"}]),
                failed("HASH_FAILURE"),
            ],
            "EN 319 162-1, A.7: the archive manifest states other digests, so its time-stamp proves nothing.",
            chain=evidence,
        )
        listed = manifest(_SIGNATURE, {"act.txt": ACT})
        signature = stamped(self.pki, "ec-expired", listed, unit="tsa-ec-since-expired")
        kept = {"act.txt": ACT, _MANIFEST: listed, _SIGNATURE: signature}
        self.case(
            "e-expired.asice",
            pack(EXTENDED, kept),
            undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]),
            "EN 319 102-1, 5.6: signer and unit have expired.",
            chain=evidence,
        )
        cover = manifest("META-INF/timestamp.tst", kept)
        kept |= {
            "META-INF/ASiCArchiveManifest.xml": cover,
            "META-INF/timestamp.tst": stamp(self.pki, cover, "2025-11-15T09:00:00Z"),
        }
        self.case(
            "e-archived.asice",
            pack(EXTENDED, kept),
            passed(
                bestSignatureTime=dates.STAMPED,
                timestamps=[{"type": "signature", "indication": "PASSED"}, {"type": "archive", "indication": "PASSED"}],
            ),
            "EN 319 162-1, 4.4.5; EN 319 102-1, 5.6: the archive time-stamp over the signature's file keeps its time-stamp proven.",
            chain=lists("ca-ec-long-lived"),
        )

    def names(self) -> None:
        """How objects are named."""
        odd = "счёт №5 + копия 100%.txt"
        listed = manifest(_SIGNATURE, {odd: ACT})
        self.case(
            "e-name-encoded.asice",
            pack(EXTENDED, {odd: ACT, _MANIFEST: listed, _SIGNATURE: stamped(self.pki, "ec-ceo", listed)}),
            passed(integrity={"references": references(_MANIFEST, odd)}, coverage="whole"),
            f"RFC 3986, 2.1: percent signs are decoded, a plus sign stays one. {WELL}",
        )
        plus = manifest(_SIGNATURE, {"a b.txt": ACT}, uris={"a b.txt": "a+b.txt"})
        self.case(
            "e-name-with-plus.asice",
            pack(EXTENDED, {"a b.txt": ACT, _MANIFEST: plus, _SIGNATURE: cms(self.pki["ec-ceo"], plus)}),
            undecided("SIGNED_DATA_NOT_FOUND", coverage="part"),
            "RFC 3986, 2.1: a plus sign is no space.",
        )
        up = manifest(_SIGNATURE, {"../act.txt": ACT})
        self.case(
            "e-name-is-no-path.asice",
            pack(EXTENDED, {"act.txt": ACT, _MANIFEST: up, _SIGNATURE: cms(self.pki["ec-ceo"], up)}),
            undecided("SIGNED_DATA_NOT_FOUND", coverage="part"),
            "EN 319 162-1, A.4: a reference is a name; it leads nowhere.",
        )

    def hostile(self) -> None:
        """Archives that are not what they seem."""
        entries = [Entry("mimetype", EXTENDED), *(Entry(name, data) for name, data in self.whole.items())]
        sound = passed(coverage="whole")

        def warned(name: str, data: bytes, warning: str, why: str, expected: dict[str, Any] = sound) -> None:
            verdict = {"indication": expected["indication"], "warnings": [warning]}
            self.case(name, data, expected, why, file_verdict=verdict)

        def refused(name: str, data: bytes, why: str) -> None:
            self.suite.case(f"asic/{name}", data, None, why, file_verdict=failed("FORMAT_FAILURE"))

        warned(
            "z-octets-before.asice",
            archive(entries, before=b"#!/bin/sh\n"),
            "container.stray-octets",
            "APPNOTE.TXT, 4.3.6: nothing stands before the first entry.",
        )
        warned(
            "z-octets-between.asice",
            archive(entries, between=b"hidden"),
            "container.stray-octets",
            "APPNOTE.TXT, 4.3.6: nothing stands between entries.",
        )
        decoy = archive([Entry("mimetype", EXTENDED)])[-22:]
        warned(
            "z-false-comment.asice",
            archive(entries, comment=decoy),
            "container.read-two-ways",
            "APPNOTE.TXT, 4.3.16: the comment looks like an end of the directory.",
        )
        straying = undecided("SIG_CONSTRAINTS_FAILURE", coverage="part")
        warned(
            "z-path-traversal.asice",
            archive([*entries, Entry("../../evil.txt", b"evil")]),
            "container.path-traversal",
            "APPNOTE.TXT, 4.4.17.1: a name leads out of the folder; the object is unsigned, too.",
            straying,
        )
        warned(
            "z-similar-names.asice",
            archive([*entries, Entry("ACT.txt", b"evil")]),
            "container.similar-names",
            "Names that differ in case alone are one name on many systems; the object is unsigned, too.",
            straying,
        )
        warned(
            "z-mimetype-wrong.asice",
            archive([Entry("mimetype", b"application/zip"), *entries[1:]]),
            "container.mimetype",
            "EN 319 162-1, A.1: the container calls itself something else.",
        )
        refused("z-mimetype-twice.asice", archive([entries[0], *entries]), "APPNOTE.TXT: two entries have one name.")
        refused(
            "z-object-twice.asice",
            archive([*entries, Entry("act.txt", b"other")]),
            "Two objects of one name: nobody can tell which was signed.",
        )
        refused(
            "z-local-name-differs.asice",
            archive([*entries[:1], Entry("act.txt", ACT, local_name="bct.txt"), *entries[2:]]),
            "APPNOTE.TXT, 4.3.7: another program would see another name.",
        )
        refused(
            "z-encrypted.asice",
            archive([*entries[:-1], Entry(_SIGNATURE, self.signature, flags=0x801)]),
            "APPNOTE.TXT, 4.4.4: the signature is encrypted.",
        )
        refused("z-cut.asice", archive(entries)[:-30], "APPNOTE.TXT, 4.3.16: the end is missing.")
