"""Odd members of the test PKI: forged, confusable, constrained, out of date. All on elliptic curves, to stay small."""

from . import dates, der
from .certificates import (
    CERT_SIGN,
    CRL_SIGN,
    DIGITAL_SIGNATURE,
    KEY_ENCIPHERMENT,
    NON_REPUDIATION,
    POLICY_2022,
    POLICY_CA,
    ROLES,
    SITE,
    Certificate,
    Extension,
    addresses,
    authority_profile,
    basic_constraints,
    distribution_point,
    extended_key_usage,
    issue,
    key_usage,
    policies,
    responder_profile,
    root_profile,
    signer_profile,
    stamping_profile,
)
from .keys import key
from .names import ORGANISATION, name, person, personal_name
from .pki import COMPANY_BIN, PEOPLE, PKI, authority_name

EXPIRED_AUTHORITY = ("2021-02-01T00:00:00Z", "2026-01-01T00:00:00Z")
TSA_LONG_EXPIRED = ("2022-06-01T00:00:00Z", "2025-06-01T00:00:00Z")
TSA_SINCE_EXPIRED = ("2023-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
FOREIGN_POLICY = "2.999.1.7"


def add(pki: PKI) -> None:
    """Adds them all."""
    _strangers(pki)
    _authorities(pki)
    _key_usages(pki)
    _subjects(pki)
    _status(pki)
    _services(pki)
    _weak(pki)


def _authority(
    pki: PKI,
    label: str,
    title: str,
    issuer: str = "root-ec",
    *,
    subject: bytes | None = None,
    validity: tuple[str, str] = dates.AUTHORITY,
    profile: list[Extension] | None = None,
) -> Certificate:
    return pki.add(
        issue(
            label,
            subject or authority_name(title),
            key("p256", label),
            validity,
            authority_profile(issuer) if profile is None else profile,
            pki[issuer],
        )
    )


def _strangers(pki: PKI) -> None:
    """A root nobody trusts, and authorities that share a name."""
    pki.add(
        issue(
            "root-stranger",
            name(("CN", "STRANGER ROOT (SANDYQ TEST)"), ("C", "KZ")),
            key("p256", "root-stranger"),
            dates.ROOT,
            root_profile(),
        )
    )
    _authority(pki, "ca-stranger", "STRANGER", "root-stranger")
    pki.signer("stranger-ceo", "ec", issuer="ca-stranger")
    same_name = pki["ca-ec"].subject
    _authority(pki, "ca-lookalike", "", "root-stranger", subject=same_name)
    pki.signer("lookalike-ceo", "ec", issuer="ca-lookalike")
    _authority(pki, "ca-rekeyed", "", subject=same_name)
    pki.signer("rekeyed-ceo", "ec", issuer="ca-rekeyed")
    pki.signer("rekeyed-ceo-without-identifiers", "ec", issuer="ca-rekeyed", identifiers=False)
    pki.signer("forged-ceo", "ec", signed_by=pki["ca-lookalike"].key)
    pki.add(
        issue(
            "cross-root-ec-by-root-rsa",
            pki["root-ec"].subject,
            pki["root-ec"].key,
            dates.AUTHORITY,
            authority_profile("root-rsa", None),
            pki["root-rsa"],
        )
    )


def _authorities(pki: PKI) -> None:
    """Authorities with something wrong, or something narrow, and a signer under each."""
    permitted = name(("C", "KZ"), ("O", ORGANISATION))
    subtree = der.explicit(0, der.seq(der.explicit(4, permitted)))
    constraint = Extension("nameConstraints", der.seq(subtree), critical=True)
    _authority(pki, "ca-constrained", "NAME CONSTRAINTS", profile=[*authority_profile("root-ec"), constraint])
    for label, organisation in (("constrained-inside", ORGANISATION), ("constrained-outside", "ТОО «БӨГДЕ»")):
        subject = name(
            ("C", "KZ"),
            ("O", organisation),
            ("OU", f"BIN{COMPANY_BIN}"),
            ("CN", PEOPLE["ceo"].common_name),
            ("SERIALNUMBER", f"IIN{PEOPLE['ceo'].iin}"),
        )
        pki.signer(label, "ec", issuer="ca-constrained", subject=subject)

    _authority(pki, "ca-expired", "EXPIRED", validity=EXPIRED_AUTHORITY)
    _authority(pki, "ca-revoked", "REVOKED")
    plain = [policies(POLICY_CA, "2.5.29.32.0"), *addresses("root-ec")]
    usage = key_usage(CERT_SIGN, CRL_SIGN)
    _authority(pki, "ca-without-constraints", "NO BASIC CONSTRAINTS", profile=[usage, *plain])
    _authority(pki, "ca-without-cert-sign", "NO CERTSIGN", profile=[basic_constraints(0), key_usage(CRL_SIGN), *plain])
    _authority(pki, "ca-without-crl-sign", "NO CRLSIGN", profile=[basic_constraints(0), key_usage(CERT_SIGN), *plain])
    _authority(pki, "ca-outer-zero", "PATH LENGTH 0", profile=authority_profile("root-ec", 0))
    _authority(pki, "ca-inner-too-deep", "TOO DEEP", "ca-outer-zero")
    _authority(pki, "ca-outer-one", "PATH LENGTH 1", profile=authority_profile("root-ec", 1))
    _authority(pki, "ca-inner", "INNER", "ca-outer-one")
    for label in (
        "expired",
        "revoked",
        "without-constraints",
        "without-cert-sign",
        "without-crl-sign",
        "inner-too-deep",
        "inner",
    ):
        pki.signer(f"under-{label}", "ec", issuer=f"ca-{label}")


def _profile(
    *usages: int, purposes: tuple[str, ...] = ("emailProtection", *ROLES["ceo"]), policy: str | None = "1.2.398.3.3.2.1"
) -> list[Extension]:
    found = [key_usage(*usages)] if usages else []
    if purposes:
        found.append(extended_key_usage(*purposes))
    if policy:
        found.append(policies(policy))
    return [*found, *addresses("ca-ec")]


def _key_usages(pki: PKI) -> None:
    """Signers whose extensions depart from the national profile."""
    both = (DIGITAL_SIGNATURE, NON_REPUDIATION)
    pki.signer("ec-digital-signature-only", "ec", profile=_profile(DIGITAL_SIGNATURE))
    pki.signer("ec-non-repudiation-only", "ec", profile=_profile(NON_REPUDIATION))
    pki.signer("ec-key-encipherment-only", "ec", profile=_profile(KEY_ENCIPHERMENT))
    pki.signer("ec-without-purposes", "ec", profile=_profile(*both, purposes=()))
    pki.signer("ec-policy-2022", "ec", profile=_profile(*both, policy=POLICY_2022))
    pki.signer("ec-foreign-policy", "ec", profile=_profile(*both, policy=FOREIGN_POLICY))
    unknown = Extension("2.999.1.1", der.null(), critical=True)
    pki.signer("ec-unknown-critical", "ec", profile=[*_profile(*both), unknown])
    harmless = Extension("2.999.1.1", der.null())
    pki.signer("ec-unknown-harmless", "ec", profile=[*_profile(*both), harmless])


def _subjects(pki: PKI) -> None:
    """Subjects in other string types, and unusual serial numbers."""
    pki.signer("ec-bmp-subject", "ec", subject=personal_name(PEOPLE["ceo"], COMPANY_BIN, encode=der.bmp))
    latin = person("SÝNÄQOVA", "ÜLGÏ", "TEST QYZÝ")
    pki.signer("ec-t61-subject", "ec", subject=personal_name(latin, COMPANY_BIN, "«SANDYQ SYNAQ» LLP", der.t61))
    pki.signer("ec-negative-serial", "ec", serial=-0x5A17C0DE5EED)
    pki.signer("ec-small-serial", "ec", serial=7)


def _status(pki: PKI) -> None:
    """Signers about whose revocation something special is said."""
    for label in ("revoked-early", "held", "revoked-in-delta", "released-in-delta"):
        pki.signer(f"ec-{label}", "ec")
    pki.signer("ec-expired-revoked", "ec", validity=dates.EXPIRED)
    issuer = pki["ca-ec"]
    pki.service(
        "crl-issuer-ec", "CRL ISSUER SANDYQ TEST", issuer, [key_usage(CRL_SIGN), *addresses(issuer.label)], "p256"
    )
    point = Extension(
        "crlDistributionPoints", distribution_point(f"{SITE}/crl/indirect-ec.crl", pki["crl-issuer-ec"].subject)
    )
    national = signer_profile("ceo", "ca-ec")
    profile = [e for e in national if e.oid not in ("crlDistributionPoints", "freshestCRL")] + [point]
    pki.signer("ec-indirect-good", "ec", profile=profile)
    pki.signer("ec-indirect-revoked", "ec", profile=profile)


def _services(pki: PKI) -> None:
    """Time-stamping units and responders that must not count, or no longer do."""
    authority = pki["ca-ec"]
    title = "TSA SERVICE SANDYQ TEST"
    label = authority.label

    def unit(
        which: str, profile: list[Extension], issuer: str = "ca-ec", validity: tuple[str, str] = dates.SERVICE
    ) -> None:
        pki.service(which, title, pki[issuer], profile, "p256", validity)

    unit("tsa-ec-long-expired", stamping_profile(label), validity=TSA_LONG_EXPIRED)
    unit("tsa-ec-since-expired", stamping_profile(label), validity=TSA_SINCE_EXPIRED)
    unit("tsa-ec-revoked", stamping_profile(label))
    unit("tsa-ec-without-purpose", stamping_profile(label, purposes=()))
    unit("tsa-ec-purpose-not-critical", stamping_profile(label, critical=False))
    unit("tsa-ec-two-purposes", stamping_profile(label, purposes=("timeStamping", "emailProtection")))
    unit("tsa-ec-with-key-usage", [key_usage(DIGITAL_SIGNATURE, NON_REPUDIATION), *stamping_profile(label)])
    unit("tsa-stranger", stamping_profile("ca-stranger"), "ca-stranger")
    title = "OCSP RESPONDER SANDYQ TEST"
    unit("ocsp-ec-expired", responder_profile(label), validity=EXPIRED_AUTHORITY)
    unit("ocsp-ec-without-purpose", responder_profile(label, ()))
    unit("ocsp-stranger", responder_profile("ca-stranger"), "ca-stranger")


def _weak(pki: PKI) -> None:
    """Keys and certificate signatures that are too weak today, and another curve."""
    pki.signer("rsa1024-ceo", "rsa", kind="rsa1024")
    pki.signer("rsa-ceo-sha1-certificate", "rsa", digest="sha1")
    pki.signer("p384-ceo", "ec", kind="p384")
    pki.signer("tumar-ceo", "gost2004", kind="tumar")
