"""Cases about revocation: lists, deltas, scopes, OCSP answers."""

from typing import Any

from .cases_certificates import simple
from .manifest import Suite, passed, standing, undecided
from .pki import PKI

_WELL = "EN 319 102-1, 5.3: every block passes."
_REVOKED = undecided("REVOKED_NO_POE", revocation={"status": "revoked"})
_TRY_LATER = undecided("TRY_LATER")


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _lists(suite, pki)
    _scopes(suite, pki)
    _deltas(suite, pki)
    _answers(suite, pki)
    _unusable_answers(suite, pki)
    _contradictions(suite, pki)


def given(*lists: str, answers: tuple[str, ...] = (), family: str = "ec", certs: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Root and authority of a family, and the revocation data named."""
    return {
        "trust": [f"pki/root-{family}.cer"],
        "certs": [f"pki/ca-{family}.cer", *(f"pki/{label}.cer" for label in certs)],
        "crl": [f"pki/{label}.crl" for label in lists],
        "ocsp": [f"pki/{label}.ors" for label in answers],
    }


def _list(suite: Suite, pki: PKI, name: str, expected: dict[str, Any], why: str, *lists: str, label: str = "ec-ceo", **more: Any) -> None:
    """A case whose file is a signature by `label` and whose evidence is the named lists beside the root's."""
    chain = given("root-ec", *lists, **more)
    simple(suite, pki, label, expected, why, chain, title=f"list: {name}")


def _answer(suite: Suite, pki: PKI, name: str, expected: dict[str, Any], why: str, answer: str, *, label: str = "ec-ceo", family: str = "ec") -> None:
    """A case whose evidence is one OCSP answer beside the root's list."""
    chain = given(f"root-{family}", answers=(answer,), family=family)
    simple(suite, pki, label, expected, why, chain, title=f"answer: {name}")


def _lists(suite: Suite, pki: PKI) -> None:
    """Full lists: revoked, missing, stale, forged."""
    for family in ("rsa", "ec", "gost512"):
        simple(
            suite, pki, f"{family}-revoked", _REVOKED | {"revocation": {"status": "revoked", "source": "crl"}},
            "EN 319 102-1, 5.2.6.4: revoked on 2026-01-20; the claimed signing time of 2025-10-10 proves nothing.", family,
        )  # fmt: skip
        simple(
            suite, pki, f"{family}-ceo", undecided("TRY_LATER", revocation={"status": "not-checked"}),
            "EN 319 102-1, 5.2.6.4: no status of the signer's certificate can be had.", given(f"root-{family}", family=family),
            title=f"list: none of the authority, {family}",
        )  # fmt: skip
    only_user = given("ca-ec")
    simple(suite, pki, "ec-ceo", _TRY_LATER, "RFC 5280, 6.1.3 (a)(3): the authority's own status is unknown.", only_user, title="list: none of the root")
    stale_root = given("root-ec-stale", "ca-ec")
    simple(suite, pki, "ec-ceo", _TRY_LATER, "The root's list ended in 2025; an expired list is a negative result.", stale_root, title="list: stale, of the root")
    _list(suite, pki, "stale", _TRY_LATER, "RFC 5280, 6.3.3: nextUpdate was 2026-02-08; an expired list counts as none.", "ca-ec-stale")
    _list(suite, pki, "stale, and revoked on it", undecided(["TRY_LATER", "REVOKED_NO_POE"]), "RFC 5280, 6.3.3: a stale list shows no one good; whether its revocation still counts is left open.", "ca-ec-stale", label="ec-revoked")
    _list(suite, pki, "from the future", _TRY_LATER, "RFC 5280, 5.1.2.4: thisUpdate is after the moment of judgement.", "ca-ec-future")
    _list(suite, pki, "another key, same name", _TRY_LATER, "RFC 5280, 6.3.3 (g): the list's signature is not the authority's.", "ca-ec-wrong-key", certs=("ca-lookalike",))
    _list(suite, pki, "tampered", _TRY_LATER, "RFC 5280, 6.3.3 (g): the list's signature is broken.", "ca-ec-tampered")
    _list(suite, pki, "unknown critical extension", _TRY_LATER, "RFC 5280, 5.2: a list with an unknown critical extension must not be used.", "ca-ec-unknown-critical")
    _list(suite, pki, "stale beside fresh", passed(revocation={"status": "good", "source": "crl"}), f"RFC 5280, 6.3.3: the fresh list answers. {_WELL}", "ca-ec-stale", "ca-ec", "ca-ec-tampered")
    _list(suite, pki, "on hold", undecided(["REVOKED_NO_POE", "TRY_LATER"], revocation={"status": "revoked", "reason": "certificateHold"}), "RFC 5280, 5.3.1; EN 319 102-1, 5.2.6.4: on hold since 2026-02-10; it may yet be released.", "ca-ec", label="ec-held")


def _scopes(suite: Suite, pki: PKI) -> None:
    """issuingDistributionPoint, indirect lists."""
    for name, label, good, why in (
        ("only authorities", "ca-ec-only-authorities", False, "6.3.3 (b)(2)(iii): the list holds authorities only."),
        ("only users", "ca-ec-only-users", True, "6.3.3 (b)(2)(ii): the list holds users, and the signer is one."),
        ("only attribute certificates", "ca-ec-only-attributes", False, "6.3.3 (b)(2)(iv): the list holds attribute certificates."),
        ("this distribution point", "ca-ec-this-point", True, "6.3.3 (b)(2)(i): the point is the certificate's."),
        ("another distribution point", "ca-ec-other-point", False, "6.3.3 (b)(2)(i): the point is not the certificate's."),
    ):  # fmt: skip
        expected = passed(revocation={"status": "good", "source": "crl"}) if good else _TRY_LATER
        _list(suite, pki, name, expected, f"RFC 5280, {why}", label)
    # The list that answers for the issuer of the indirect list does not cover the signers (another distribution point).
    indirect = ("ca-ec-this-point", "indirect-ec")
    both = {"certs": ("crl-issuer-ec",)}
    _list(suite, pki, "indirect, good", passed(revocation={"status": "good", "source": "crl"}), f"RFC 5280, 4.2.1.13 and 5.2.5: the certificate names another issuer of lists. {_WELL}", *indirect, label="ec-indirect-good", **both)
    _list(suite, pki, "indirect, revoked", undecided("REVOKED_NO_POE", revocation={"status": "revoked"}), "RFC 5280, 5.3.3: the entry belongs to the authority that certificateIssuer names.", *indirect, label="ec-indirect-revoked", **both)
    _list(suite, pki, "indirect, not declared", _TRY_LATER, "RFC 5280, 6.3.3 (b)(1): the list is not declared indirect.", "ca-ec-this-point", "indirect-ec-not-declared", label="ec-indirect-good", **both)
    _list(suite, pki, "indirect, its issuer not at hand", _TRY_LATER, "RFC 5280, 6.3.3 (f): there is no path for the issuer of the list.", *indirect, label="ec-indirect-good")
    _list(suite, pki, "indirect unusable, the authority's own", passed(revocation={"status": "good", "source": "crl"}), f"RFC 5280, 6.3.3, last step: when the named points leave the status open, any list of the certificate's issuer may settle it. {_WELL}", "ca-ec", "indirect-ec-not-declared", label="ec-indirect-good", **both)


def _deltas(suite: Suite, pki: PKI) -> None:
    """Delta lists (RFC 5280, 5.2.4)."""
    why = "RFC 5280, 5.2.4 and 6.3.3 (c): list 101 changes list 100:"
    delta = ("ca-ec-base", "ca-ec-delta")
    _list(suite, pki, "delta, unaffected", passed(), f"{why} it says nothing of the signer. {_WELL}", *delta)
    _list(suite, pki, "delta revokes", _REVOKED, f"{why} revoked on 2026-03-16.", *delta, label="ec-revoked-in-delta")
    _list(suite, pki, "delta revokes, base alone", passed(), f"RFC 5280, 6.3.3: a delta is optional; the base is fresh and says good. {_WELL}", "ca-ec-base", label="ec-revoked-in-delta")
    _list(suite, pki, "delta releases", passed(), f"{why} released from hold. {_WELL}", *delta, label="ec-released-in-delta")
    _list(suite, pki, "delta releases, base alone", undecided(["REVOKED_NO_POE", "TRY_LATER"]), "RFC 5280, 5.3.1: on hold in the base.", "ca-ec-base", label="ec-released-in-delta")
    _list(suite, pki, "delta alone", _TRY_LATER, "RFC 5280, 5.2.4: a delta without its base shows no one good.", "ca-ec-delta")
    _list(suite, pki, "delta of a newer base", passed(), f"RFC 5280, 5.2.4 (c): the delta starts at list 120 and does not fit list 100, which is fresh by itself. {_WELL}", "ca-ec-base", "ca-ec-delta-newer-base", label="ec-revoked-in-delta")
    either = {"indication": ["INDETERMINATE", "TOTAL-PASSED"], "subIndication": ["REVOKED_NO_POE", None]}
    _list(suite, pki, "delta numbered apart", either, "National deltas count from 1 by themselves, against RFC 5280, 5.2.3 and 5.2.4 (d): the base says good, the delta of number 7 revokes. Cautious readers heed it.", "ca-ec-base", "ca-ec-delta-national", label="ec-revoked-in-delta")


def _answers(suite: Suite, pki: PKI) -> None:
    """OCSP answers that count."""
    good = passed(revocation={"status": "good", "source": "ocsp"})
    for family in ("rsa", "ec", "gost512", "gost2004"):
        _answer(
            suite, pki, f"good, {family}", good,
            f"RFC 6960, 4.2: by a delegate with ocsp-nocheck; no nextUpdate, five minutes old. {_WELL}", f"{family}-ceo-good",
            label=f"{family}-ceo", family=family,
        )  # fmt: skip
    for family in ("rsa", "ec", "gost512"):
        _answer(
            suite, pki, f"revoked, {family}", undecided("REVOKED_NO_POE", revocation={"status": "revoked", "source": "ocsp", "revocationTime": "2026-01-20T08:00:00Z", "reason": "keyCompromise"}),
            "EN 319 102-1, 5.2.6.4: revoked on 2026-01-20, no proof of an earlier signature.", f"{family}-revoked",
            label=f"{family}-revoked", family=family,
        )  # fmt: skip
    _answer(suite, pki, "CertID by Streebog", good, f"RFC 6960, 4.1.1: CertID with the authority's own digest. {_WELL}", "gost512-ceo-good-streebog-id", label="gost512-ceo", family="gost512")
    _answer(suite, pki, "CertID by SHA-1", good, f"RFC 6960, 4.1.1: CertID with SHA-1, which here protects nothing. {_WELL}", "ec-ceo-sha1-id")
    _answer(suite, pki, "by key", good, f"RFC 6960, 4.2.1: ResponderID by key. {_WELL}", "ec-ceo-by-key")
    _answer(suite, pki, "by the authority itself", good, f"RFC 6960, 4.2.2.2: the issuing authority answers. {_WELL}", "ec-ceo-by-authority")
    _answer(suite, pki, "two days old with nextUpdate", good, f"RFC 6960, 4.2.2.1: nextUpdate lies ahead, so the answer is current. {_WELL}", "ec-ceo-next-update")


def _unusable_answers(suite: Suite, pki: PKI) -> None:
    """OCSP answers that count for nothing."""
    later = undecided("TRY_LATER", revocation={"status": ["unknown", "not-checked"]})
    for name, answer, why in (
        ("unknown as revoked in 1970", "ec-ceo-unknown-1970", "2.2 and 4.4.8: revoked at 1970-01-01, on hold, with extended-revoke: the responder does not know the certificate."),
        ("unknown", "ec-ceo-unknown", "2.2: the responder does not know the certificate."),
        ("three days old", "ec-ceo-old", "4.2.2.1: no nextUpdate, and older than the policy's 24 hours."),
        ("nextUpdate past", "ec-ceo-past-next-update", "4.2.2.1: nextUpdate is past."),
        ("from the future", "ec-ceo-future", "4.2.2.1: thisUpdate is after the moment of judgement."),
        ("expired delegate", "ec-ceo-expired-delegate", "4.2.2.2: the delegate's certificate had expired when it answered."),
        ("delegate without the purpose", "ec-ceo-delegate-without-purpose", "4.2.2.2: the delegate's certificate lacks id-kp-OCSPSigning."),
        ("a stranger's", "ec-ceo-stranger", "4.2.2.2: the responder was certified by another authority."),
        ("another signer's", "ec-ceo-by-fellow-signer", "4.2.2.2: a certificate of the same authority, but for signing documents."),
        ("another serial number", "ec-ceo-other-serial", "3.2, step 1: the answer is about another certificate."),
        ("another issuer", "ec-ceo-other-issuer", "3.2, step 1: CertID holds another issuer's key hash."),
        ("tampered", "ec-ceo-tampered", "3.2, step 2: the answer's signature is broken."),
        ("refusal", "try-later", "2.3: tryLater is no answer."),
    ):  # fmt: skip
        _answer(suite, pki, name, later, f"RFC 6960, {why} No other status is at hand.", answer)
        if name in ("unknown as revoked in 1970", "three days old", "tampered", "refusal"):
            chain = standing("ec") | {"ocsp": [f"pki/{answer}.ors"]}
            simple(
                suite, pki, "ec-ceo", passed(revocation={"status": "good", "source": "crl"}),
                f"RFC 6960, {why} The list answers instead. {_WELL}", chain, title=f"answer: {name}, and a list",
            )  # fmt: skip


def _contradictions(suite: Suite, pki: PKI) -> None:
    """Sources that differ."""
    newer = standing("ec") | {"ocsp": ["pki/ec-ceo-revoked-today.ors"]}
    simple(
        suite, pki, "ec-ceo", undecided("REVOKED_NO_POE"),
        "RFC 6960, 2.2: the list of 06:00 says good, the answer of 11:55 says revoked at 11:00: a revocation is never undone by older data.",
        newer, title="contradiction: list good, later answer revoked",
    )  # fmt: skip
    stale = given("root-ec", "ca-ec-stale", answers=("ec-ceo-good",))
    simple(
        suite, pki, "ec-ceo", passed(revocation={"status": "good", "source": "ocsp"}),
        f"The rules ask for OCSP or a list: a good answer suffices though the list is stale. {_WELL}", stale,
        title="contradiction: list stale, answer good",
    )  # fmt: skip
