"""The national ZIP with its NCAManifest (folder ncazip/)."""

from collections.abc import Mapping
from typing import Any

from .cases_containers import PART, TWO, WELL, references, stamped
from .cms import SignedData, sign
from .containers import national_manifest
from .manifest import Suite, failed, passed, standing, undecided
from .pki import PKI
from .zips import Entry, archive

_NATIONAL, _NATIONAL_SIGNATURE = "META-INF/NCAManifest.xml", "META-INF/signature-1.cms"


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""

    def case(name: str, members: Mapping[str, bytes], expected: Any, why: str, **more: Any) -> None:
        signatures = expected if isinstance(expected, list) else [expected]
        data = archive([Entry(one, content, packed=True) for one, content in members.items()])
        suite.case(f"ncazip/{name}.zip", data, signatures, why, **more)

    for family in ("gost512", "rsa", "gost2004"):
        digest = "streebog512" if family == "gost512" else "gost34311"
        listed = national_manifest(_NATIONAL_SIGNATURE, TWO, digest)
        signature = stamped(pki, f"{family}-ceo", listed, unit=f"tsa-{family}")
        whole = {**TWO, _NATIONAL: listed, _NATIONAL_SIGNATURE: signature}
        case(
            f"good-{family}",
            whole,
            passed(
                integrity={"signature": "valid", "references": references(_NATIONAL, *TWO)},
                coverage="whole",
                container=_NATIONAL_SIGNATURE,
            ),
            f"The signature is over NCAManifest.xml, which names both objects by their digests. {WELL}",
            chain=standing(family),
        )
        if family != "gost512":
            continue
        case(
            "object-unsigned",
            {**whole, "evil.txt": b"evil"},
            undecided("SIG_CONSTRAINTS_FAILURE", **PART),
            "An object that the manifest does not name.",
            chain=standing(family),
        )
        case(
            "object-changed",
            {**whole, "act.txt": b"other"},
            failed("HASH_FAILURE"),
            "EN 319 102-1, 5.2.7: an object is not what the manifest says.",
            chain=standing(family),
        )
        both = SignedData(
            [sign(pki["gost512-ceo"], listed), sign(pki["gost512-individual"], listed)],
            None,
            [pki["gost512-ceo"].encoded, pki["gost512-individual"].encoded],
        )
        case(
            "two-signers",
            {**whole, _NATIONAL_SIGNATURE: both.encode()},
            [passed(), passed()],
            f"RFC 5652, 5.3: two signers of one manifest. {WELL}",
            chain=standing(family),
        )
        bad = sign(pki["gost512-individual"], listed)
        bad.signature = bytes([bad.signature[0] ^ 1]) + bad.signature[1:]
        both.signers[1] = bad
        case(
            "two-signers-one-wrong",
            {**whole, _NATIONAL_SIGNATURE: both.encode()},
            [passed(), failed("SIG_CRYPTO_FAILURE")],
            "RFC 5652, 5.6: each signer is judged alone; the second value is wrong.",
            chain=standing(family),
        )
