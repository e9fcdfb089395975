"""Cases about the signer's certificate and its chain."""

from typing import Any

from .cms import SignedData, sign
from .content import ACT
from .manifest import Suite, passed, standing, undecided
from .names import ORGANISATION
from .pki import COMPANY_BIN, PEOPLE, PKI

CHAIN_BROKEN = ["CHAIN_CONSTRAINTS_FAILURE", "CERTIFICATE_CHAIN_GENERAL_FAILURE", "NO_CERTIFICATE_CHAIN_FOUND"]
_UNFIT = ["SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE"]
_WELL = "EN 319 102-1, 5.3: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _roles(suite, pki)
    _bags(suite, pki)
    _identification(suite, pki)
    _subjects(suite, pki)
    _usages(suite, pki)
    _weak(suite, pki)
    _validity(suite, pki)


def evidence(*authorities: str, root: str = "ec", extra: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """A root, and authorities with their lists."""
    return {
        "trust": [f"pki/root-{root}.cer"],
        "certs": [f"pki/{label}.cer" for label in (*authorities, *extra)],
        "crl": [f"pki/root-{root}.crl", *(f"pki/{label}.crl" for label in authorities)],
    }


def simple(
    suite: Suite, pki: PKI, label: str, expected: dict[str, Any], why: str, chain: object = "ec", **more: Any
) -> None:
    """A case about an attached signature by the certificate of a label."""
    signer = pki[label]
    suite.case(
        f"cms/signer-{label}.cms",
        SignedData([sign(signer, ACT)], ACT, [signer.encoded]).encode(),
        [expected],
        why,
        chain=chain,  # type: ignore[arg-type]
        **more,
    )


def _roles(suite: Suite, pki: PKI) -> None:
    """Every role of a national certificate."""
    roles = {
        "individual": ["INDIVIDUAL"],
        "signatory": ["ORGANIZATION", "CAN_SIGN"],
        "finance": ["ORGANIZATION", "CAN_SIGN_FINANCIAL"],
        "hr": ["ORGANIZATION", "HR"],
        "employee": ["ORGANIZATION", "EMPLOYEE"],
    }
    for role, names in roles.items():
        legal = role != "individual"
        simple(
            suite,
            pki,
            f"gost512-{role}",
            passed(
                signer={
                    "iin": PEOPLE[role].iin,
                    "bin": COMPANY_BIN if legal else None,
                    "roles": names,
                    "keyUse": "sign",
                    "surname": PEOPLE[role].surname,
                    "organization": ORGANISATION if legal else None,
                    "policies": ["1.2.398.3.3.2.1" if legal else "1.2.398.3.3.2.3"],
                }
            ),
            f"A national signing certificate; the role is in extKeyUsage. {_WELL}",
            "gost512",
        )
    simple(
        suite,
        pki,
        "gost512-information-system",
        passed(signer={"iin": None, "bin": COMPANY_BIN, "commonName": "Цифровая система «Сандық»", "keyUse": "sign"}),
        f"An information system's certificate: no person, no IIN. {_WELL}",
        "gost512",
    )
    simple(
        suite,
        pki,
        "gost512-wrong-iin",
        passed(warnings=["certificate.iin-checksum"]),
        "The control digit of the IIN is wrong: a warning about identity, never a failure of the signature.",
        "gost512",
    )
    for family in ("rsa", "gost512"):
        for role in ("individual", "ceo"):
            simple(
                suite,
                pki,
                f"{family}-{role}-auth",
                undecided(_UNFIT, signer={"keyUse": "auth"}),
                "keyUsage digitalSignature and keyEncipherment, purpose clientAuth: a certificate for signing in. "
                "EN 319 102-1, 5.2.8 (signature constraints); the national rules tell the two uses apart by keyUsage.",
                family,
            )
    simple(
        suite,
        pki,
        "gost512-ceo-auth",
        passed(integrity={"signature": "valid"}),
        "The policy integrity asks only whether the value and the digest hold.",
        {},
        title="signer-gost512-ceo-auth.cms, policy integrity",
        policy="integrity",
    )


def _bags(suite: Suite, pki: PKI) -> None:
    """What else lies among the certificates."""
    signer, authority, root = pki["ec-ceo"], pki["ca-ec"], pki["root-ec"]
    strangers = [pki[label] for label in ("stranger-ceo", "ca-lookalike", "rsa-ceo", "gost512-ceo", "ca-stranger")]
    bags = {
        "whole-chain": ([signer, authority, root], "The whole chain is enclosed, root included."),
        "chain-reversed": ([root, authority, signer], "The order of a SET says nothing (RFC 5652, 10.2.3)."),
        "strangers": (
            [*strangers, authority, signer],
            "Certificates that do not belong are ignored (RFC 5652, 10.2.3).",
        ),
        "certificate-twice": (
            [signer, signer, authority, signer],
            "The same certificate may lie there more than once.",
        ),
    }
    for name, (bag, why) in bags.items():
        suite.case(
            f"cms/bag-{name}.cms",
            SignedData([sign(signer, ACT)], ACT, [c.encoded for c in bag]).encode(),
            [passed()],
            f"{why} {_WELL}",
            chain={"trust": ["pki/root-ec.cer"], "crl": ["pki/root-ec.crl", "pki/ca-ec.crl"]},
        )
    suite.case(
        "cms/bag-own-root-only.cms",
        SignedData(
            [sign(pki["stranger-ceo"], ACT)],
            ACT,
            [pki[c].encoded for c in ("root-stranger", "ca-stranger", "stranger-ceo")],
        ).encode(),
        [undecided("NO_CERTIFICATE_CHAIN_FOUND")],
        "EN 319 102-1, 5.2.6.4: a root that arrives with the signature is not an anchor.",
        chain=standing("ec") | {"crl": ["pki/root-stranger.crl", "pki/ca-stranger.crl"]},
    )


def _identification(suite: Suite, pki: PKI) -> None:
    """How the signer is named, and whether the certificate is at hand."""
    for family in ("ec", "gost512", "rsa"):
        signer = pki[f"{family}-ceo"]
        known = standing(family)
        with_signer = {**known, "certs": [*known["certs"], f"pki/{signer.label}.cer"]}
        by_key = sign(signer, ACT, by_key_identifier=True)
        suite.case(
            f"cms/key-identifier-{family}.cms",
            SignedData([by_key], ACT, [signer.encoded]).encode(),
            [passed()],
            f"RFC 5652, 5.3: the signer is named by subjectKeyIdentifier, version 3. {_WELL}",
            chain=family,
        )
        bare = SignedData([sign(signer, ACT)], ACT).encode()
        suite.case(
            f"cms/no-certificate-{family}.cms",
            bare,
            [passed()],
            f"RFC 5652, 5.1: certificates are optional; the signer's is given beside the file. {_WELL}",
            chain=with_signer,
            title=f"no-certificate-{family}.cms, certificate given",
        )
        suite.case(
            f"cms/no-certificate-{family}.cms",
            bare,
            [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
            "EN 319 102-1, 5.2.3.4: the signing certificate cannot be found.",
            chain=family,
        )
    signer = pki["ec-ceo"]
    suite.case(
        "cms/only-another-certificate.cms",
        SignedData([sign(signer, ACT)], ACT, [pki["ec-individual"].encoded]).encode(),
        [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
        "EN 319 102-1, 5.2.3.4: the only enclosed certificate is not the one the identifier names.",
    )


def _subjects(suite: Suite, pki: PKI) -> None:
    """Unusual names and serial numbers."""
    ceo = PEOPLE["ceo"]
    simple(
        suite,
        pki,
        "ec-bmp-subject",
        passed(signer={"iin": ceo.iin, "bin": COMPANY_BIN, "surname": ceo.surname}),
        f"RFC 5280, 4.1.2.4: a name in BMPString (UTF-16, most significant octet first). {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-t61-subject",
        passed(signer={"bin": COMPANY_BIN, "surname": "SÝNÄQOVA"}),
        f"RFC 5280, 4.1.2.4: a name in TeletexString, filled with Latin-1 as issuers did. {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-negative-serial",
        passed(signer={"serialNumber": "-5a17c0de5eed"}),
        f"RFC 5280, 4.1.2.2: verifiers should be prepared for negative serial numbers. {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-small-serial",
        passed(signer={"serialNumber": "7"}),
        f"A serial number of one digit. {_WELL}",
    )


def _usages(suite: Suite, pki: PKI) -> None:
    """keyUsage, extKeyUsage, policies, critical extensions."""
    usage = "RFC 5280, 4.2.1.3; EN 319 102-1, 5.2.8: "
    simple(
        suite,
        pki,
        "ec-non-repudiation-only",
        passed(signer={"keyUse": "sign"}),
        f"{usage}nonRepudiation alone signs. {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-digital-signature-only",
        undecided(_UNFIT),
        f"{usage}digitalSignature without nonRepudiation is no national signing certificate.",
    )
    simple(
        suite,
        pki,
        "ec-digital-signature-only",
        passed(),
        f"{usage}digitalSignature verifies signatures other than on certificates and lists; plain AdES asks no more.",
        title="signer-ec-digital-signature-only.cms, policy aes",
        policy="aes",
    )
    for policy in ("kz", "aes"):
        simple(
            suite,
            pki,
            "ec-key-encipherment-only",
            undecided([*_UNFIT, "CERTIFICATE_CHAIN_GENERAL_FAILURE"]),
            f"{usage}a key for transporting keys signs nothing.",
            policy=policy,
            title=f"signer-ec-key-encipherment-only.cms, policy {policy}",
        )
    simple(
        suite,
        pki,
        "ec-without-purposes",
        passed(),
        f"RFC 5280, 4.2.1.12: no extKeyUsage means no restriction; a warning. {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-policy-2022",
        passed(signer={"policies": ["1.2.398.3.3.2"]}),
        f"The single policy of certificates since 2022. {_WELL}",
    )
    simple(
        suite,
        pki,
        "ec-foreign-policy",
        {"indication": ["TOTAL-PASSED", "INDETERMINATE"], "subIndication": [None, *_UNFIT]},
        "The national rules compare the policy number with the conditions of use and name no list of them; this one is not "
        "a national policy: to be warned about or refused.",
    )
    simple(
        suite,
        pki,
        "ec-foreign-policy",
        passed(),
        f"Plain AdES asks for no particular policy. {_WELL}",
        title="signer-ec-foreign-policy.cms, policy aes",
        policy="aes",
    )
    simple(
        suite,
        pki,
        "ec-unknown-critical",
        undecided(CHAIN_BROKEN),
        "RFC 5280, 4.2 and 6.1.5 (f): an unknown critical extension must be refused.",
    )
    simple(
        suite,
        pki,
        "ec-unknown-harmless",
        passed(),
        f"RFC 5280, 4.2: an unknown extension that is not critical is ignored. {_WELL}",
    )


def _weak(suite: Suite, pki: PKI) -> None:
    """Algorithms that are too weak at the moment of judgement."""
    weak = undecided(["CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"])
    rsa = pki["rsa-ceo"]
    sha1 = SignedData([sign(rsa, ACT, digest="sha1")], ACT, [rsa.encoded]).encode()
    why = (
        "EN 319 102-1, 5.2.8 and TS 119 312: {} is no longer acceptable, and nothing proves that the signature is old."
    )
    suite.case("cms/sha1-rsa.cms", sha1, [weak], why.format("SHA-1"), chain="rsa")
    simple(suite, pki, "rsa1024-ceo", weak, why.format("an RSA key of 1024 bits"), "rsa")
    simple(
        suite,
        pki,
        "rsa-ceo-sha1-certificate",
        undecided([*weak["subIndication"], "CHAIN_CONSTRAINTS_FAILURE"]),
        why.format("SHA-1 in the certificate's signature"),
        "rsa",
    )
    for name, data in (("sha1-rsa", sha1), ("signer-rsa1024-ceo", None)):
        signer = pki["rsa1024-ceo"]
        suite.case(
            f"cms/{name}.cms",
            data or SignedData([sign(signer, ACT)], ACT, [signer.encoded]).encode(),
            [passed(integrity={"signature": "valid"})],
            "The policy integrity has no dates for algorithms; a warning says that this one is weak.",
            title=f"{name}.cms, policy integrity",
            chain={},
            policy="integrity",
        )


def _validity(suite: Suite, pki: PKI) -> None:
    """Certificates out of their time, with nothing to prove another."""
    for family in ("rsa", "ec", "gost512"):
        simple(
            suite,
            pki,
            f"{family}-expired",
            undecided(["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"]),
            "EN 319 102-1, 5.2.6.4: expired on 2025-12-01; the claimed signing time of 2025-10-10 proves nothing.",
            family,
        )
        simple(
            suite,
            pki,
            f"{family}-not-yet-valid",
            {
                "indication": ["TOTAL-FAILED", "INDETERMINATE"],
                "subIndication": ["NOT_YET_VALID", "OUT_OF_BOUNDS_NO_POE"],
            },
            "EN 319 102-1, 5.5.4: valid from 2026-08-01, judged on 2026-03-16: the signature exists before its certificate.",
            family,
        )
    simple(
        suite,
        pki,
        "ec-expired",
        passed(bestSignatureTime="2025-11-30T23:59:59Z"),
        f"Judged one second before the certificate's last day ends. {_WELL}",
        {
            "trust": ["pki/root-ec.cer"],
            "certs": ["pki/ca-ec.cer"],
            "crl": ["pki/root-ec-long-lived.crl", "pki/ca-ec-long-lived.crl"],
        },
        title="signer-ec-expired.cms, judged in time",
        as_of="2025-11-30T23:59:59Z",
    )
    simple(
        suite,
        pki,
        "ec-expired",
        passed(bestSignatureTime="2025-12-01T00:00:00Z"),
        f"RFC 5280, 4.1.2.5: the period includes notAfter itself. {_WELL}",
        {
            "trust": ["pki/root-ec.cer"],
            "certs": ["pki/ca-ec.cer"],
            "crl": ["pki/root-ec-long-lived.crl", "pki/ca-ec-long-lived.crl"],
        },
        title="signer-ec-expired.cms, judged at notAfter",
        as_of="2025-12-01T00:00:00Z",
    )
