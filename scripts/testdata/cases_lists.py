"""Cases about revocation lists: full, scoped, indirect, delta."""

from typing import Any

from .cases_certificates import simple
from .manifest import Suite, passed, undecided
from .pki import PKI

_WELL = "EN 319 102-1, 5.3: every block passes."
_REVOKED = undecided("REVOKED_NO_POE", revocation={"status": "revoked"})
_TRY_LATER = undecided("TRY_LATER")


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _lists(suite, pki)
    _scopes(suite, pki)
    _deltas(suite, pki)


def given(
    *lists: str, answers: tuple[str, ...] = (), family: str = "ec", certs: tuple[str, ...] = ()
) -> dict[str, list[str]]:
    """Root and authority of a family, and the revocation data named."""
    return {
        "trust": [f"pki/root-{family}.cer"],
        "certs": [f"pki/ca-{family}.cer", *(f"pki/{label}.cer" for label in certs)],
        "crl": [f"pki/{label}.crl" for label in lists],
        "ocsp": [f"pki/{label}.ors" for label in answers],
    }


def _list(
    suite: Suite,
    pki: PKI,
    name: str,
    expected: dict[str, Any],
    why: str,
    *lists: str,
    label: str = "ec-ceo",
    **more: Any,
) -> None:
    """A case whose file is a signature by `label` and whose evidence is the named lists beside the root's."""
    chain = given("root-ec", *lists, **more)
    simple(suite, pki, label, expected, why, chain, title=f"list: {name}")


def _lists(suite: Suite, pki: PKI) -> None:
    """Full lists: revoked, missing, stale, forged."""
    for family in ("rsa", "ec", "gost512"):
        simple(
            suite,
            pki,
            f"{family}-revoked",
            _REVOKED | {"revocation": {"status": "revoked", "source": "crl"}},
            "EN 319 102-1, 5.2.6.4: revoked on 2026-01-20; the claimed signing time of 2025-10-10 proves nothing.",
            family,
        )
        simple(
            suite,
            pki,
            f"{family}-ceo",
            undecided("TRY_LATER", revocation={"status": "not-checked"}),
            "EN 319 102-1, 5.2.6.4: no status of the signer's certificate can be had.",
            given(f"root-{family}", family=family),
            title=f"list: none of the authority, {family}",
        )
    only_user = given("ca-ec")
    simple(
        suite,
        pki,
        "ec-ceo",
        _TRY_LATER,
        "RFC 5280, 6.1.3 (a)(3): the authority's own status is unknown.",
        only_user,
        title="list: none of the root",
    )
    stale_root = given("root-ec-stale", "ca-ec")
    simple(
        suite,
        pki,
        "ec-ceo",
        _TRY_LATER,
        "The root's list ended in 2025; an expired list is a negative result.",
        stale_root,
        title="list: stale, of the root",
    )
    _list(
        suite,
        pki,
        "stale",
        _TRY_LATER,
        "RFC 5280, 6.3.3: nextUpdate was 2026-02-08; an expired list counts as none.",
        "ca-ec-stale",
    )
    _list(
        suite,
        pki,
        "stale, and revoked on it",
        undecided(["TRY_LATER", "REVOKED_NO_POE"]),
        "RFC 5280, 6.3.3: a stale list shows no one good; whether its revocation still counts is left open.",
        "ca-ec-stale",
        label="ec-revoked",
    )
    _list(
        suite,
        pki,
        "from the future",
        _TRY_LATER,
        "RFC 5280, 5.1.2.4: thisUpdate is after the moment of judgement.",
        "ca-ec-future",
    )
    _list(
        suite,
        pki,
        "another key, same name",
        _TRY_LATER,
        "RFC 5280, 6.3.3 (g): the list's signature is not the authority's.",
        "ca-ec-wrong-key",
        certs=("ca-lookalike",),
    )
    _list(suite, pki, "tampered", _TRY_LATER, "RFC 5280, 6.3.3 (g): the list's signature is broken.", "ca-ec-tampered")
    _list(
        suite,
        pki,
        "unknown critical extension",
        _TRY_LATER,
        "RFC 5280, 5.2: a list with an unknown critical extension must not be used.",
        "ca-ec-unknown-critical",
    )
    _list(
        suite,
        pki,
        "stale beside fresh",
        passed(revocation={"status": "good", "source": "crl"}),
        f"RFC 5280, 6.3.3: the fresh list answers. {_WELL}",
        "ca-ec-stale",
        "ca-ec",
        "ca-ec-tampered",
    )
    _list(
        suite,
        pki,
        "on hold",
        undecided(["REVOKED_NO_POE", "TRY_LATER"], revocation={"status": "revoked", "reason": "certificateHold"}),
        "RFC 5280, 5.3.1; EN 319 102-1, 5.2.6.4: on hold since 2026-02-10; it may yet be released.",
        "ca-ec",
        label="ec-held",
    )


def _scopes(suite: Suite, pki: PKI) -> None:
    """issuingDistributionPoint, indirect lists."""
    for name, label, good, why in (
        ("only authorities", "ca-ec-only-authorities", False, "6.3.3 (b)(2)(iii): the list holds authorities only."),
        ("only users", "ca-ec-only-users", True, "6.3.3 (b)(2)(ii): the list holds users, and the signer is one."),
        (
            "only attribute certificates",
            "ca-ec-only-attributes",
            False,
            "6.3.3 (b)(2)(iv): the list holds attribute certificates.",
        ),
        ("this distribution point", "ca-ec-this-point", True, "6.3.3 (b)(2)(i): the point is the certificate's."),
        (
            "another distribution point",
            "ca-ec-other-point",
            False,
            "6.3.3 (b)(2)(i): the point is not the certificate's.",
        ),
    ):
        expected = passed(revocation={"status": "good", "source": "crl"}) if good else _TRY_LATER
        _list(suite, pki, name, expected, f"RFC 5280, {why}", label)
    # The list that answers for the issuer of the indirect list does not cover the signers (another distribution point).
    indirect = ("ca-ec-this-point", "indirect-ec")
    both = {"certs": ("crl-issuer-ec",)}
    _list(
        suite,
        pki,
        "indirect, good",
        passed(revocation={"status": "good", "source": "crl"}),
        f"RFC 5280, 4.2.1.13 and 5.2.5: the certificate names another issuer of lists. {_WELL}",
        *indirect,
        label="ec-indirect-good",
        **both,
    )
    _list(
        suite,
        pki,
        "indirect, revoked",
        undecided("REVOKED_NO_POE", revocation={"status": "revoked"}),
        "RFC 5280, 5.3.3: the entry belongs to the authority that certificateIssuer names.",
        *indirect,
        label="ec-indirect-revoked",
        **both,
    )
    _list(
        suite,
        pki,
        "indirect, not declared",
        _TRY_LATER,
        "RFC 5280, 6.3.3 (b)(1): the list is not declared indirect.",
        "ca-ec-this-point",
        "indirect-ec-not-declared",
        label="ec-indirect-good",
        **both,
    )
    _list(
        suite,
        pki,
        "indirect, its issuer not at hand",
        _TRY_LATER,
        "RFC 5280, 6.3.3 (f): there is no path for the issuer of the list.",
        *indirect,
        label="ec-indirect-good",
    )
    _list(
        suite,
        pki,
        "indirect unusable, the authority's own",
        passed(revocation={"status": "good", "source": "crl"}),
        f"RFC 5280, 6.3.3, last step: when the named points leave the status open, any list of the certificate's issuer may settle it. {_WELL}",
        "ca-ec",
        "indirect-ec-not-declared",
        label="ec-indirect-good",
        **both,
    )


def _deltas(suite: Suite, pki: PKI) -> None:
    """Delta lists (RFC 5280, 5.2.4)."""
    why = "RFC 5280, 5.2.4 and 6.3.3 (c): list 101 changes list 100:"
    delta = ("ca-ec-base", "ca-ec-delta")
    _list(suite, pki, "delta, unaffected", passed(), f"{why} it says nothing of the signer. {_WELL}", *delta)
    _list(suite, pki, "delta revokes", _REVOKED, f"{why} revoked on 2026-03-16.", *delta, label="ec-revoked-in-delta")
    _list(
        suite,
        pki,
        "delta revokes, base alone",
        passed(),
        f"RFC 5280, 6.3.3: a delta is optional; the base is fresh and says good. {_WELL}",
        "ca-ec-base",
        label="ec-revoked-in-delta",
    )
    _list(
        suite,
        pki,
        "delta releases",
        passed(),
        f"{why} released from hold. {_WELL}",
        *delta,
        label="ec-released-in-delta",
    )
    _list(
        suite,
        pki,
        "delta releases, base alone",
        undecided(["REVOKED_NO_POE", "TRY_LATER"]),
        "RFC 5280, 5.3.1: on hold in the base.",
        "ca-ec-base",
        label="ec-released-in-delta",
    )
    _list(
        suite,
        pki,
        "delta alone",
        _TRY_LATER,
        "RFC 5280, 5.2.4: a delta without its base shows no one good.",
        "ca-ec-delta",
    )
    _list(
        suite,
        pki,
        "delta of a newer base",
        passed(),
        f"RFC 5280, 5.2.4 (c): the delta starts at list 120 and does not fit list 100, which is fresh by itself. {_WELL}",
        "ca-ec-base",
        "ca-ec-delta-newer-base",
        label="ec-revoked-in-delta",
    )
    either = {"indication": ["INDETERMINATE", "TOTAL-PASSED"], "subIndication": ["REVOKED_NO_POE", None]}
    _list(
        suite,
        pki,
        "delta numbered apart",
        either,
        "National deltas count from 1 by themselves, against RFC 5280, 5.2.3 and 5.2.4 (d): the base says good, the delta of number 7 revokes. Cautious readers heed it.",
        "ca-ec-base",
        "ca-ec-delta-national",
        label="ec-revoked-in-delta",
    )
