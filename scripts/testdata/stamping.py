"""What cases about time have in common: stamped signatures, their evidence, what is expected of a token."""

from typing import Any

from . import dates
from .certificates import Certificate
from .cms import SignedData, attribute, sign
from .content import ACT
from .pki import PKI
from .timestamps import POLICY, token

BAD_TOKEN: dict[str, Any] = {"type": "signature", "indication": ["FAILED", "INDETERMINATE"]}
GOOD_TOKEN = {"type": "signature", "indication": "PASSED", "time": dates.STAMPED, "imprintIntact": True}
AT_STAMP = {"bestSignatureTime": dates.STAMPED, "bestSignatureTimeSource": "timestamp", "timestamps": [GOOD_TOKEN]}
OUT = ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]

# The imprint's digest, and which national policy the units of a family work under.
KIND = {
    "ec": ("sha256", "rsa"),
    "rsa": ("sha256", "rsa"),
    "gost512": ("streebog512", "gost512"),
    "gost2004": ("gost34311", "gost2004"),
}


def stamp(pki: PKI, data: bytes, when: str = dates.STAMPED, unit: str = "tsa-ec", **options: Any) -> bytes:
    """A token by a unit of the test PKI, in the way of its family."""
    digest, policy = KIND[unit.split("-")[1]] if unit != "tsa-stranger" else KIND["ec"]
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
