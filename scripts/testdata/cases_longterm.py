"""Cases about the long term: embedded certificates and revocation data, archive time-stamps."""

from collections.abc import Sequence
from typing import Any

from . import dates, der
from .archive import archive_stamp, hash_index
from .certificates import Certificate
from .cms import SignedData, SignerInfo, attribute, other_revocation, sign
from .content import CONTRACT, put_content
from .manifest import Suite, passed, undecided
from .pki import PKI
from .revocation import basic_response
from .stamping import stamp
from .timestamps import POLICY

ARCHIVED = "2025-12-15T09:00:00Z"
_STAMP = {"type": "signature", "indication": "PASSED", "time": dates.STAMPED}
_ARCHIVE = {"type": "archive", "indication": "PASSED", "time": ARCHIVED}
_AT_STAMP = {"bestSignatureTime": dates.STAMPED, "bestSignatureTimeSource": "timestamp"}
_WELL = "EN 319 102-1, 5.6: every block passes."
_OUT = ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]


def add(suite: Suite, pki: PKI, lists: dict[str, bytes], answers: dict[str, bytes]) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki, lists, answers)
    maker.embedded()
    maker.attributes()
    maker.archived()
    maker.broken_archives()


class _Maker:
    """What every case here needs at hand."""

    def __init__(self, suite: Suite, pki: PKI, lists: dict[str, bytes], answers: dict[str, bytes]) -> None:
        self.suite, self.pki, self.lists, self.answers = suite, pki, lists, answers

    def signature(
        self,
        label: str,
        unit: str = "tsa-ec",
        *,
        family: str = "ec",
        crls: Sequence[bytes] | None = None,
        detached: bool = False,
    ) -> tuple[SignedData, SignerInfo]:
        """A stamped signature with the chain and long-lived lists inside."""
        signer = self.pki[label]
        info = sign(signer, CONTRACT)
        info.unsigned.append(attribute("signatureTimeStamp", stamp(self.pki, info.signature, unit=unit)))
        if crls is None:
            crls = [self.lists[f"root-{family}-long-lived"], self.lists[f"ca-{family}-long-lived"]]
        bag = [signer, self.pki[f"ca-{family}"], self.pki[f"root-{family}"]]
        data = SignedData([info], None if detached else CONTRACT, [c.encoded for c in bag], list(crls))
        return data, info

    def case(
        self, name: str, data: SignedData, expected: dict[str, Any], why: str, *, family: str = "ec", **evidence: Any
    ) -> None:
        """A case that brings nothing but the root."""
        content = evidence.pop("content", None)
        chain = {"trust": [f"pki/root-{family}.cer"], **evidence}
        self.suite.case(f"cms/{name}.cms", data.encode(), [expected], why, chain=chain, content=content)

    def other(self, answer: str) -> bytes:
        """An OCSP answer as revocation data of SignedData."""
        return other_revocation(basic_response(self.answers[answer]))

    def embedded(self) -> None:
        """B-LT: everything inside, in the fields of SignedData."""
        for family, signer, unit in (
            ("ec", "ec-ceo", "tsa-ec"),
            ("rsa", "rsa-ceo", "tsa-rsa"),
            ("gost512", "gost512-ceo", "tsa-gost512"),
        ):
            data, _ = self.signature(signer, unit, family=family)
            self.case(
                f"lt-lists-{family}",
                data,
                passed(level="B-LT", **_AT_STAMP, revocation={"status": "good", "source": "crl"}),
                f"EN 319 122-1, 6.3 (B-LT): certificates and lists in SignedData; nothing else is given. {_WELL}",
                family=family,
            )
            crls = [
                self.lists[f"root-{family}-long-lived"],
                self.lists[f"ca-{family}-long-lived"],
                self.other(f"{family}-ceo-good-archived"),
            ]
            data, _ = self.signature(signer, unit, family=family, crls=crls)
            self.case(
                f"lt-answer-{family}",
                data,
                passed(level="B-LT", **_AT_STAMP, revocation={"status": "good"}),
                f"RFC 5940, 2: an OCSP answer beside the lists, SignedData version 5. {_WELL}",
                family=family,
            )
        expired, _ = self.signature("ec-expired")
        self.case(
            "lt-expired-ec",
            expired,
            passed(level="B-LT", **_AT_STAMP),
            "EN 319 102-1, 5.6: expired on 2025-12-01; the enclosed list of 2025-10-11 shows it good after the proven time.",
        )
        unstamped = SignedData([sign(self.pki["ec-expired"], CONTRACT)], CONTRACT, expired.certificates, expired.crls)
        self.case(
            "lt-expired-without-stamp-ec",
            unstamped,
            undecided(_OUT),
            "EN 319 102-1, 5.6: enclosed revocation data without a time-stamp proves no time.",
        )
        forged, _ = self.signature("ec-ceo", crls=[self.lists["root-ec-long-lived"], self.lists["ca-ec-wrong-key"]])
        self.case(
            "lt-forged-list-ec",
            forged,
            undecided("TRY_LATER"),
            "RFC 5280, 6.3.3 (g): enclosed revocation data is checked like any other; this list is under another key.",
        )
        strangers, _ = self.signature(
            "ec-ceo",
            crls=[self.lists[f"root-{f}-long-lived"] for f in ("rsa", "ec", "gost512")]
            + [self.lists["ca-ec-long-lived"]],
        )
        self.case(
            "lt-strange-lists-ec",
            strangers,
            passed(level="B-LT"),
            f"RFC 5652, 10.2.1: lists that do not belong are ignored. {_WELL}",
        )
        unknown = der.explicit(1, der.oid("2.999.8.1") + der.octets(b"?"))
        odd, _ = self.signature(
            "ec-ceo", crls=[self.lists["root-ec-long-lived"], self.lists["ca-ec-long-lived"], unknown]
        )
        self.case(
            "lt-unknown-revocation-format-ec",
            odd,
            passed(),
            f"RFC 5652, 10.2.1: another format of revocation data is passed over. {_WELL}",
        )

    def attributes(self) -> None:
        """The older home of the same data: certificate-values and revocation-values (EN 319 122-1, annex A)."""
        for family in ("ec", "gost512"):
            signer = self.pki[f"{family}-ceo"]
            data, info = self.signature(signer.label, f"tsa-{family}", family=family, crls=[])
            data.certificates = [signer.encoded]
            chain = [self.pki[f"ca-{family}"].encoded, self.pki[f"root-{family}"].encoded]
            info.unsigned.append(attribute("certificateValues", der.seq(*chain)))
            info.unsigned.append(
                attribute(
                    "revocationValues",
                    der.seq(
                        der.explicit(
                            0, der.seq(self.lists[f"root-{family}-long-lived"], self.lists[f"ca-{family}-long-lived"])
                        ),
                        der.explicit(1, der.seq(basic_response(self.answers[f"{family}-ceo-good-archived"]))),
                    ),
                )
            )
            self.case(
                f"values-{family}",
                data,
                passed(level=["B-T", "B-LT"], **_AT_STAMP),
                f"EN 319 122-1, A.1.1.2 and A.1.2.2: certificate-values and revocation-values; a baseline B-LT has them in SignedData. {_WELL}",
                family=family,
            )
        signer = self.pki["gost512-ceo"]
        data, info = self.signature(signer.label, "tsa-gost512", family="gost512", crls=[])
        answer = basic_response(self.answers["gost512-ceo-good-archived"])
        info.unsigned.append(attribute("revocationValues", der.seq(der.explicit(1, der.seq(answer)))))
        self.case(
            "values-answer-only-gost512",
            data,
            passed(**_AT_STAMP, revocation={"status": "good", "source": ["ocsp", "crl"]}),
            f"National writers put the OCSP answer into revocation-values; it was given after the proven time. The lists answer for the unit. {_WELL}",
            family="gost512",
            crl=["pki/root-gost512.crl", "pki/ca-gost512.crl"],
        )

    def archived(self) -> None:
        """B-LTA."""
        unit = self.pki["tsa-ec"]
        stamps = {"timestamps": [_STAMP, _ARCHIVE]}
        for name, label, first, detached, why in (
            ("lta-ec", "ec-ceo", "tsa-ec", False, "Everything is in force."),
            ("lta-detached-ec", "ec-ceo", "tsa-ec", True, "The imprint takes the digest of the detached content."),
            (
                "lta-rescues-ec",
                "ec-expired",
                "tsa-ec-since-expired",
                False,
                "The signer and the first unit have expired; the archive time-stamp of 2025-12-15 shows that the first token is older.",
            ),
        ):
            data, info = self.signature(label, first, detached=detached)
            if "since" in first:
                data.certificates.append(self.pki[first].encoded)
            info.unsigned.append(archive_stamp(data, info, CONTRACT, ARCHIVED, unit))
            self.case(
                name,
                data,
                passed(level="B-LTA", **_AT_STAMP, **stamps),
                f"EN 319 122-1, 5.5.3; EN 319 102-1, 5.6. {why} {_WELL}",
                crl=["pki/ca-ec.crl"],
                content=put_content(self.suite, "contract.txt") if detached else None,
            )
        data, info = self.signature("gost512-ceo", "tsa-gost512", family="gost512")
        info.unsigned.append(
            archive_stamp(
                data, info, CONTRACT, ARCHIVED, self.pki["tsa-gost512"], digest="streebog512", policy=POLICY["gost512"]
            )
        )
        self.case(
            "lta-gost512",
            data,
            passed(level="B-LTA", **_AT_STAMP, **stamps),
            f"EN 319 122-1, 5.5.3; EN 319 102-1, 5.6. Index and imprint by Streebog-512. {_WELL}",
            family="gost512",
            crl=["pki/ca-gost512.crl"],
        )
        data, info = self.signature("ec-expired", "tsa-ec-since-expired")
        self.case(
            "lta-missing-ec",
            data,
            undecided(_OUT),
            "EN 319 102-1, 5.6: as lta-rescues-ec without the archive time-stamp: the first unit has expired, so its token proves nothing.",
            crl=["pki/ca-ec.crl"],
        )
        data, info = self.signature("ec-ceo")
        info.unsigned.append(archive_stamp(data, info, CONTRACT, ARCHIVED, unit))
        data.certificates += [self.pki["stranger-ceo"].encoded]
        info.unsigned.append(archive_stamp(data, info, CONTRACT, "2026-02-15T09:00:00Z", unit))
        self.case(
            "lta-twice-ec",
            data,
            passed(level="B-LTA", **_AT_STAMP),
            f"EN 319 122-1, 5.5.2: what was added after the first archive time-stamp is not in its index, and need not be. {_WELL}",
            crl=["pki/ca-ec.crl"],
        )

    def broken_archives(self) -> None:
        """Archive time-stamps that do not hold; on a signature that needs one."""
        needed = "The first unit has expired, so without the archive time-stamp nothing proves the time."
        unit = self.pki["tsa-ec"]
        for name, why in (
            ("other-content", "EN 319 122-1, 5.5.3: the imprint was computed over other content."),
            (
                "index-names-missing",
                "EN 319 122-1, 5.5.2: the index holds the digest of a certificate that is no longer there.",
            ),
            (
                "index-omits-stamp",
                "EN 319 122-1, 5.5.2: the index omits the signature time-stamp, so it proves nothing of it.",
            ),
            ("index-changed", "EN 319 122-1, 5.5.3: the index is not the one that was stamped."),
            ("untrusted-unit", "EN 319 102-1, 5.4: the unit's path ends at a root nobody trusts."),
        ):
            data, info = self.signature("ec-expired", "tsa-ec-since-expired")
            options: dict[str, Any] = {}
            chosen: Certificate = unit
            if name == "other-content":
                options["stamped_content"] = CONTRACT.replace(b"180", b"280")
            elif name == "index-omits-stamp":
                kind, values = der.children(info.unsigned[0])
                options["index"] = hash_index(data, info, "sha256", omit=[kind + der.children(values)[0]])
            elif name == "untrusted-unit":
                chosen = self.pki["tsa-stranger"]
            if name == "index-names-missing":
                data.certificates.append(self.pki["ec-individual"].encoded)
            archive = archive_stamp(data, info, CONTRACT, ARCHIVED, chosen, **options)
            if name == "index-names-missing":
                data.certificates.pop()
            if name == "index-changed":
                index = hash_index(data, info, "sha256")
                assert archive.count(index) == 1
                archive = archive.replace(index, index[:-1] + bytes([index[-1] ^ 1]))
            info.unsigned.append(archive)
            self.case(f"lta-{name}-ec", data, undecided(_OUT), f"{why} {needed}", crl=["pki/ca-ec.crl"])
