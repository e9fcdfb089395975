"""Cases about time: signature and content time-stamps against expiry and revocation."""

from . import dates
from .content import ACT
from .manifest import Suite, failed, passed, standing, undecided
from .pki import PKI
from .stamping import (
    AT_STAMP,
    GOOD_TOKEN,
    KIND,
    OUT,
    lists,
    stamp,
    stamped,
    stamped_at,
    value_of,
)
from .timestamps import POLICY

_WELL = "EN 319 102-1, 5.5: every block passes."
AFTER_EXPIRY = "2026-01-10T09:00:00Z"


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _good(suite, pki)
    _expired(suite, pki)
    _revoked(suite, pki)
    _content_tokens(suite, pki)


def _good(suite: Suite, pki: PKI) -> None:
    """B-T in every family and across families."""
    for signer, unit in (
        ("rsa-ceo", "tsa-rsa"),
        ("ec-ceo", "tsa-ec"),
        ("gost512-ceo", "tsa-gost512"),
        ("gost2004-ceo", "tsa-gost2004"),
        ("gost512-ceo", "tsa-rsa"),
        ("gost512-ceo", "tsa-gost2004"),
        ("rsa-ceo", "tsa-gost512"),
    ):
        own, other = signer.split("-")[0], unit.split("-")[1]
        families = list(dict.fromkeys([own, other]))
        policy = POLICY[KIND[other][1]]
        suite.case(
            f"cms/stamped-{own}-by-{other}.cms",
            stamped_at(pki, signer, unit=unit),
            [
                passed(
                    level="B-T",
                    **{**AT_STAMP, "timestamps": [{**GOOD_TOKEN, "policy": policy, "signature": "valid"}]},
                )
            ],
            f"EN 319 122-1, 5.3: signature-time-stamp of 2025-10-10; RFC 3161. The unit's algorithm is its own affair. {_WELL}",
            chain=standing(*families),
        )


def _expired(suite: Suite, pki: PKI) -> None:
    """A signer whose certificate expired on 2025-12-01."""
    good = stamped_at(pki, "ec-expired")
    past = "EN 319 102-1, 5.6: past certificate validation at the proven time."
    for name, chain, expected, why in (
        (
            "list of then",
            lists("ca-ec", "ca-ec-archived"),
            passed(**AT_STAMP),
            f"{past} A list kept from the day after.",
        ),
        (
            "answer of then",
            lists("ca-ec", answers=("ec-expired-archived",)),
            passed(**AT_STAMP),
            f"{past} An answer kept from the same hour.",
        ),
        (
            "list of now that keeps the expired",
            lists("ca-ec-keeps-expired"),
            passed(**AT_STAMP),
            f"{past} The list of today covers expired certificates (expiredCertsOnCRL, X.509, 9.5.2.8).",
        ),
        (
            "list of now",
            lists("ca-ec"),
            undecided(
                ["TRY_LATER", "REVOCATIONOUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NO_POE"],
                bestSignatureTime=dates.STAMPED,
            ),
            "EN 319 102-1, 5.2.5: a list issued after the expiry, without expiredCertsOnCRL, may have dropped the certificate.",
        ),
    ):
        suite.case(
            "cms/stamped-expired-ec.cms", good, [expected], why, title=f"stamped-expired-ec.cms, {name}", chain=chain
        )
    suite.case(
        "cms/stamped-expired-rsa.cms",
        stamped_at(pki, "rsa-expired", unit="tsa-rsa"),
        [passed(**AT_STAMP)],
        f"{past} A list kept from the day after, of half a year.",
        chain={
            "trust": ["pki/root-rsa.cer"],
            "certs": ["pki/ca-rsa.cer"],
            "crl": ["pki/root-rsa.crl", "pki/ca-rsa-long-lived.crl"],
        },
    )
    suite.case(
        "cms/stamped-expired-gost512.cms",
        stamped_at(pki, "gost512-expired", unit="tsa-gost512"),
        [passed(**AT_STAMP)],
        f"{past} A list kept from the day after, of half a year.",
        chain={
            "trust": ["pki/root-gost512.cer"],
            "certs": ["pki/ca-gost512.cer"],
            "crl": ["pki/root-gost512.crl", "pki/ca-gost512-long-lived.crl"],
        },
    )
    suite.case(
        "cms/stamped-after-expiry-ec.cms",
        stamped_at(pki, "ec-expired", AFTER_EXPIRY),
        [undecided(OUT, bestSignatureTime=AFTER_EXPIRY)],
        "EN 319 102-1, 5.5.4: the time-stamp of 2026-01-10 is later than notAfter, 2025-12-01.",
        chain=lists("ca-ec", "ca-ec-archived"),
    )
    suite.case(
        "cms/stamped-before-certificate-ec.cms",
        stamped_at(pki, "ec-ceo", "2025-08-01T09:00:00Z"),
        [failed("NOT_YET_VALID")],
        "EN 319 102-1, 5.5.4: the time-stamp of 2025-08-01 is before notBefore, 2025-09-01.",
        chain="ec",
    )


def _revoked(suite: Suite, pki: PKI) -> None:
    """Revocation before and after the proven time."""
    after = "EN 319 102-1, 5.5.4: revoked on 2026-01-20, after the proven time: no harm."
    for family in ("rsa", "ec", "gost512"):
        suite.case(
            f"cms/stamped-revoked-later-{family}.cms",
            stamped_at(pki, f"{family}-revoked", unit=f"tsa-{family}"),
            [passed(**AT_STAMP)],
            after,
            chain=family,
        )
    suite.case(
        "cms/stamped-revoked-later-ec.cms",
        stamped_at(pki, "ec-revoked"),
        [passed(**AT_STAMP)],
        f"{after} This time by an OCSP answer; the list answers for the unit.",
        title="stamped-revoked-later-ec.cms, by answer",
        chain=lists("ca-ec", answers=("ec-revoked",)),
    )
    suite.case(
        "cms/stamped-revoked-before-ec.cms",
        stamped_at(pki, "ec-revoked-early"),
        [undecided("REVOKED_NO_POE", bestSignatureTime=dates.STAMPED)],
        "EN 319 102-1, 5.5.4: revoked on 2025-09-20, before the proven time; nothing shows that the signature came after.",
        chain="ec",
    )
    suite.case(
        "cms/stamped-expired-and-revoked-ec.cms",
        stamped_at(pki, "ec-expired-revoked"),
        [undecided("REVOKED_NO_POE")],
        "EN 319 102-1, 5.6: revoked on 2025-09-20, stamped on 2025-10-10, expired on 2025-12-01.",
        chain=lists("ca-ec-keeps-expired", "ca-ec-archived"),
    )
    suite.case(
        "cms/stamped-not-yet-valid-ec.cms",
        stamped_at(pki, "ec-not-yet-valid"),
        [failed("NOT_YET_VALID")],
        "EN 319 102-1, 5.5.4: the certificate begins in August 2026; the time-stamp shows the signature in October 2025.",
        chain="ec",
    )


def _content_tokens(suite: Suite, pki: PKI) -> None:
    """content-time-stamp: the signature is not older than this."""
    before = "2025-10-10T08:30:00Z"
    early = (stamp(pki, ACT, before),)
    signer = pki["ec-revoked"]
    both = [{"type": "content", "indication": "PASSED", "time": before}, GOOD_TOKEN]
    suite.case(
        "cms/content-stamp-and-stamp.cms",
        stamped(signer, stamp(pki, value_of(signer, early)), content_tokens=early),
        [passed(bestSignatureTime=dates.STAMPED, timestamps=both)],
        f"EN 319 122-1, 5.2.8: the content stamp is a lower bound, the signature stamp an upper one. {_WELL}",
        chain="ec",
    )
    for name, label, when, expected, why, evidence in (
        (
            "no-rescue",
            "ec-expired",
            before,
            undecided(OUT, bestSignatureTimeSource="now"),
            "it proves the data, not the signature, so the expired certificate is not rescued.",
            lists("ca-ec", "ca-ec-archived"),
        ),
        (
            "after-expiry",
            "ec-expired",
            AFTER_EXPIRY,
            failed("EXPIRED"),
            "the data is later than notAfter, so the signature was made after expiry.",
            lists("ca-ec", "ca-ec-archived"),
        ),
        (
            "after-revocation",
            "ec-revoked-early",
            before,
            failed("REVOKED"),
            "the data is later than the revocation of 2025-09-20, so the signature was made after it.",
            lists("ca-ec"),
        ),
        (
            "valid",
            "ec-ceo",
            before,
            passed(timestamps=[both[0]], bestSignatureTimeSource="now"),
            f"a lower bound only. {_WELL}",
            lists("ca-ec"),
        ),
    ):
        tokens = (stamp(pki, ACT, when),)
        suite.case(
            f"cms/content-stamp-{name}.cms",
            stamped(pki[label], content_tokens=tokens),
            [expected],
            f"EN 319 102-1, 5.3.4 and 5.5.4: {why}",
            chain=evidence,
        )
    wrong = (stamp(pki, b"other content", before),)
    suite.case(
        "cms/content-stamp-wrong-imprint.cms",
        stamped(pki["ec-ceo"], content_tokens=wrong),
        [passed(timestamps=[{"type": "content", "indication": ["FAILED", "INDETERMINATE"], "imprintIntact": False}])],
        "EN 319 122-1, 5.2.8: the token is over other content; it is passed over.",
        chain="ec",
    )
    late = (stamp(pki, ACT, "2025-10-12T09:00:00Z"),)
    signer = pki["ec-ceo"]
    suite.case(
        "cms/content-stamp-after-stamp.cms",
        stamped(signer, stamp(pki, value_of(signer, late)), content_tokens=late),
        [undecided(["TIMESTAMP_ORDER_FAILURE", "SIG_CONSTRAINTS_FAILURE"])],
        "EN 319 102-1, 5.5.4: the signature stamp is older than the content stamp that the signature covers.",
        chain="ec",
    )
