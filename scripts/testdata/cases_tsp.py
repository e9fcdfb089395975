"""Bare time-stamp tokens (folder tsp/)."""

from typing import Any

from . import dates
from .cases_tokens import token_value
from .content import ACT, CONTRACT
from .manifest import Suite, failed, passed, standing, undecided
from .oddities import FOREIGN_POLICY
from .pki import PKI
from .spoil import flip, swap
from .stamping import lists, stamp
from .timestamps import response, token

_GOOD = {"bestSignatureTimeSource": "now"}
_WELL = "EN 319 102-1, 5.4: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    content = {"tsp/content/act.txt": ACT}
    good = stamp(pki, ACT)

    def case(name: str, data: bytes, expected: dict[str, Any], why: str, **more: Any) -> None:
        more.setdefault("content", content)
        more.setdefault("chain", "ec")
        suite.case(f"tsp/{name}.tst", data, [expected], why, **more)

    for family in ("rsa", "ec", "gost512", "gost2004"):
        one = stamp(pki, ACT, unit=f"tsa-{family}")
        intact = {"signature": "valid", "references": [{"found": True, "intact": True}]}
        case(f"good-{family}", one, passed(integrity=intact), f"RFC 3161, 2.4.2. {_WELL}", chain=standing(family))
        case(
            f"tampered-{family}",
            flip(one, token_value(one), 20),
            failed("SIG_CRYPTO_FAILURE"),
            "RFC 5652, 5.6: one bit of the token's signature value.",
            chain=standing(family),
        )
        case(
            f"good-{family}",
            one,
            failed("HASH_FAILURE", integrity={"signature": "valid", "references": [{"intact": False}]}),
            "RFC 3161, 2.4.2: the imprint is not that of the data given.",
            title=f"good-{family}.tst, other data",
            content={"tsp/content/contract.txt": CONTRACT},
            chain=standing(family),
        )
    case(
        "good-ec",
        good,
        undecided("SIGNED_DATA_NOT_FOUND", integrity={"signature": "valid"}),
        "RFC 3161, 2.4.2: the stamped data is not at hand.",
        title="good-ec.tst, no data",
        content=None,
    )
    case(
        "tampered-time",
        swap(good, b"20251010090500Z", b"20241010090500Z"),
        failed(["HASH_FAILURE", "SIG_CRYPTO_FAILURE"]),
        "RFC 5652, 5.6: genTime was changed inside the signed TSTInfo.",
    )
    case(
        "negative-numbers",
        stamp(pki, ACT, serial=-5, nonce=-6),
        passed(),
        f"RFC 3161: serialNumber and nonce may be negative. {_WELL}",
    )
    case(
        "accuracy-nonce",
        stamp(pki, ACT, accuracy=2, nonce=2**63),
        passed(),
        f"RFC 3161, 2.4.2: accuracy, nonce of nine octets. {_WELL}",
    )
    case("ess-v1", stamp(pki, ACT, ess=1), passed(), f"RFC 2634, 5.4: signing-certificate version 1. {_WELL}")
    case(
        "without-certificate",
        stamp(pki, ACT, certificates=[]),
        passed(),
        f"RFC 3161, 2.4.1: certReq false; the unit's certificate is given. {_WELL}",
        chain=lists("ca-ec", certs=("tsa-ec",)),
    )
    case(
        "without-certificate",
        stamp(pki, ACT, certificates=[]),
        undecided("NO_SIGNING_CERTIFICATE_FOUND"),
        "EN 319 102-1, 5.2.3.4: the unit's certificate cannot be found.",
        title="without-certificate.tst, none given",
    )
    unfit = ["SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE"]
    case(
        "unit-is-a-signer",
        token(ACT, dates.STAMPED, pki["ec-individual"]),
        {"indication": ["INDETERMINATE", "TOTAL-FAILED"], "subIndication": [*unfit, "FORMAT_FAILURE"]},
        "RFC 3161, 2.3: a document signer stamps no time.",
    )
    case(
        "unit-purpose-not-critical",
        stamp(pki, ACT, unit="tsa-ec-purpose-not-critical"),
        undecided(unfit),
        "RFC 3161, 2.3: extKeyUsage must be critical.",
    )
    case(
        "unit-untrusted",
        stamp(pki, ACT, unit="tsa-stranger"),
        undecided("NO_CERTIFICATE_CHAIN_FOUND"),
        "EN 319 102-1, 5.2.6.4: the path ends at a root nobody trusts.",
        chain=lists("ca-ec", certs=("ca-stranger", "root-stranger")),
    )
    case(
        "unit-revoked",
        stamp(pki, ACT, unit="tsa-ec-revoked"),
        undecided("REVOKED_NO_POE"),
        "EN 319 102-1, 5.2.6.4: the unit's certificate was revoked on 2025-09-20; genTime is the token's own word.",
    )
    case(
        "unit-expired",
        stamp(pki, ACT, unit="tsa-ec-since-expired"),
        undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]),
        "EN 319 102-1, 5.4: the unit's certificate has expired and nothing proves the token's age.",
    )
    case(
        "foreign-policy",
        stamp(pki, ACT, policy=FOREIGN_POLICY),
        undecided(unfit),
        "The national rules accept the policies under 1.2.398.3.3.2.6 only.",
    )
    case(
        "foreign-policy",
        stamp(pki, ACT, policy=FOREIGN_POLICY),
        passed(),
        f"Plain AdES names no time-stamping policy. {_WELL}",
        title="foreign-policy.tst, policy aes",
        policy="aes",
    )
    case(
        "foreign-policy",
        stamp(pki, ACT, policy=FOREIGN_POLICY),
        passed(),
        f"The value and the imprint hold. {_WELL}",
        title="foreign-policy.tst, policy integrity",
        policy="integrity",
        chain={},
    )
    suite.case(
        "tsp/response.tsr",
        response(good),
        None,
        "RFC 3161, 2.4.2: a whole TimeStampResp; it may be read as the token inside or as no signature.",
        file_verdict={"indication": ["TOTAL-PASSED", "NO-SIGNATURE", "TOTAL-FAILED", "INDETERMINATE"]},
        content=content,
    )
