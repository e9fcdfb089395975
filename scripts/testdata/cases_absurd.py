"""Certificates with absurd fields (folder hostile/), each inside a signature made with its key."""

from dataclasses import replace
from typing import Any

from . import dates, der
from .algorithms import OID
from .cases_certificates import evidence
from .cases_hostile import hostile
from .certificates import (
    SITE,
    Certificate,
    Extension,
    authority_profile,
    issue,
    signer_profile,
)
from .cms import SignedData, sign
from .content import ACT
from .keys import key
from .manifest import Suite
from .names import name
from .pki import PKI
from .seeded import Seeded

NEVER_PASSED = {"indication": ["TOTAL-FAILED", "INDETERMINATE", "NO-SIGNATURE"]}
_PASSED = {"indication": "TOTAL-PASSED"}
_MAYBE = {"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"]}


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _fields(suite, pki)
    _times(suite, pki)
    _extensions(suite, pki)
    _paths(suite, pki)


def absurd(suite: Suite, label: str, certificate: Certificate, verdict: dict[str, Any], why: str, **more: Any) -> None:
    """A case about a signature that carries the certificate."""
    data = SignedData([sign(certificate, ACT)], ACT, [certificate.encoded]).encode()
    hostile(suite, f"certificate-{label}.cms", data, verdict, why, **more)


def issued(pki: PKI, label: str, **changes: Any) -> Certificate:
    """A national certificate of ca-ec, with what is absurd about it given."""
    options: dict[str, Any] = {
        "subject": pki["ec-ceo"].subject,
        "key": key("p256", f"absurd {label}"),
        "validity": dates.SIGNER,
        "profile": signer_profile("ceo", "ca-ec"),
        "issuer": pki["ca-ec"],
    }
    options.update(changes)
    return issue(f"absurd {label}", **options)


def _fields(suite: Suite, pki: PKI) -> None:
    """Serial numbers, names, versions."""
    long = int.from_bytes(b"\x7f" + Seeded("long serial").octets(2047), "big")
    absurd(
        suite,
        "serial-2048-octets",
        issued(pki, "serial", serial=long),
        _MAYBE,
        "RFC 5280, 4.1.2.2: at most 20 octets for issuers; verifiers should cope or refuse.",
    )
    absurd(
        suite,
        "serial-zero",
        issued(pki, "zero", serial=0),
        _MAYBE,
        "RFC 5280, 4.1.2.2: zero is not positive; verifiers should cope.",
    )
    padded = _with_padded_serial(pki)
    absurd(
        suite,
        "serial-padded",
        padded,
        _MAYBE,
        "X.690, 8.3.2: the serial number begins with a zero octet too many, which old issuers wrote.",
    )
    names = {
        "subject-empty": (der.seq(), _MAYBE, "RFC 5280, 4.1.2.6: an empty subject."),
        "subject-8000-letters": (name(("CN", "Ә" * 8000), ("C", "KZ")), _MAYBE, "RFC 5280, A.1: ub-common-name is 64."),
        "subject-500-parts": (
            name(*(("OU", f"BIN{n:012}") for n in range(500))),
            _MAYBE,
            "500 organisational units, each a BIN.",
        ),
        "subject-zero-octet": (
            name(("CN", "ДИРЕКТОР\0ПОДДЕЛКА"), ("SERIALNUMBER", "IIN000000000000"), ("C", "KZ")),
            _MAYBE,
            "A zero octet in the common name.",
        ),
        "subject-right-to-left": (
            name(("CN", "\u202eЙЫНБОРП\u202c \u200b"), ("C", "KZ")),
            _MAYBE,
            "Letters that turn the direction of text.",
        ),
        "subject-control-letters": (
            name(("CN", "\x1b[31mALERT\x07\r\n"), ("C", "KZ")),
            _MAYBE,
            "Control characters meant for a terminal.",
        ),
        "subject-broken-utf8": (
            der.seq(der.set_of(der.seq(der.oid("2.5.4.3"), der.tlv(0x0C, b"\xc3\x28\xff\xfe")))),
            _MAYBE,
            "UTF8String that is not UTF-8.",
        ),
        "subject-odd-bmp": (
            der.seq(der.set_of(der.seq(der.oid("2.5.4.3"), der.tlv(0x1E, b"\x04\x10\x04")))),
            _MAYBE,
            "BMPString of an odd number of octets.",
        ),
        "subject-two-iins": (
            name(("CN", "X"), ("SERIALNUMBER", "IIN009999000001"), ("SERIALNUMBER", "IIN009999000002"), ("C", "KZ")),
            _MAYBE,
            "Two IINs in one subject.",
        ),
    }
    for label, (subject, verdict, why) in names.items():
        absurd(suite, label, issued(pki, label, subject=subject), verdict, why)
    absurd(
        suite,
        "version-9",
        issued(pki, "version", version=8),
        NEVER_PASSED,
        "RFC 5280, 4.1.2.1: there is no version 9.",
    )
    absurd(
        suite,
        "version-1-with-extensions",
        issued(pki, "version1", version=0),
        _MAYBE,
        "RFC 5280, 4.1.2.1: extensions need version 3.",
    )


def _reissued(pki: PKI, made: Certificate, place: int, value: bytes) -> Certificate:
    """The certificate with another value at a place of its body, signed again by ca-ec."""
    body, algorithm, _ = der.children(made.encoded)
    parts = der.children(body)
    parts[place] = value
    body = der.seq(*parts)
    issuer = pki["ca-ec"].key
    encoded = der.seq(body, algorithm, der.bits(issuer.sign(body, issuer.digest)))
    return replace(made, encoded=encoded)


class _Padded(Certificate):
    """A certificate whose serial number is written with leading zeros, here and in the signer's identifier."""

    @property
    def issuer_and_serial(self) -> bytes:
        return der.seq(self.issuer, _padded(self.serial))


def _padded(number: int) -> bytes:
    return der.tlv(2, b"\0\0" + der.split(der.integer(number))[1])


def _with_padded_serial(pki: PKI) -> Certificate:
    made = issued(pki, "padded", serial=0x1234)
    again = _reissued(pki, made, 1, _padded(made.serial))
    return _Padded(made.label, again.encoded, made.key, made.subject, made.issuer, made.serial)


def _with_times(pki: PKI, label: str, *times: bytes) -> Certificate:
    """A certificate whose validity holds the given values."""
    return _reissued(pki, issued(pki, label), 4, der.seq(*times))


def _times(suite: Suite, pki: PKI) -> None:
    """Validity."""
    start = der.time(dates.SIGNER[0])
    absurd(
        suite,
        "no-end",
        _with_times(pki, "9999", start, der.tlv(0x18, b"99991231235959Z")),
        _PASSED,
        "RFC 5280, 4.1.2.5: 99991231235959Z means no well-defined end.",
    )
    absurd(
        suite,
        "ends-before-it-begins",
        _with_times(pki, "reversed", der.time("2026-09-01T00:00:00Z"), der.time("2025-09-01T00:00:00Z")),
        NEVER_PASSED,
        "RFC 5280, 4.1.2.5: notAfter is before notBefore.",
    )
    for label, value in (
        ("month-13", der.tlv(0x17, b"261301000000Z")),
        ("day-00", der.tlv(0x17, b"260900000000Z")),
        ("hour-99", der.tlv(0x17, b"260901990000Z")),
        ("letters", der.tlv(0x17, b"ABCDEFGHIJKLZ")),
        ("empty", der.tlv(0x17, b"")),
        ("year-0000", der.tlv(0x18, b"00000101000000Z")),
        ("no-seconds", der.tlv(0x17, b"2609010000Z")),
        ("fraction", der.tlv(0x18, b"20260901000000.123456789Z")),
        ("zone", der.tlv(0x17, b"260901000000+0500")),
        ("year-10000", der.tlv(0x18, b"100000101000000Z")),
        ("no-time", der.null()),
    ):
        verdict = _MAYBE if label in ("no-seconds", "fraction", "zone") else NEVER_PASSED
        absurd(
            suite,
            f"end-{label}",
            _with_times(pki, label, start, value),
            verdict,
            f"RFC 5280, 4.1.2.5: notAfter is no time a certificate may hold ({label}).",
        )


def _extensions(suite: Suite, pki: PKI) -> None:
    """Extensions: too many, twice, empty, dangerous."""
    national = signer_profile("ceo", "ca-ec")

    def made(label: str, *more: Extension, base: list[Extension] | None = None) -> Certificate:
        return issued(pki, label, profile=[*(national if base is None else base), *more])

    without = {
        oid: [e for e in national if e.oid != oid]
        for oid in ("keyUsage", "authorityInfoAccess", "crlDistributionPoints", "certificatePolicies")
    }
    access = der.seq(
        *(
            der.seq(der.oid(OID["caIssuers"]), der.implicit(6, url))
            for url in (
                b"file:///etc/passwd",
                b"http://127.0.0.1:22/",
                b"http://[::1]/",
                b"ldap://x/",
                b"http://169.254.169.254/",
                b"gopher://x",
            )
        )
    )
    points = der.seq(
        *(
            der.seq(der.explicit(0, der.explicit(0, der.implicit(6, f"{SITE}/crl/{n}.crl".encode()))))
            for n in range(200)
        )
    )
    many_policies = der.seq(*(der.seq(der.oid(f"2.999.3.{n}")) for n in range(500)))
    for label, certificate, verdict, why in (
        (
            "1000-extensions",
            made("many", *(Extension(f"2.999.2.{n}", der.null()) for n in range(1000))),
            _MAYBE,
            "1,000 unknown extensions; a limit may say no.",
        ),
        (
            "extension-twice",
            made("twice", *(e for e in national if e.oid == "keyUsage")),
            NEVER_PASSED,
            "RFC 5280, 4.2: an extension must not occur twice.",
        ),
        (
            "key-usage-empty",
            made("usage", Extension("keyUsage", der.bits(b""), True), base=without["keyUsage"]),
            NEVER_PASSED,
            "RFC 5280, 4.2.1.3: at least one bit must be set.",
        ),
        (
            "key-usage-not-bits",
            made("bits", Extension("keyUsage", der.octets(b"x"), True), base=without["keyUsage"]),
            NEVER_PASSED,
            "RFC 5280, 4.2.1.3: keyUsage is a BIT STRING.",
        ),
        (
            "extension-garbage",
            made("garbage", Extension("basicConstraints", b"\x30\x7f\x01", True)),
            NEVER_PASSED,
            "RFC 5280, 4.2.1.9: basicConstraints cannot be read.",
        ),
        (
            "dangerous-addresses",
            made("urls", Extension("authorityInfoAccess", access), base=without["authorityInfoAccess"]),
            _PASSED,
            "Addresses in a certificate are never opened unless asked; these never.",
        ),
        (
            "200-distribution-points",
            made("points", Extension("crlDistributionPoints", points), base=without["crlDistributionPoints"]),
            _MAYBE,
            "200 places to look for a list.",
        ),
        (
            "500-policies",
            made("policies", Extension("certificatePolicies", many_policies), base=without["certificatePolicies"]),
            _MAYBE,
            "500 policies, none of them national; to be warned about or refused.",
        ),
        (
            "no-extensions",
            issued(pki, "bare", profile=[], identifiers=False),
            _MAYBE,
            "No extension at all: no keyUsage, no policy.",
        ),
    ):
        absurd(suite, label, certificate, verdict, why)


def _paths(suite: Suite, pki: PKI) -> None:
    """Paths that go round in circles or branch without end."""
    one, two = key("p256", "loop one"), key("p256", "loop two")
    names = [name(("CN", f"LOOP {n}"), ("C", "KZ")) for n in (1, 2)]
    first = issue("loop-1", names[0], one, dates.AUTHORITY, authority_profile("x", None))
    second = issue("loop-2", names[1], two, dates.AUTHORITY, authority_profile("x", None), first)
    closing = issue("loop-3", names[0], one, dates.AUTHORITY, authority_profile("x", None), second)
    leaf = issued(pki, "loop leaf", issuer=closing)
    data = SignedData([sign(leaf, ACT)], ACT, [c.encoded for c in (leaf, closing, second)])
    hostile(
        suite,
        "path-circle.cms",
        data.encode(),
        {"indication": "INDETERMINATE", "subIndication": ["NO_CERTIFICATE_CHAIN_FOUND", None]},
        "RFC 4158, 5.2: two authorities certify each other; no path ends.",
    )
    bag: list[bytes] = []
    width, depth = 8, 4
    above = [
        issue(f"wide top {n}", _level(0), key("p256", f"wide 0 {n}"), dates.AUTHORITY, authority_profile("x", None))
        for n in range(width)
    ]
    for level in range(1, depth):
        keys = [key("p256", f"wide {level} {n}") for n in range(width)]
        made = []
        for n, own in enumerate(keys):
            for m, issuer in enumerate(above):
                made.append(
                    issue(
                        f"wide {level} {n} {m}",
                        _level(level),
                        own,
                        dates.AUTHORITY,
                        authority_profile("x", None)[:2],
                        issuer,
                        identifiers=False,
                    )
                )
        bag += [c.encoded for c in made]
        above = made[::width]
    leaf = issued(pki, "wide leaf", issuer=above[0], identifiers=False)
    data = SignedData([sign(leaf, ACT)], ACT, [leaf.encoded, *bag])
    hostile(
        suite,
        "path-branches.cms",
        data.encode(),
        {"indication": "INDETERMINATE"},
        f"RFC 4158, 2.4: {depth - 1} levels of {width} keys under one name, all certifying all below: {width ** (depth - 1)} paths, none to an anchor. A budget must end it.",
        chain=evidence("ca-ec"),
    )


def _level(level: int) -> bytes:
    return name(("CN", f"WIDE LEVEL {level}"), ("C", "KZ"))
