"""Cases about OCSP answers, and answers beside lists."""

from typing import Any

from .cases_certificates import simple
from .cases_lists import given
from .manifest import Suite, passed, standing, undecided
from .pki import PKI

_WELL = "EN 319 102-1, 5.3: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _answers(suite, pki)
    _unusable_answers(suite, pki)
    _contradictions(suite, pki)


def _answer(
    suite: Suite,
    pki: PKI,
    name: str,
    expected: dict[str, Any],
    why: str,
    answer: str,
    *,
    label: str = "ec-ceo",
    family: str = "ec",
) -> None:
    """A case whose evidence is one OCSP answer beside the root's list."""
    chain = given(f"root-{family}", answers=(answer,), family=family)
    simple(suite, pki, label, expected, why, chain, title=f"answer: {name}")


def _answers(suite: Suite, pki: PKI) -> None:
    """OCSP answers that count."""
    good = passed(revocation={"status": "good", "source": "ocsp"})
    for family in ("rsa", "ec", "gost512", "gost2004"):
        _answer(
            suite,
            pki,
            f"good, {family}",
            good,
            f"RFC 6960, 4.2: by a delegate with ocsp-nocheck; no nextUpdate, five minutes old. {_WELL}",
            f"{family}-ceo-good",
            label=f"{family}-ceo",
            family=family,
        )
    for family in ("rsa", "ec", "gost512"):
        _answer(
            suite,
            pki,
            f"revoked, {family}",
            undecided(
                "REVOKED_NO_POE",
                revocation={
                    "status": "revoked",
                    "source": "ocsp",
                    "revocationTime": "2026-01-20T08:00:00Z",
                    "reason": "keyCompromise",
                },
            ),
            "EN 319 102-1, 5.2.6.4: revoked on 2026-01-20, no proof of an earlier signature.",
            f"{family}-revoked",
            label=f"{family}-revoked",
            family=family,
        )
    _answer(
        suite,
        pki,
        "CertID by Streebog",
        good,
        f"RFC 6960, 4.1.1: CertID with the authority's own digest. {_WELL}",
        "gost512-ceo-good-streebog-id",
        label="gost512-ceo",
        family="gost512",
    )
    _answer(
        suite,
        pki,
        "CertID by SHA-1",
        good,
        f"RFC 6960, 4.1.1: CertID with SHA-1, which here protects nothing. {_WELL}",
        "ec-ceo-sha1-id",
    )
    _answer(suite, pki, "by key", good, f"RFC 6960, 4.2.1: ResponderID by key. {_WELL}", "ec-ceo-by-key")
    _answer(
        suite,
        pki,
        "by the authority itself",
        good,
        f"RFC 6960, 4.2.2.2: the issuing authority answers. {_WELL}",
        "ec-ceo-by-authority",
    )
    _answer(
        suite,
        pki,
        "two days old with nextUpdate",
        good,
        f"RFC 6960, 4.2.2.1: nextUpdate lies ahead, so the answer is current. {_WELL}",
        "ec-ceo-next-update",
    )


def _unusable_answers(suite: Suite, pki: PKI) -> None:
    """OCSP answers that count for nothing."""
    later = undecided("TRY_LATER", revocation={"status": ["unknown", "not-checked"]})
    for name, answer, why in (
        (
            "unknown as revoked in 1970",
            "ec-ceo-unknown-1970",
            "2.2 and 4.4.8: revoked at 1970-01-01, on hold, with extended-revoke: the responder does not know the certificate.",
        ),
        ("unknown", "ec-ceo-unknown", "2.2: the responder does not know the certificate."),
        ("three days old", "ec-ceo-old", "4.2.2.1: no nextUpdate, and older than the policy's 24 hours."),
        ("nextUpdate past", "ec-ceo-past-next-update", "4.2.2.1: nextUpdate is past."),
        ("from the future", "ec-ceo-future", "4.2.2.1: thisUpdate is after the moment of judgement."),
        (
            "expired delegate",
            "ec-ceo-expired-delegate",
            "4.2.2.2: the delegate's certificate had expired when it answered.",
        ),
        (
            "delegate without the purpose",
            "ec-ceo-delegate-without-purpose",
            "4.2.2.2: the delegate's certificate lacks id-kp-OCSPSigning.",
        ),
        ("a stranger's", "ec-ceo-stranger", "4.2.2.2: the responder was certified by another authority."),
        (
            "another signer's",
            "ec-ceo-by-fellow-signer",
            "4.2.2.2: a certificate of the same authority, but for signing documents.",
        ),
        ("another serial number", "ec-ceo-other-serial", "3.2, step 1: the answer is about another certificate."),
        ("another issuer", "ec-ceo-other-issuer", "3.2, step 1: CertID holds another issuer's key hash."),
        ("tampered", "ec-ceo-tampered", "3.2, step 2: the answer's signature is broken."),
        ("refusal", "try-later", "2.3: tryLater is no answer."),
    ):
        _answer(suite, pki, name, later, f"RFC 6960, {why} No other status is at hand.", answer)
        if name in ("unknown as revoked in 1970", "three days old", "tampered", "refusal"):
            chain = standing("ec") | {"ocsp": [f"pki/{answer}.ors"]}
            simple(
                suite,
                pki,
                "ec-ceo",
                passed(revocation={"status": "good", "source": "crl"}),
                f"RFC 6960, {why} The list answers instead. {_WELL}",
                chain,
                title=f"answer: {name}, and a list",
            )


def _contradictions(suite: Suite, pki: PKI) -> None:
    """Sources that differ."""
    newer = standing("ec") | {"ocsp": ["pki/ec-ceo-revoked-today.ors"]}
    simple(
        suite,
        pki,
        "ec-ceo",
        undecided("REVOKED_NO_POE"),
        "RFC 6960, 2.2: the list of 06:00 says good, the answer of 11:55 says revoked at 11:00: a revocation is never undone by older data.",
        newer,
        title="contradiction: list good, later answer revoked",
    )
    stale = given("root-ec", "ca-ec-stale", answers=("ec-ceo-good",))
    simple(
        suite,
        pki,
        "ec-ceo",
        passed(revocation={"status": "good", "source": "ocsp"}),
        f"The rules ask for OCSP or a list: a good answer suffices though the list is stale. {_WELL}",
        stale,
        title="contradiction: list stale, answer good",
    )
