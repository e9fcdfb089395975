"""Cases about time: signature and content time-stamps, good and bad, against expiry and revocation."""

from typing import Any

from . import dates, der
from .certificates import Certificate
from .cms import SignedData, attribute, sign
from .content import ACT
from .manifest import Suite, failed, passed, standing, undecided
from .oddities import FOREIGN_POLICY
from .pki import PKI
from .spoil import flip, swap
from .timestamps import POLICY, response, token

_WELL = "EN 319 102-1, 5.5: every block passes."
_BAD_TOKEN = {"type": "signature", "indication": ["FAILED", "INDETERMINATE"]}
_GOOD_TOKEN = {"type": "signature", "indication": "PASSED", "time": dates.STAMPED, "imprintIntact": True}
_AT_STAMP = {"bestSignatureTime": dates.STAMPED, "bestSignatureTimeSource": "timestamp", "timestamps": [_GOOD_TOKEN]}
_OUT = ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]
AFTER_EXPIRY = "2026-01-10T09:00:00Z"
_KIND = {"ec": ("sha256", "rsa"), "rsa": ("sha256", "rsa"), "gost512": ("streebog512", "gost512"), "gost2004": ("gost34311", "gost2004")}


def stamp(pki: PKI, data: bytes, when: str = dates.STAMPED, unit: str = "tsa-ec", **options: Any) -> bytes:
    """A token by a unit of the test PKI, in the way of its family."""
    digest, policy = _KIND[unit.split("-")[1]] if unit != "tsa-stranger" else _KIND["ec"]
    options = {"digest": digest, "policy": POLICY[policy], "ess": 1 if policy != "rsa" else 2, **options}
    return token(data, when, pki[unit], **options)


def stamped(signer: Certificate, *tokens: bytes, content_tokens: tuple[bytes, ...] = ()) -> bytes:
    """An attached signature with the tokens as signature-time-stamps."""
    more = [attribute("contentTimeStamp", one) for one in content_tokens]
    info = sign(signer, ACT, more=more)
    info.unsigned += [attribute("signatureTimeStamp", one) for one in tokens]
    return SignedData([info], ACT, [signer.encoded]).encode()


def value_of(signer: Certificate, content_tokens: tuple[bytes, ...] = ()) -> bytes:
    """The signature value that `stamped` will hold."""
    return sign(signer, ACT, more=[attribute("contentTimeStamp", one) for one in content_tokens]).signature


def stamped_at(pki: PKI, label: str, when: str = dates.STAMPED, unit: str = "tsa-ec", **options: Any) -> bytes:
    """An attached signature with one good token."""
    signer = pki[label]
    return stamped(signer, stamp(pki, value_of(signer), when, unit, **options))


def lists(*labels: str, answers: tuple[str, ...] = (), certs: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The elliptic family with its standing lists and more."""
    return {
        "trust": ["pki/root-ec.cer"],
        "certs": ["pki/ca-ec.cer", *(f"pki/{label}.cer" for label in certs)],
        "crl": ["pki/root-ec.crl", *(f"pki/{label}.crl" for label in labels)],
        "ocsp": [f"pki/{label}.ors" for label in answers],
    }


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _good(suite, pki)
    _expired(suite, pki)
    _revoked(suite, pki)
    _bad_tokens(suite, pki)
    _odd_tokens(suite, pki)
    _several_tokens(suite, pki)
    _content_tokens(suite, pki)


def _good(suite: Suite, pki: PKI) -> None:
    """B-T in every family and across families."""
    for signer, unit in (
        ("rsa-ceo", "tsa-rsa"), ("ec-ceo", "tsa-ec"), ("gost512-ceo", "tsa-gost512"), ("gost2004-ceo", "tsa-gost2004"),
        ("gost512-ceo", "tsa-rsa"), ("gost512-ceo", "tsa-gost2004"), ("rsa-ceo", "tsa-gost512"),
    ):  # fmt: skip
        own, other = signer.split("-")[0], unit.split("-")[1]
        families = list(dict.fromkeys([own, other]))
        policy = POLICY[_KIND[other][1]]
        suite.case(
            f"cms/stamped-{own}-by-{other}.cms",
            stamped_at(pki, signer, unit=unit),
            [passed(level="B-T", **{**_AT_STAMP, "timestamps": [{**_GOOD_TOKEN, "policy": policy, "signature": "valid"}]})],
            f"EN 319 122-1, 5.3: signature-time-stamp of 2025-10-10; RFC 3161. The unit's algorithm is its own affair. {_WELL}",
            chain=standing(*families),
        )


def _expired(suite: Suite, pki: PKI) -> None:
    """A signer whose certificate expired on 2025-12-01."""
    good = stamped_at(pki, "ec-expired")
    past = "EN 319 102-1, 5.6: past certificate validation at the proven time."
    for name, chain, expected, why in (
        ("list of then", lists("ca-ec", "ca-ec-archived"), passed(**_AT_STAMP), f"{past} A list kept from the day after."),
        ("answer of then", lists("ca-ec", answers=("ec-expired-archived",)), passed(**_AT_STAMP), f"{past} An answer kept from the same hour."),
        (
            "list of now that keeps the expired", lists("ca-ec-keeps-expired"), passed(**_AT_STAMP),
            f"{past} The list of today covers expired certificates (expiredCertsOnCRL, X.509, 9.5.2.8).",
        ),
        (
            "list of now", lists("ca-ec"),
            undecided(["TRY_LATER", "REVOCATION_OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NO_POE"], bestSignatureTime=dates.STAMPED),
            "EN 319 102-1, 5.2.5: a list issued after the expiry, without expiredCertsOnCRL, may have dropped the certificate.",
        ),
    ):  # fmt: skip
        suite.case("cms/stamped-expired-ec.cms", good, [expected], why, title=f"stamped-expired-ec.cms, {name}", chain=chain)
    suite.case(
        "cms/stamped-expired-rsa.cms", stamped_at(pki, "rsa-expired", unit="tsa-rsa"), [passed(**_AT_STAMP)], f"{past} A list kept from the day after, of half a year.",
        chain={"trust": ["pki/root-rsa.cer"], "certs": ["pki/ca-rsa.cer"], "crl": ["pki/root-rsa.crl", "pki/ca-rsa-long-lived.crl"]},
    )  # fmt: skip
    suite.case(
        "cms/stamped-expired-gost512.cms", stamped_at(pki, "gost512-expired", unit="tsa-gost512"), [passed(**_AT_STAMP)], f"{past} A list kept from the day after, of half a year.",
        chain={"trust": ["pki/root-gost512.cer"], "certs": ["pki/ca-gost512.cer"], "crl": ["pki/root-gost512.crl", "pki/ca-gost512-long-lived.crl"]},
    )  # fmt: skip
    suite.case(
        "cms/stamped-after-expiry-ec.cms", stamped_at(pki, "ec-expired", AFTER_EXPIRY), [undecided(_OUT, bestSignatureTime=AFTER_EXPIRY)],
        "EN 319 102-1, 5.5.4: the time-stamp of 2026-01-10 is later than notAfter, 2025-12-01.", chain=lists("ca-ec", "ca-ec-archived"),
    )  # fmt: skip
    suite.case(
        "cms/stamped-before-certificate-ec.cms", stamped_at(pki, "ec-ceo", "2025-08-01T09:00:00Z"), [failed("NOT_YET_VALID")],
        "EN 319 102-1, 5.5.4: the time-stamp of 2025-08-01 is before notBefore, 2025-09-01.", chain="ec",
    )  # fmt: skip


def _revoked(suite: Suite, pki: PKI) -> None:
    """Revocation before and after the proven time."""
    after = "EN 319 102-1, 5.5.4: revoked on 2026-01-20, after the proven time: no harm."
    for family in ("rsa", "ec", "gost512"):
        suite.case(
            f"cms/stamped-revoked-later-{family}.cms", stamped_at(pki, f"{family}-revoked", unit=f"tsa-{family}"),
            [passed(**_AT_STAMP)], after, chain=family,
        )  # fmt: skip
    suite.case(
        "cms/stamped-revoked-later-ec.cms", stamped_at(pki, "ec-revoked"), [passed(**_AT_STAMP)],
        f"{after} This time by an OCSP answer; the list answers for the unit.",
        title="stamped-revoked-later-ec.cms, by answer", chain=lists("ca-ec", answers=("ec-revoked",)),
    )  # fmt: skip
    suite.case(
        "cms/stamped-revoked-before-ec.cms", stamped_at(pki, "ec-revoked-early"), [undecided("REVOKED_NO_POE", bestSignatureTime=dates.STAMPED)],
        "EN 319 102-1, 5.5.4: revoked on 2025-09-20, before the proven time; nothing shows that the signature came after.", chain="ec",
    )  # fmt: skip
    suite.case(
        "cms/stamped-expired-and-revoked-ec.cms", stamped_at(pki, "ec-expired-revoked"), [undecided("REVOKED_NO_POE")],
        "EN 319 102-1, 5.6: revoked on 2025-09-20, stamped on 2025-10-10, expired on 2025-12-01.", chain=lists("ca-ec-keeps-expired", "ca-ec-archived"),
    )  # fmt: skip
    suite.case(
        "cms/stamped-not-yet-valid-ec.cms", stamped_at(pki, "ec-not-yet-valid"), [failed("NOT_YET_VALID")],
        "EN 319 102-1, 5.5.4: the certificate begins in August 2026; the time-stamp shows the signature in October 2025.", chain="ec",
    )  # fmt: skip


# Bad tokens that are also put on a signature whose signer is valid today: it stands without them.
_ALSO_ON_VALID = ("over-content", "tampered-time", "tampered-signature", "untrusted-unit", "wrong-ess", "garbage")


def _bad_tokens(suite: Suite, pki: PKI) -> None:
    """Tokens that prove nothing. With a valid signer the signature stands without them; with an expired one it does not."""
    chain = lists("ca-ec", "ca-ec-archived", "ca-stranger", certs=("ca-stranger", "root-stranger"))
    for label in ("ec-expired", "ec-ceo"):
        signer, valid = pki[label], label == "ec-ceo"
        for name, one, why in _unusable(pki, value_of(signer)):
            if valid and name not in _ALSO_ON_VALID:
                continue
            token_fact = {**_BAD_TOKEN, "imprintIntact": False} if name.startswith("over-") else _BAD_TOKEN
            about: dict[str, Any] = {"bestSignatureTimeSource": "now", "timestamps": [token_fact]}
            expected = passed(**about) if valid else undecided(_OUT, **about)
            if name == "garbage":  # refusing the whole structure is also defensible
                expected = {
                    "indication": [expected["indication"], "TOTAL-FAILED"],
                    "subIndication": [None, "FORMAT_FAILURE"] if valid else [*_OUT, "FORMAT_FAILURE"],
                }
            ending = (
                "The signer's certificate is valid today, so the signature needs no token."
                if valid
                else "The signer's certificate has expired and no proof of time remains."
            )
            suite.case(f"cms/stamp-{name}-{label}.cms", stamped(signer, one), [expected], f"{why} {ending}", chain=chain)
    foreign = stamp(pki, value_of(pki["ec-expired"]), policy=FOREIGN_POLICY)
    data = stamped(pki["ec-expired"], foreign)
    suite.case(
        "cms/stamp-foreign-policy-ec-expired.cms", data, [undecided(_OUT, timestamps=[_BAD_TOKEN])],
        "The national rules accept the time-stamping policies under 1.2.398.3.3.2.6 only.", chain=lists("ca-ec", "ca-ec-archived"),
    )  # fmt: skip
    suite.case(
        "cms/stamp-foreign-policy-ec-expired.cms", data, [passed(**_AT_STAMP)], f"Plain AdES names no time-stamping policy. {_WELL}",
        title="stamp-foreign-policy-ec-expired.cms, policy aes", policy="aes", chain=lists("ca-ec", "ca-ec-archived"),
    )  # fmt: skip


def _unusable(pki: PKI, value: bytes) -> list[tuple[str, bytes, str]]:
    """Tokens by name over a signature value, each with what is wrong."""
    good = stamp(pki, value)
    earlier = swap(good, b"\x18\x0f20251010090500Z", b"\x18\x0f20241010090500Z")
    return [
        ("over-content", stamp(pki, ACT), "RFC 3161, 2.4.2; EN 319 122-1, 5.3: the imprint is the content's, not the signature's (an old national client did this)."),
        ("over-other-value", stamp(pki, b"another value"), "RFC 3161, 2.4.2: the imprint belongs to something else."),
        ("tampered-time", earlier, "RFC 3161, 2.4.2: genTime was moved back a year, so the token's digest fails."),
        ("tampered-signature", flip(good, token_value(good)), "RFC 3161, 2.4.2: the token's signature value is broken."),
        ("untrusted-unit", stamp(pki, value, unit="tsa-stranger"), "EN 319 102-1, 5.4: the unit's path ends at a root nobody trusts."),
        ("unit-long-expired", stamp(pki, value, unit="tsa-ec-long-expired"), "EN 319 102-1, 5.4: the unit's certificate expired before genTime."),
        ("unit-since-expired", stamp(pki, value, unit="tsa-ec-since-expired"), "EN 319 102-1, 5.4 and 5.6.2: the unit's certificate has expired since, and nothing proves that the token is older."),
        ("unit-revoked", stamp(pki, value, unit="tsa-ec-revoked"), "EN 319 102-1, 5.4: the unit's key was compromised before genTime."),
        ("unit-without-purpose", stamp(pki, value, unit="tsa-ec-without-purpose"), "RFC 3161, 2.3: the unit's certificate lacks id-kp-timeStamping."),
        ("unit-purpose-not-critical", stamp(pki, value, unit="tsa-ec-purpose-not-critical"), "RFC 3161, 2.3: extKeyUsage must be critical."),
        ("unit-two-purposes", stamp(pki, value, unit="tsa-ec-two-purposes"), "RFC 3161, 2.3: id-kp-timeStamping must be the only purpose."),
        ("unit-is-a-signer", token(value, dates.STAMPED, pki["ec-individual"]), "RFC 3161, 2.3: a document signer stamps no time."),
        ("wrong-ess", stamp(pki, value, ess_of=pki["tsa-ec-revoked"]), "RFC 3161, 2.4.2; RFC 5816, 2.2.1: signing-certificate names another unit."),
        ("no-ess", stamp(pki, value, ess=None), "RFC 3161, 2.4.2: signing-certificate must be among the token's signed attributes."),
        ("garbage", b"\x30\x03\x02\x01\x07", "EN 319 102-1, 5.4: what stands in the attribute is no token."),
    ]  # fmt: skip


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
    odd = [
        ("negative-numbers", {"serial": -77, "nonce": -99}, "RFC 3161 numbers may be negative: serialNumber and nonce here.", archived),
        ("ess-v1", {"ess": 1}, "RFC 2634, 5.4: the unit is named by signing-certificate version 1, with SHA-1.", archived),
        ("accuracy", {"accuracy": 1, "nonce": 4711}, "RFC 3161, 2.4.2: accuracy and nonce are optional.", archived),
        ("unit-with-key-usage", {"unit": "tsa-ec-with-key-usage"}, "RFC 3161, 2.3: keyUsage may be there.", archived),
        ("without-certificate", {"certificates": []}, "RFC 3161, 2.4.1: certReq was false; the unit's certificate is given beside.", lists("ca-ec", "ca-ec-archived", certs=("tsa-ec",))),
        ("with-strangers", {"certificates": [pki["rsa-ceo"], pki["tsa-ec"], pki["tsa-ec-revoked"]]}, "RFC 5652, 10.2.3: certificates that do not belong are ignored.", archived),
        ("sha512", {"digest": "sha512"}, "RFC 3161, 2.4.2: any digest may be the imprint's.", archived),
    ]  # fmt: skip
    for name, options, why, chain in odd:
        suite.case(f"cms/stamp-{name}.cms", stamped(signer, stamp(pki, value, **options)), [passed(**_AT_STAMP)], f"{why} {_WELL}", chain=chain)
    suite.case(
        "cms/stamp-sha1-imprint.cms", stamped(signer, stamp(pki, value, digest="sha1")),
        [{"indication": ["INDETERMINATE", "TOTAL-PASSED"], "subIndication": [*_OUT, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", None]}],
        "EN 319 102-1, 5.4 and TS 119 312: an imprint by SHA-1; whether it still counts is for the policy.", chain=archived,
    )  # fmt: skip
    suite.case(
        "cms/stamp-is-a-response.cms", stamped(pki["ec-ceo"], response(stamp(pki, value_of(pki["ec-ceo"])))), [passed()],
        "EN 319 122-1, 5.3: the value is a TimeStampToken; a whole TimeStampResp may be read or not. The signer is valid today.", chain="ec",
    )  # fmt: skip


def _several_tokens(suite: Suite, pki: PKI) -> None:
    """More than one token on a signature."""
    signer = pki["ec-revoked"]
    value = value_of(signer)
    early, late = stamp(pki, value), stamp(pki, value, "2026-02-01T09:00:00Z")
    suite.case(
        "cms/two-stamps-earliest-wins.cms", stamped(signer, early, late), [passed(bestSignatureTime=dates.STAMPED)],
        "EN 319 102-1, 5.5.4: the earliest proof counts; revoked on 2026-01-20, between the two.", chain="ec",
    )  # fmt: skip
    bad = stamp(pki, b"another value")
    suite.case(
        "cms/two-stamps-early-one-bad.cms", stamped(signer, bad, late),
        [undecided("REVOKED_NO_POE", bestSignatureTime="2026-02-01T09:00:00Z")],
        "EN 319 102-1, 5.5.4: the earlier token proves nothing; the later is after the revocation.", chain="ec",
    )  # fmt: skip


def _content_tokens(suite: Suite, pki: PKI) -> None:
    """content-time-stamp: the signature is not older than this."""
    before = "2025-10-10T08:30:00Z"
    early = (stamp(pki, ACT, before),)
    signer = pki["ec-revoked"]
    both = [{"type": "content", "indication": "PASSED", "time": before}, _GOOD_TOKEN]
    suite.case(
        "cms/content-stamp-and-stamp.cms", stamped(signer, stamp(pki, value_of(signer, early)), content_tokens=early),
        [passed(bestSignatureTime=dates.STAMPED, timestamps=both)],
        f"EN 319 122-1, 5.2.8: the content stamp is a lower bound, the signature stamp an upper one. {_WELL}", chain="ec",
    )  # fmt: skip
    for name, label, when, expected, why, evidence in (
        (
            "no-rescue", "ec-expired", before, undecided(_OUT, bestSignatureTimeSource="now"),
            "it proves the data, not the signature, so the expired certificate is not rescued.", lists("ca-ec", "ca-ec-archived"),
        ),
        (
            "after-expiry", "ec-expired", AFTER_EXPIRY, failed("EXPIRED"),
            "the data is later than notAfter, so the signature was made after expiry.", lists("ca-ec", "ca-ec-archived"),
        ),
        (
            "after-revocation", "ec-revoked-early", before, failed("REVOKED"),
            "the data is later than the revocation of 2025-09-20, so the signature was made after it.", lists("ca-ec"),
        ),
        ("valid", "ec-ceo", before, passed(timestamps=[both[0]], bestSignatureTimeSource="now"), f"a lower bound only. {_WELL}", lists("ca-ec")),
    ):  # fmt: skip
        tokens = (stamp(pki, ACT, when),)
        suite.case(f"cms/content-stamp-{name}.cms", stamped(pki[label], content_tokens=tokens), [expected], f"EN 319 102-1, 5.3.4 and 5.5.4: {why}", chain=evidence)
    wrong = (stamp(pki, b"other content", before),)
    suite.case(
        "cms/content-stamp-wrong-imprint.cms", stamped(pki["ec-ceo"], content_tokens=wrong),
        [passed(timestamps=[{"type": "content", "indication": ["FAILED", "INDETERMINATE"], "imprintIntact": False}])],
        "EN 319 122-1, 5.2.8: the token is over other content; it is passed over.", chain="ec",
    )  # fmt: skip
    late = (stamp(pki, ACT, "2025-10-12T09:00:00Z"),)
    signer = pki["ec-ceo"]
    suite.case(
        "cms/content-stamp-after-stamp.cms", stamped(signer, stamp(pki, value_of(signer, late)), content_tokens=late),
        [undecided(["TIMESTAMP_ORDER_FAILURE", "SIG_CONSTRAINTS_FAILURE"])],
        "EN 319 102-1, 5.5.4: the signature stamp is older than the content stamp that the signature covers.", chain="ec",
    )  # fmt: skip

