"""Cases about the tokens themselves: those that prove nothing, and those that only look unusual."""

from typing import Any

from . import dates, der
from .content import ACT
from .manifest import Suite, passed, undecided
from .oddities import FOREIGN_POLICY
from .pki import PKI
from .spoil import flip, swap
from .stamping import AT_STAMP, BAD_TOKEN, OUT, lists, stamp, stamped, value_of
from .timestamps import response, token

_WELL = "EN 319 102-1, 5.5: every block passes."
# Bad tokens that are also put on a signature whose signer is valid today: it stands without them.
_ALSO_ON_VALID = ("over-content", "tampered-time", "tampered-signature", "untrusted-unit", "wrong-ess", "garbage")


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _bad_tokens(suite, pki)
    _odd_tokens(suite, pki)
    _several_tokens(suite, pki)


def _bad_tokens(suite: Suite, pki: PKI) -> None:
    """Tokens that prove nothing. With a valid signer the signature stands without them; with an expired one it does not."""
    chain = lists("ca-ec", "ca-ec-archived", "ca-stranger", certs=("ca-stranger", "root-stranger"))
    for label in ("ec-expired", "ec-ceo"):
        signer, valid = pki[label], label == "ec-ceo"
        for name, one, why in _unusable(pki, value_of(signer)):
            if valid and name not in _ALSO_ON_VALID:
                continue
            token_fact = {**BAD_TOKEN, "imprintIntact": False} if name.startswith("over-") else BAD_TOKEN
            about: dict[str, Any] = {"bestSignatureTimeSource": "now", "timestamps": [token_fact]}
            expected = passed(**about) if valid else undecided(OUT, **about)
            if name == "garbage":  # refusing the whole structure is also defensible
                expected = {
                    "indication": [expected["indication"], "TOTAL-FAILED"],
                    "subIndication": [None, "FORMAT_FAILURE"] if valid else [*OUT, "FORMAT_FAILURE"],
                }
            ending = (
                "The signer's certificate is valid today, so the signature needs no token."
                if valid
                else "The signer's certificate has expired and no proof of time remains."
            )
            suite.case(
                f"cms/stamp-{name}-{label}.cms", stamped(signer, one), [expected], f"{why} {ending}", chain=chain
            )
    foreign = stamp(pki, value_of(pki["ec-expired"]), policy=FOREIGN_POLICY)
    data = stamped(pki["ec-expired"], foreign)
    suite.case(
        "cms/stamp-foreign-policy-ec-expired.cms",
        data,
        [undecided(OUT, timestamps=[BAD_TOKEN])],
        "The national rules accept the time-stamping policies under 1.2.398.3.3.2.6 only.",
        chain=lists("ca-ec", "ca-ec-archived"),
    )
    suite.case(
        "cms/stamp-foreign-policy-ec-expired.cms",
        data,
        [passed(**AT_STAMP)],
        f"Plain AdES names no time-stamping policy. {_WELL}",
        title="stamp-foreign-policy-ec-expired.cms, policy aes",
        policy="aes",
        chain=lists("ca-ec", "ca-ec-archived"),
    )


def _unusable(pki: PKI, value: bytes) -> list[tuple[str, bytes, str]]:
    """Tokens by name over a signature value, each with what is wrong."""
    good = stamp(pki, value)
    earlier = swap(good, b"\x18\x0f20251010090500Z", b"\x18\x0f20241010090500Z")
    return [
        (
            "over-content",
            stamp(pki, ACT),
            "RFC 3161, 2.4.2; EN 319 122-1, 5.3: the imprint is the content's, not the signature's (an old national client did this).",
        ),
        ("over-other-value", stamp(pki, b"another value"), "RFC 3161, 2.4.2: the imprint belongs to something else."),
        ("tampered-time", earlier, "RFC 3161, 2.4.2: genTime was moved back a year, so the token's digest fails."),
        (
            "tampered-signature",
            flip(good, token_value(good)),
            "RFC 3161, 2.4.2: the token's signature value is broken.",
        ),
        (
            "untrusted-unit",
            stamp(pki, value, unit="tsa-stranger"),
            "EN 319 102-1, 5.4: the unit's path ends at a root nobody trusts.",
        ),
        (
            "unit-long-expired",
            stamp(pki, value, unit="tsa-ec-long-expired"),
            "EN 319 102-1, 5.4: the unit's certificate expired before genTime.",
        ),
        (
            "unit-since-expired",
            stamp(pki, value, unit="tsa-ec-since-expired"),
            "EN 319 102-1, 5.4 and 5.6.2: the unit's certificate has expired since, and nothing proves that the token is older.",
        ),
        (
            "unit-revoked",
            stamp(pki, value, unit="tsa-ec-revoked"),
            "EN 319 102-1, 5.4: the unit's key was compromised before genTime.",
        ),
        (
            "unit-without-purpose",
            stamp(pki, value, unit="tsa-ec-without-purpose"),
            "RFC 3161, 2.3: the unit's certificate lacks id-kp-timeStamping.",
        ),
        (
            "unit-purpose-not-critical",
            stamp(pki, value, unit="tsa-ec-purpose-not-critical"),
            "RFC 3161, 2.3: extKeyUsage must be critical.",
        ),
        (
            "unit-two-purposes",
            stamp(pki, value, unit="tsa-ec-two-purposes"),
            "RFC 3161, 2.3: id-kp-timeStamping must be the only purpose.",
        ),
        (
            "unit-is-a-signer",
            token(value, dates.STAMPED, pki["ec-individual"]),
            "RFC 3161, 2.3: a document signer stamps no time.",
        ),
        (
            "wrong-ess",
            stamp(pki, value, ess_of=pki["tsa-ec-revoked"]),
            "RFC 3161, 2.4.2; RFC 5816, 2.2.1: signing-certificate names another unit.",
        ),
        (
            "no-ess",
            stamp(pki, value, ess=None),
            "RFC 3161, 2.4.2: signing-certificate must be among the token's signed attributes.",
        ),
        ("garbage", b"\x30\x03\x02\x01\x07", "EN 319 102-1, 5.4: what stands in the attribute is no token."),
    ]


def token_value(token_bytes: bytes) -> bytes:
    """The signature value of a token's only signer."""
    signed = der.children(der.split(der.children(token_bytes)[1])[1])
    signer = der.children(der.children(signed[-1])[0])
    return next(der.split(part)[1] for part in signer if part[0] == 4)


def _odd_tokens(suite: Suite, pki: PKI) -> None:
    """Tokens that look unusual and are good."""
    signer = pki["ec-expired"]
    value = value_of(signer)
    archived = lists("ca-ec", "ca-ec-archived")
    odd: list[tuple[str, dict[str, Any], str, dict[str, list[str]]]] = [
        (
            "negative-numbers",
            {"serial": -77, "nonce": -99},
            "RFC 3161 numbers may be negative: serialNumber and nonce here.",
            archived,
        ),
        (
            "ess-v1",
            {"ess": 1},
            "RFC 2634, 5.4: the unit is named by signing-certificate version 1, with SHA-1.",
            archived,
        ),
        ("accuracy", {"accuracy": 1, "nonce": 4711}, "RFC 3161, 2.4.2: accuracy and nonce are optional.", archived),
        ("unit-with-key-usage", {"unit": "tsa-ec-with-key-usage"}, "RFC 3161, 2.3: keyUsage may be there.", archived),
        (
            "without-certificate",
            {"certificates": []},
            "RFC 3161, 2.4.1: certReq was false; the unit's certificate is given beside.",
            lists("ca-ec", "ca-ec-archived", certs=("tsa-ec",)),
        ),
        (
            "with-strangers",
            {"certificates": [pki["rsa-ceo"], pki["tsa-ec"], pki["tsa-ec-revoked"]]},
            "RFC 5652, 10.2.3: certificates that do not belong are ignored.",
            archived,
        ),
        ("sha512", {"digest": "sha512"}, "RFC 3161, 2.4.2: any digest may be the imprint's.", archived),
    ]
    for name, options, why, chain in odd:
        suite.case(
            f"cms/stamp-{name}.cms",
            stamped(signer, stamp(pki, value, **options)),
            [passed(**AT_STAMP)],
            f"{why} {_WELL}",
            chain=chain,
        )
    suite.case(
        "cms/stamp-sha1-imprint.cms",
        stamped(signer, stamp(pki, value, digest="sha1")),
        [
            {
                "indication": ["INDETERMINATE", "TOTAL-PASSED"],
                "subIndication": [*OUT, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", None],
            }
        ],
        "EN 319 102-1, 5.4 and TS 119 312: an imprint by SHA-1; whether it still counts is for the policy.",
        chain=archived,
    )
    suite.case(
        "cms/stamp-is-a-response.cms",
        stamped(pki["ec-ceo"], response(stamp(pki, value_of(pki["ec-ceo"])))),
        [passed()],
        "EN 319 122-1, 5.3: the value is a TimeStampToken; a whole TimeStampResp may be read or not. The signer is valid today.",
        chain="ec",
    )


def _several_tokens(suite: Suite, pki: PKI) -> None:
    """More than one token on a signature."""
    signer = pki["ec-revoked"]
    value = value_of(signer)
    early, late = stamp(pki, value), stamp(pki, value, "2026-02-01T09:00:00Z")
    suite.case(
        "cms/two-stamps-earliest-wins.cms",
        stamped(signer, early, late),
        [passed(bestSignatureTime=dates.STAMPED)],
        "EN 319 102-1, 5.5.4: the earliest proof counts; revoked on 2026-01-20, between the two.",
        chain="ec",
    )
    bad = stamp(pki, b"another value")
    suite.case(
        "cms/two-stamps-early-one-bad.cms",
        stamped(signer, bad, late),
        [undecided("REVOKED_NO_POE", bestSignatureTime="2026-02-01T09:00:00Z")],
        "EN 319 102-1, 5.5.4: the earlier token proves nothing; the later is after the revocation.",
        chain="ec",
    )
