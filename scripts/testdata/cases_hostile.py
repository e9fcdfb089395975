"""Files made to break a reader (folder hostile/). All are small; big ones are made by the tests themselves."""

import base64
from typing import Any

from . import der
from .algorithms import OID
from .cases_certificates import evidence
from .cms import SignedData, attribute, sign
from .content import ACT
from .manifest import Suite
from .pki import PKI
from .seeded import Seeded

# A malformed file is an answer, not an accident: refused as a signature, or not recognised as one.
_NEVER_PASSED = {"indication": ["TOTAL-FAILED", "INDETERMINATE", "NO-SIGNATURE"]}
_FORMAT = {"indication": "TOTAL-FAILED", "subIndication": ["FORMAT_FAILURE", None]}
_NOTHING = {"indication": "NO-SIGNATURE"}
_ANYTHING = {"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NO-SIGNATURE"]}
_OPEN = b"\0\0"


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    signer = pki["ec-ceo"]
    info = sign(signer, ACT)
    good = SignedData([info], ACT, [signer.encoded]).encode()
    _no_signature(suite, good)
    _truncated(suite, good)
    _lengths(suite, good, info.encode())
    _nested(suite, pki)
    _flipped(suite, good)
    _revocation(suite, pki, good)


def hostile(suite: Suite, name: str, data: bytes, verdict: dict[str, Any], why: str, **more: Any) -> None:
    """A case that says nothing of single signatures."""
    more.setdefault("chain", "ec")
    name = name if "." in name else f"{name}.bin"
    suite.case(f"hostile/{name}", data, None, why, file_verdict=verdict, **more)


def _no_signature(suite: Suite, good: bytes) -> None:
    """What is no signature at all."""
    stream = Seeded("random bytes")
    text = base64.b64encode(good)
    for name, data, why in (
        ("empty", b"", "An empty file."),
        ("one-zero", b"\0", "One octet."),
        ("zeros", bytes(4096), "Zeros."),
        ("ones", b"\xff" * 4096, "Ones."),
        ("random-1", stream.octets(2048), "Random octets."),
        ("random-2", b"\x1f" + stream.octets(511), "Random octets that begin with no SEQUENCE."),
        ("text.txt", "Бұл мәтін, қолтаңба емес.\n".encode(), "A text."),
        ("null-sequence", b"\x30\x00", "An empty SEQUENCE."),
        ("integer", der.integer(1), "An INTEGER."),
    ):
        hostile(suite, name, data, _NOTHING, f"{why} Not recognisable as a signature.")
    for name, data, why in (
        ("pem-without-body.pem", b"-----BEGIN CMS-----\n-----END CMS-----\n", "PEM with nothing between the lines."),
        ("pem-without-end.pem", b"-----BEGIN CMS-----\n" + text[:300] + b"\n", "PEM without its last line."),
        (
            "pem-bad-base64.pem",
            b"-----BEGIN CMS-----\n!!!!" + text[:96] + b"\n-----END CMS-----\n",
            "PEM with letters outside the alphabet.",
        ),
        (
            "pem-other-end.pem",
            b"-----BEGIN CMS-----\n" + text + b"\n-----END PKCS7-----\n",
            "PEM whose last line has another label.",
        ),
        ("base64-of-base64.txt", base64.b64encode(text), "Base64 twice."),
        ("base64-cut.txt", text[:777], "Base64 cut in the middle of a group."),
        ("data-uri-bad.txt", b"data:application/pkcs7-signature;base64,%%%", "A data: address without data."),
        (
            "envelope-of-data",
            der.seq(der.oid(OID["data"]), der.explicit(0, der.octets(ACT))),
            "RFC 5652, 4: a ContentInfo of type id-data.",
        ),
        (
            "envelope-unknown",
            der.seq(der.oid("2.999.9.9"), der.explicit(0, der.octets(ACT))),
            "RFC 5652, 3: a ContentInfo of an unknown type.",
        ),
    ):
        verdict = _ANYTHING if name in ("pem-other-end.pem", "base64-of-base64.txt") else _NEVER_PASSED
        hostile(suite, name, data, verdict, f"{why} A result, not an accident.")


def _truncated(suite: Suite, good: bytes) -> None:
    """The good file, cut."""
    for percent in (1, 3, 10, 25, 50, 75, 90, 99):
        cut = good[: max(1, len(good) * percent // 100)]
        verdict = _FORMAT if percent >= 10 else _NEVER_PASSED
        hostile(
            suite,
            f"cut-at-{percent:02}-percent",
            cut,
            verdict,
            f"X.690, 8.1.3: cut after {len(cut)} of {len(good)} octets.",
        )
    hostile(suite, "last-octet-missing", good[:-1], _FORMAT, "X.690, 8.1.3: the last octet is missing.")
    hostile(
        suite,
        "octets-behind",
        good + b"\0\0\0\0",
        {"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"]},
        "Octets after the ContentInfo: a writer's padding or somebody's addition; to be warned about or refused.",
    )


def _lengths(suite: Suite, good: bytes, info: bytes) -> None:
    """Lengths that lie or are longer than they need be."""
    body = der.split(good)[1]
    huge = (0x7FFFFFFF).to_bytes(4, "big")
    wide = b"\x7f" + b"\xff" * 7
    for name, data, why in (
        ("length-two-gigabytes", b"\x30\x84" + huge + body, "claims 2 GiB"),
        ("length-eight-octets", b"\x30\x88" + wide + body, "claims 2^63 - 1 octets"),
        ("length-126-octets", b"\x30\xfe" + b"\xff" * 126 + body, "has 126 octets of length"),
        ("length-reserved", b"\x30\xff" + body, "is the reserved form 0xFF (X.690, 8.1.3.5)"),
        ("length-one-short", der.tlv(0x30, body)[:2] + (len(body) - 1).to_bytes(2, "big") + body, "is one octet short"),
        ("length-one-long", der.tlv(0x30, body)[:2] + (len(body) + 1).to_bytes(2, "big") + body, "is one octet long"),
        ("indefinite-without-end", b"\x30\x80" + body, "is indefinite, and no end follows"),
    ):
        hostile(
            suite,
            name,
            data,
            _FORMAT if name in ("length-one-short", "indefinite-without-end") else _NEVER_PASSED,
            f"X.690, 8.1.3: the outermost length {why}.",
        )
    hostile(
        suite,
        "length-not-canonical",
        b"\x30\x84" + len(body).to_bytes(4, "big") + body,
        {"indication": ["TOTAL-PASSED", "TOTAL-FAILED"]},
        "X.690, 8.1.3.5: BER allows lengths with leading zeros; the signed parts are DER.",
    )
    broken = good.replace(info, info[:1] + b"\x83" + len(der.split(info)[1]).to_bytes(3, "big") + der.split(info)[1])
    hostile(
        suite,
        "inner-length-overruns",
        broken,
        _FORMAT,
        "X.690, 8.1.3: an inner value runs past the end of the outer one.",
    )
    tag = b"\x3f\x9f\xff\xff\xff\xff\xff\xff\x7f" + good[1:]
    hostile(suite, "tag-huge", tag, _NEVER_PASSED, "X.690, 8.1.2.4: a tag number of 49 bits.")


def _nested(suite: Suite, pki: PKI) -> None:
    """Depth."""
    deep = b""
    for _ in range(2000):
        deep = der.seq(deep)
    hostile(suite, "nested-2000", deep, _NEVER_PASSED, "2,000 SEQUENCEs inside each other.")
    hostile(
        suite,
        "nested-2000-open",
        b"\x30\x80" * 2000 + _OPEN * 2000,
        _NEVER_PASSED,
        "2,000 SEQUENCEs of indefinite length.",
    )
    wrapped = der.seq(der.oid(OID["signedData"]), der.explicit(0, deep))
    refused = {"indication": ["TOTAL-FAILED", "INDETERMINATE"]}
    hostile(suite, "nested-2000-in-signed-data", wrapped, refused, "A SignedData that is 2,000 SEQUENCEs deep.")
    octets = b"\x04\x01x"
    for _ in range(500):
        octets = b"\x24\x80" + octets + _OPEN
    signer = pki["ec-ceo"]
    data = SignedData([sign(signer, b"x")], b"x", [signer.encoded])
    plain = data.encode()
    kind, outer = der.children(plain)
    parts = der.children(der.split(outer)[1])
    parts[2] = der.seq(der.oid(OID["data"]), b"\xa0\x80" + octets + _OPEN)
    nested = der.seq(kind, der.explicit(0, der.seq(*parts)))
    hostile(
        suite,
        "content-nested-500",
        nested,
        _ANYTHING | {"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"]},
        "X.690, 8.7.3: an OCTET STRING of one octet inside 500 constructed ones; legal BER, and a limit may say no.",
    )
    inner = sign(signer, b"innermost", attributes=False)
    for _ in range(60):
        outer_info = sign(signer, inner.signature, attributes=False)
        outer_info.unsigned.append(attribute("counterSignature", inner.encode()))
        inner = outer_info
    hostile(
        suite,
        "counter-signatures-60-deep",
        SignedData([inner], ACT, [signer.encoded]).encode(),
        _NEVER_PASSED,
        "RFC 5652, 11.4: counter-signatures of counter-signatures, sixty deep, none of them right.",
    )
    many = [sign(signer, ACT, signing_time=f"2025-10-10T09:{minute:02}:00Z") for minute in range(50)]
    hostile(
        suite,
        "fifty-signers",
        SignedData(many, ACT, [signer.encoded]).encode(),
        {"indication": ["TOTAL-PASSED", "INDETERMINATE"]},
        "RFC 5652, 5.1: fifty good signatures; a limit may say no.",
    )


def _flipped(suite: Suite, good: bytes) -> None:
    """One bit changed, at fixed places; only bits inside what the signature covers decide the verdict."""
    stream = Seeded("bit flips")
    for number in range(24):
        position = stream.below(8 * len(good)) - 1
        changed = bytearray(good)
        changed[position // 8] ^= 1 << position % 8
        hostile(
            suite,
            f"flipped-{number:02}",
            bytes(changed),
            _ANYTHING,
            f"Bit {position % 8} of octet {position // 8} changed. No crash, whatever the verdict.",
        )


def _revocation(suite: Suite, pki: PKI, good: bytes) -> None:
    """Revocation data that cannot be read is as if it were not there."""
    stream = Seeded("revocation garbage")
    whole = suite.files["pki/ca-ec.crl"]
    answer = suite.files["pki/ec-ceo-good.ors"]
    pieces = {
        "list-cut.crl": whole[:200],
        "list-empty.crl": b"",
        "list-random.crl": stream.octets(600),
        "answer-cut.ors": answer[:150],
        "answer-random.ors": b"\x30" + stream.octets(300),
    }
    for name, data in pieces.items():
        suite.put(f"hostile/{name}", data)
    chain = evidence("ca-ec")
    chain["crl"] = ["pki/root-ec.crl", *(f"hostile/{name}" for name in pieces if name.endswith("crl"))]
    chain["ocsp"] = [f"hostile/{name}" for name in pieces if name.endswith("ors")]
    hostile(
        suite,
        "signature-beside-bad-revocation",
        good,
        {"indication": "INDETERMINATE", "subIndication": ["TRY_LATER", None]},
        "EN 319 102-1, 5.2.6.4: what cannot be read answers nothing.",
        chain=chain,
    )
    usable = {**chain, "crl": [*chain["crl"], "pki/ca-ec.crl"]}
    hostile(
        suite,
        "signature-beside-bad-revocation",
        good,
        {"indication": "TOTAL-PASSED"},
        "EN 319 102-1, 5.2.6.4: unreadable revocation data does not spoil what can be read.",
        chain=usable,
        title="signature-beside-bad-revocation.bin, and a good list",
    )
