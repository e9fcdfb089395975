"""Cases about form: attached and detached, encodings, algorithms."""

from .cms import SignedData, sign
from .manifest import Suite, passed
from .pki import PKI

ACT = "АКТ № 17 от 10 октября 2025 года\r\nУслуги оказаны полностью и в срок. Сумма: 1 250 000,00 ₸.\r\n".encode()

ALGORITHMS = {
    "rsa": {"oid": "1.2.840.113549.1.1.11", "keyBits": 2048},
    "ec": {"oid": "1.2.840.10045.4.3.2", "keyBits": 256},
    "ed25519": {"oid": "1.3.101.112"},
    "gost512": {"signature": "GOST R 34.10-2015-512", "oid": "1.2.398.3.10.1.1.2.3.2", "keyBits": 512},
    "gost256": {"oid": "1.2.398.3.10.1.1.2.3.1", "keyBits": 256},
    "gost2004": {"oid": "1.2.398.3.10.1.1.1.2", "keyBits": 256},
}


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    for family, algorithm in ALGORITHMS.items():
        signer = pki[f"{family}-ceo"]
        for kind in ("attached", "detached"):
            attached = kind == "attached"
            data = SignedData([sign(signer, ACT)], ACT if attached else None, [signer.encoded]).encode()
            suite.case(
                f"cms/{kind}-{family}.cms",
                data,
                [passed(level="B-B", algorithm=algorithm)],
                f"RFC 5652, 5.1 and 5.2: {kind} signature, CAdES B-B (EN 319 122-1, 6.3). EN 319 102-1, 5.3: every block passes.",
                chain=family,
                content=None if attached else {f"cms/detached-{family}": ACT},
            )
