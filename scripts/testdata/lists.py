"""The revocation data of the test PKI: what each authority and responder says, and when."""

from . import dates, der
from .certificates import SITE, Extension
from .pki import FAMILIES, PKI
from .revocation import (
    Entry,
    Status,
    basic_response,
    crl,
    delta,
    expired_included,
    ocsp,
    ocsp_refusal,
    scope,
)
from .spoil import flip

_UNKNOWN_CRITICAL = Extension("2.999.1.2", der.null(), critical=True)


def all_lists(pki: PKI) -> dict[str, bytes]:
    """Every list by its label."""
    return {**_standing(pki), **_authorities(pki), **_variants(pki), **_deltas(pki), **_indirect(pki)}


def _revoked_ec(pki: PKI) -> list[Entry]:
    return [
        Entry(pki["ec-revoked"].serial, dates.REVOKED_LATE, "keyCompromise"),
        Entry(pki["ec-expired-revoked"].serial, dates.REVOKED_EARLY, "keyCompromise"),
        Entry(pki["ec-revoked-early"].serial, dates.REVOKED_EARLY),
        Entry(pki["ec-held"].serial, "2026-02-10T08:00:00Z", "certificateHold"),
        Entry(pki["tsa-ec-revoked"].serial, dates.REVOKED_EARLY, "keyCompromise"),
    ]


def _standing(pki: PKI) -> dict[str, bytes]:
    """One full list per root and issuing authority, fresh at the moment of judgement."""
    found = {}
    for family in FAMILIES:
        root = pki[f"root-{family}"]
        entries = [Entry(pki["ca-revoked"].serial, dates.REVOKED_LATE, "cACompromise")] if family == "ec" else []
        found[root.label] = crl(root, dates.ROOT_CRL, entries, number=10)
        entries = _revoked_ec(pki) if family == "ec" else []
        if family in ("rsa", "gost512"):
            entries = [Entry(pki[f"{family}-revoked"].serial, dates.REVOKED_LATE, "keyCompromise")]
        found[f"ca-{family}"] = crl(pki[f"ca-{family}"], dates.CRL, entries)
    return found


def _authorities(pki: PKI) -> dict[str, bytes]:
    """The lists of the odd authorities, none of them with an entry."""
    labels = (
        "ca-stranger",
        "ca-lookalike",
        "ca-rekeyed",
        "ca-constrained",
        "ca-expired",
        "ca-revoked",
        "ca-without-constraints",
        "ca-without-cert-sign",
        "ca-without-crl-sign",
        "ca-outer-zero",
        "ca-inner-too-deep",
        "ca-outer-one",
        "ca-inner",
    )
    found = {label: crl(pki[label], dates.CRL) for label in labels}
    found["root-stranger"] = crl(pki["root-stranger"], dates.ROOT_CRL, number=10)
    found["root-ec-stale"] = crl(pki["root-ec"], ("2025-03-01T06:00:00Z", "2025-09-01T06:00:00Z"), number=8)
    return found


def _variants(pki: PKI) -> dict[str, bytes]:
    """Lists of ca-ec that are stale, forged, scoped, or kept from earlier."""
    authority, entries = pki["ca-ec"], _revoked_ec(pki)
    early = [entry for entry in entries if entry.when <= dates.CRL_ARCHIVED[0]]

    def ec(*more: Extension, update: tuple[str, str | None] = dates.CRL, number: int = 100) -> bytes:
        return crl(authority, update, entries, number, *more)

    tampered = bytearray(ec())
    tampered[-1] ^= 1
    point = f"{SITE}/crl/ca-ec.crl"
    found = {
        "ca-ec-stale": crl(authority, ("2026-02-01T06:00:00Z", "2026-02-08T06:00:00Z"), entries[:3], 94),
        "ca-ec-future": ec(update=("2026-03-17T06:00:00Z", "2026-03-24T06:00:00Z"), number=101),
        "ca-ec-archived": crl(authority, dates.CRL_ARCHIVED, early, 80),
        "ca-ec-long-lived": crl(authority, dates.CRL_LONG, early, 80),
        "root-ec-long-lived": crl(pki["root-ec"], dates.CRL_LONG, number=9),
        "ca-ec-keeps-expired": ec(expired_included("2021-02-01T00:00:00Z")),
        "ca-ec-wrong-key": crl(authority, dates.CRL, signed_by=pki["ca-lookalike"].key),
        "ca-ec-tampered": bytes(tampered),
        "ca-ec-only-authorities": ec(scope(authorities=True)),
        "ca-ec-only-users": ec(scope(users=True)),
        "ca-ec-only-attributes": ec(scope(attributes=True)),
        "ca-ec-this-point": ec(scope(point)),
        "ca-ec-other-point": ec(scope(f"{SITE}/crl/elsewhere.crl")),
        "ca-ec-unknown-critical": ec(_UNKNOWN_CRITICAL),
    }
    for family in ("rsa", "gost512", "gost2004"):
        found[f"root-{family}-long-lived"] = crl(pki[f"root-{family}"], dates.CRL_LONG, number=9)
        found[f"ca-{family}-long-lived"] = crl(pki[f"ca-{family}"], dates.CRL_LONG, number=80)
    return found


def _deltas(pki: PKI) -> dict[str, bytes]:
    """Changes since list 100 of ca-ec: one certificate revoked, one released from hold."""
    authority = pki["ca-ec"]
    update = ("2026-03-16T10:00:00Z", "2026-03-17T10:00:00Z")
    changes = [
        Entry(pki["ec-revoked-in-delta"].serial, "2026-03-16T09:30:00Z", "keyCompromise"),
        Entry(pki["ec-released-in-delta"].serial, "2026-03-16T09:40:00Z", "removeFromCRL"),
    ]
    base = [*_revoked_ec(pki), Entry(pki["ec-released-in-delta"].serial, "2026-03-10T08:00:00Z", "certificateHold")]
    return {
        "ca-ec-base": crl(authority, dates.CRL, base, 100),
        "ca-ec-delta": crl(authority, update, changes, 101, delta(100)),
        "ca-ec-delta-national": crl(authority, update, changes, 7, delta(100)),
        "ca-ec-delta-newer-base": crl(authority, update, changes, 121, delta(120)),
    }


def _indirect(pki: PKI) -> dict[str, bytes]:
    """A list issued by another than the certificates' issuer (RFC 5280, 5.2.5 and 5.3.3)."""
    entries = [
        Entry(99, "2026-01-05T08:00:00Z"),
        Entry(pki["ec-indirect-revoked"].serial, dates.REVOKED_LATE, "superseded", pki["ca-ec"].subject),
    ]
    issuer, address = pki["crl-issuer-ec"], f"{SITE}/crl/indirect-ec.crl"
    return {
        "indirect-ec": crl(issuer, dates.CRL, entries, 12, scope(address, indirect=True)),
        "indirect-ec-not-declared": crl(issuer, dates.CRL, entries[:1], 12, scope(address)),
    }


def all_answers(pki: PKI) -> dict[str, bytes]:
    """Every OCSP answer by its label."""
    return {**_good_answers(pki), **_ec_answers(pki), **_ec_unusable(pki)}


def _good_answers(pki: PKI) -> dict[str, bytes]:
    """Answers as the national responder gives them: by name, SHA-256, no nextUpdate."""
    found = {}
    for family in ("rsa", "ec", "gost512", "gost2004"):
        three = pki[f"{family}-ceo"], pki[f"ca-{family}"], pki[f"ocsp-{family}"]
        found[f"{family}-ceo-good"] = ocsp(*three, dates.OCSP, nonce=bytes(range(16)))
        found[f"{family}-ceo-good-archived"] = ocsp(*three, dates.OCSP_ARCHIVED)
    three = pki["gost512-ceo"], pki["ca-gost512"], pki["ocsp-gost512"]
    found["gost512-ceo-good-streebog-id"] = ocsp(*three, dates.OCSP, digest="streebog512")
    for family in ("rsa", "gost512"):
        three = pki[f"{family}-revoked"], pki[f"ca-{family}"], pki[f"ocsp-{family}"]
        found[f"{family}-revoked"] = ocsp(*three, dates.OCSP, Status("revoked", dates.REVOKED_LATE, "keyCompromise"))
    return found


def _ec_answers(pki: PKI) -> dict[str, bytes]:
    """Usable answers of the elliptic family, in the variety RFC 6960 allows."""
    subject, issuer, responder = pki["ec-ceo"], pki["ca-ec"], pki["ocsp-ec"]
    unknown = Status("revoked", "1970-01-01T00:00:00Z", "certificateHold")
    expired = pki["ec-expired"]
    return {
        "ec-revoked": ocsp(
            pki["ec-revoked"], issuer, responder, dates.OCSP, Status("revoked", dates.REVOKED_LATE, "keyCompromise")
        ),
        "ec-ceo-revoked-today": ocsp(
            subject, issuer, responder, dates.OCSP, Status("revoked", "2026-03-16T11:00:00Z", "superseded")
        ),
        "ec-ceo-unknown-1970": ocsp(subject, issuer, responder, dates.OCSP, unknown, extended_revoke=True),
        "ec-ceo-unknown": ocsp(subject, issuer, responder, dates.OCSP, Status("unknown")),
        "ec-ceo-sha1-id": ocsp(subject, issuer, responder, dates.OCSP, digest="sha1"),
        "ec-ceo-by-key": ocsp(subject, issuer, responder, dates.OCSP, by_key=True),
        "ec-ceo-by-authority": ocsp(subject, issuer, issuer, dates.OCSP, certificates=[]),
        "ec-ceo-next-update": ocsp(
            subject, issuer, responder, "2026-03-14T12:00:00Z", next_update="2026-03-18T12:00:00Z"
        ),
        "ec-expired-archived": ocsp(expired, issuer, responder, dates.OCSP_ARCHIVED),
    }


def _ec_unusable(pki: PKI) -> dict[str, bytes]:
    """Answers that must count for nothing."""
    subject, issuer, responder = pki["ec-ceo"], pki["ca-ec"], pki["ocsp-ec"]
    good = ocsp(subject, issuer, responder, dates.OCSP)
    signature = der.children(basic_response(good))[2]
    return {
        "ec-ceo-old": ocsp(subject, issuer, responder, "2026-03-13T12:00:00Z"),
        "ec-ceo-past-next-update": ocsp(
            subject, issuer, responder, "2026-03-13T12:00:00Z", next_update="2026-03-14T12:00:00Z"
        ),
        "ec-ceo-future": ocsp(subject, issuer, responder, "2026-03-18T12:00:00Z"),
        "ec-ceo-expired-delegate": ocsp(subject, issuer, pki["ocsp-ec-expired"], dates.OCSP),
        "ec-ceo-delegate-without-purpose": ocsp(subject, issuer, pki["ocsp-ec-without-purpose"], dates.OCSP),
        "ec-ceo-stranger": ocsp(subject, issuer, pki["ocsp-stranger"], dates.OCSP),
        "ec-ceo-other-serial": ocsp(subject, issuer, responder, dates.OCSP, serial=4242),
        "ec-ceo-other-issuer": ocsp(subject, pki["ca-rekeyed"], responder, dates.OCSP),
        "ec-ceo-by-fellow-signer": ocsp(subject, issuer, pki["ec-individual"], dates.OCSP),
        "ec-ceo-tampered": flip(good, signature),
        "try-later": ocsp_refusal(),
    }
