"""Cases about the path from the signer to an anchor."""

from .cases_certificates import CHAIN_BROKEN, evidence, simple
from .manifest import Suite, passed, undecided
from .pki import PKI

_WELL = "EN 319 102-1, 5.3: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _paths(suite, pki)
    _faulty_authorities(suite, pki)


def _paths(suite: Suite, pki: PKI) -> None:
    """Finding the path, and authorities that share a name."""
    not_found = undecided("NO_CERTIFICATE_CHAIN_FOUND")
    look = evidence("ca-lookalike", "ca-ec", extra=("root-stranger",))
    rekeyed = evidence("ca-ec", "ca-rekeyed", extra=("ca-lookalike",))
    simple(
        suite,
        pki,
        "stranger-ceo",
        not_found,
        "EN 319 102-1, 5.2.6.4: the path ends at a root nobody trusts.",
        evidence("ca-stranger", extra=("root-stranger",)),
    )
    simple(
        suite,
        pki,
        "ec-ceo",
        not_found,
        "EN 319 102-1, 5.2.6.4: the issuing authority is not at hand.",
        evidence(),
        title="ec-ceo-without-authority",
    )
    simple(
        suite,
        pki,
        "ec-ceo",
        passed(),
        f"RFC 4158, 3: of three authorities of one name, the right one is found. {_WELL}",
        {**look, "certs": [*look["certs"], "pki/ca-rekeyed.cer"]},
        title="ec-ceo-among-namesakes",
    )
    simple(
        suite,
        pki,
        "rekeyed-ceo",
        passed(),
        f"RFC 5280, 5.6 (key rollover): the authority has a second key; its list is the one under that key. {_WELL}",
        rekeyed,
    )
    simple(
        suite,
        pki,
        "rekeyed-ceo-without-identifiers",
        passed(),
        f"RFC 5280, 6.1: key identifiers only help to build paths; without them the signatures decide. {_WELL}",
        rekeyed,
    )
    simple(
        suite,
        pki,
        "rekeyed-ceo",
        {"indication": ["TOTAL-PASSED", "INDETERMINATE"], "subIndication": [None, "TRY_LATER"]},
        "RFC 5280, 6.3.3 (f): a list belongs to an issuer by name and anchor, not by key, so the list under its other key "
        "may answer; a reader may also ask for the issuing key.",
        {**rekeyed, "crl": ["pki/root-ec.crl", "pki/ca-ec.crl"]},
        title="rekeyed-ceo-list-of-other-key",
    )
    simple(
        suite,
        pki,
        "lookalike-ceo",
        undecided([*CHAIN_BROKEN]),
        "RFC 5280, 6.1.3 (a)(1): the trusted authority has the issuer's name but not its key.",
        look,
    )
    simple(
        suite,
        pki,
        "forged-ceo",
        undecided([*CHAIN_BROKEN]),
        "RFC 5280, 6.1.3 (a)(1): issuer and key identifier are the trusted authority's; the signature is another key's.",
        look,
    )
    cross = {
        "trust": ["pki/root-rsa.cer"],
        "certs": ["pki/ca-ec.cer", "pki/cross-root-ec-by-root-rsa.cer"],
        "crl": ["pki/root-rsa.crl", "pki/root-ec.crl", "pki/ca-ec.crl"],
    }
    simple(
        suite,
        pki,
        "ec-ceo",
        passed(),
        f"RFC 4158, 2.2: through a cross-certificate to another root. {_WELL}",
        cross,
        title="ec-ceo-cross-certified",
    )
    both = {**cross, "trust": ["pki/root-ec.cer", "pki/root-rsa.cer"]}
    simple(
        suite,
        pki,
        "ec-ceo",
        passed(),
        f"RFC 4158, 2.2: two ways lead to two anchors. {_WELL}",
        both,
        title="ec-ceo-two-ways",
    )
    simple(
        suite,
        pki,
        "under-inner",
        passed(),
        f"RFC 5280, 4.2.1.9: pathLenConstraint 1 leaves room for one more authority. {_WELL}",
        evidence("ca-outer-one", "ca-inner"),
    )
    simple(
        suite,
        pki,
        "constrained-inside",
        passed(),
        f"RFC 5280, 4.2.1.10: the subject lies in the permitted subtree. {_WELL}",
        evidence("ca-constrained"),
    )
    pinned = {"trust": ["pki/ca-ec.cer"], "certs": [], "crl": ["pki/ca-ec.crl"]}
    simple(
        suite,
        pki,
        "ec-ceo",
        passed(),
        f"RFC 5280, 6.1.1 (d): an anchor need not be self-signed. {_WELL}",
        pinned,
        title="ec-ceo-anchor-is-authority",
    )


def _faulty_authorities(suite: Suite, pki: PKI) -> None:
    """Authorities that may not issue what they issued."""
    broken = undecided(CHAIN_BROKEN)
    for label, expected, why in (
        (
            "constrained-outside",
            broken,
            "RFC 5280, 4.2.1.10 and 6.1.3 (b): the subject lies outside the permitted subtree.",
        ),
        (
            "under-without-constraints",
            broken,
            "RFC 5280, 6.1.4 (k): an issuer without basicConstraints is no authority.",
        ),
        ("under-without-cert-sign", broken, "RFC 5280, 6.1.4 (n): the issuer's keyUsage lacks keyCertSign."),
        (
            "under-without-crl-sign",
            undecided(["TRY_LATER", *CHAIN_BROKEN]),
            "RFC 5280, 6.3.3 (f): the authority may not sign lists, so its list counts for nothing.",
        ),
        (
            "under-expired",
            undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED", *CHAIN_BROKEN]),
            "RFC 5280, 6.1.3 (a)(2): the authority expired on 2026-01-01 and nothing proves an earlier time.",
        ),
        (
            "under-revoked",
            undecided(["REVOKED_CA_NO_POE", "REVOKED_NO_POE", "CHAIN_CONSTRAINTS_FAILURE"]),
            "EN 319 102-1, 5.2.6.4: the authority was revoked on 2026-01-20 and nothing proves an earlier time.",
        ),
    ):
        authority = label.replace("under-", "ca-") if label.startswith("under-") else "ca-constrained"
        simple(suite, pki, label, expected, why, evidence(authority))
    deep = evidence("ca-outer-zero", "ca-inner-too-deep")
    simple(
        suite,
        pki,
        "under-inner-too-deep",
        broken,
        "RFC 5280, 6.1.4 (l): pathLenConstraint 0 leaves no room for another authority.",
        deep,
    )
