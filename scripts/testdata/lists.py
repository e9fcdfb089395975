"""The revocation data of the test PKI: what each authority and responder says, and when."""

from . import dates
from .pki import FAMILIES, PKI
from .revocation import Entry, crl, ocsp


def standing_lists(pki: PKI) -> dict[str, bytes]:
    """One full list per authority, fresh at the moment of judgement."""
    found = {}
    for family in FAMILIES:
        found[f"root-{family}"] = crl(pki[f"root-{family}"], dates.ROOT_CRL, number=10)
        entries = []
        if f"{family}-revoked" in pki.certificates:
            entries.append(Entry(pki[f"{family}-revoked"].serial, dates.REVOKED_LATE, "keyCompromise"))
        found[f"ca-{family}"] = crl(pki[f"ca-{family}"], dates.CRL, entries)
    return found


def standing_answers(pki: PKI) -> dict[str, bytes]:
    """An OCSP answer for the chief executive of each family with a responder: good, no nextUpdate."""
    return {
        f"{family}-ceo-good": ocsp(
            pki[f"{family}-ceo"], pki[f"ca-{family}"], pki[f"ocsp-{family}"], dates.OCSP
        )
        for family in ("rsa", "ec", "gost512", "gost2004")
    }
