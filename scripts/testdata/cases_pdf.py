"""Cases about signed PDF files that hold: encodings, levels, structures, and what may come after a signature."""

from collections.abc import Callable
from typing import Any

from . import dates
from .algorithms import DIGESTS
from .cases_forms import ALGORITHMS
from .cms import SignedData, attribute, sign
from .manifest import Suite, failed, passed, standing, undecided
from .pdf import PDF, Signature, dictionary, drawing, encrypt, ref, stream, text
from .pki import PKI
from .stamping import stamp

Make = Callable[[bytes], bytes]
_M = text("D:20251010140000+05'00'")
WELL = "EN 319 102-1, 5.3: every block passes."


def cms(pki: PKI, signer: str = "ec-ceo", *, stamped: bool = False, **options: Any) -> Make:
    """Contents: a detached CAdES signature (EN 319 142-1, 5.3: the time of signing is M's, not an attribute's)."""

    def make(data: bytes) -> bytes:
        info = sign(pki[signer], data, **{"signing_time": None, **options})
        if stamped:
            info.unsigned.append(attribute("signatureTimeStamp", stamp(pki, info.signature)))
        return SignedData([info], None, [pki[signer].encoded]).encode()

    return make


def unchanged(**more: Any) -> dict[str, Any]:
    """A signature that passes, and behind which nothing comes."""
    return passed(**{"laterRevisions": {"count": 0, "changes": "none"}, "coverage": "whole", **more})


def permitted(count: int = 1, **more: Any) -> dict[str, Any]:
    """A signature that passes, with revisions behind it that it permits."""
    return passed(**{"laterRevisions": {"count": count, "changes": "permitted"}, "coverage": "whole", **more})


def timestamp(pki: PKI, when: str, name: str = "Stamp1", unit: str = "tsa-ec") -> Signature:
    """A document time-stamp (EN 319 142-1, 5.4.3)."""
    return Signature(
        lambda data: stamp(pki, data, when, unit), name, "/ETSI.RFC3161", {"Type": "/DocTimeStamp"}, room=4_000
    )


def certify(level: int, pki: PKI, **options: Any) -> Signature:
    """A certification signature (ISO 32000-2, 12.8.2.2)."""
    return Signature(cms(pki), entries={"M": _M, "Reference": [doc_mdp(level)]}, **options)


def doc_mdp(level: int) -> dict[str, object]:
    """A signature reference dictionary with DocMDP."""
    parameters = {"Type": "/TransformParams", "P": level, "V": "/1.2"}
    return {"Type": "/SigRef", "TransformMethod": "/DocMDP", "TransformParams": parameters}


def field_mdp(action: str, *names: str) -> dict[str, object]:
    """A signature reference dictionary with FieldMDP."""
    parameters: dict[str, object] = {"Type": "/TransformParams", "Action": f"/{action}", "V": "/1.2"}
    if action != "All":
        parameters["Fields"] = [text(name) for name in names]
    return {"Type": "/SigRef", "TransformMethod": "/FieldMDP", "TransformParams": parameters}


def security_store(pdf: PDF, certificates: list[bytes], crls: list[bytes], answers: list[bytes]) -> None:
    """A DSS (EN 319 142-1, 5.4.2)."""
    pdf.catalogue["DSS"] = ref(
        pdf.new(
            dictionary(
                {
                    "Type": "/DSS",
                    "Certs": [ref(pdf.new(stream(one))) for one in certificates],
                    "CRLs": [ref(pdf.new(stream(one))) for one in crls],
                    "OCSPs": [ref(pdf.new(stream(one))) for one in answers],
                }
            )
        )
    )
    pdf.put_catalogue()


def add(suite: Suite, pki: PKI, lists: dict[str, bytes], answers: dict[str, bytes]) -> None:
    """Adds the cases."""
    _encodings(suite, pki)
    _levels(suite, pki, lists, answers)
    _structures(suite, pki)
    _later(suite, pki)
    _certified(suite, pki)
    _without(suite, pki)


def _encodings(suite: Suite, pki: PKI) -> None:
    for family, algorithm in ALGORITHMS.items():
        suite.case(
            f"pades/b-b-{family}.pdf",
            PDF().sign(Signature(cms(pki, f"{family}-ceo"), entries={"M": _M})),
            [unchanged(level="B-B", algorithm=algorithm, claimedSigningTime=dates.SIGNED)],
            f"EN 319 142-1, 5.3: PAdES B-B; M is the claimed time. {WELL}",
            chain=family,
        )
    plain = Signature(cms(pki, "gost512-ceo", ess=None, signing_time=dates.SIGNED), encoding="/adbe.pkcs7.detached")
    suite.case(
        "pades/pkcs7-detached-gost512.pdf",
        PDF().sign(plain),
        [unchanged(level="basic", claimedSigningTime=dates.SIGNED)],
        f"ISO 32000-2, 12.8.3.3.1: adbe.pkcs7.detached, without ESS. {WELL}",
        chain="gost512",
    )

    def by_digest(data: bytes, altered: bool = False) -> bytes:
        digest = DIGESTS["sha1"].of(data + b"!" * altered)
        return SignedData([sign(pki["ec-ceo"], digest)], digest, [pki["ec-ceo"].encoded]).encode()

    whole = {"references": [{"intact": True}, {"intact": True, "digestAlgorithm": "SHA-1"}], "signature": "valid"}
    suite.case(
        "pades/pkcs7-sha1.pdf",
        PDF().sign(Signature(by_digest, encoding="/adbe.pkcs7.sha1")),
        [unchanged(integrity=whole)],
        "ISO 32000-1, 12.8.3.3.1: adbe.pkcs7.sha1 signs the SHA-1 of what ByteRange covers.",
        chain={},
        policy="integrity",
    )
    suite.case(
        "pades/pkcs7-sha1-of-another-document.pdf",
        PDF().sign(Signature(lambda data: by_digest(data, altered=True), encoding="/adbe.pkcs7.sha1")),
        [failed("HASH_FAILURE")],
        "ISO 32000-1, 12.8.3.3.1: the digest that is signed is another document's.",
        chain={},
        policy="integrity",
    )
    suite.case(
        "pades/x509-rsa-sha1.pdf",
        PDF().sign(Signature(cms(pki), encoding="/adbe.x509.rsa_sha1")),
        [undecided("CRYPTO_CONSTRAINTS_FAILURE", integrity={"signature": "not-checked"})],
        "ISO 32000-1, table 252: an encoding that ISO 32000-2 took away: neither good nor bad.",
    )
    for label, encoding in {"unknown": "/Private.format", "absent": None}.items():
        suite.case(
            f"pades/encoding-{label}.pdf",
            PDF().sign(Signature(cms(pki), encoding=encoding)),
            [undecided("CRYPTO_CONSTRAINTS_FAILURE")],
            "ISO 32000-2, table 255: SubFilter says how the signature is encoded; nobody knows this one.",
        )
    suite.case(
        "pades/attributes-signed-as-sent.pdf",
        PDF().sign(Signature(cms(pki, unsorted="signed-as-sent"), encoding="/adbe.pkcs7.detached")),
        [unchanged(warnings=["signature.attributes"])],
        "RFC 5652, 5.4 asks for DER; signers of PDF files sign what they send, and every reader takes it.",
    )


def _levels(suite: Suite, pki: PKI, lists: dict[str, bytes], answers: dict[str, bytes]) -> None:
    only = {"trust": ["pki/root-ec.cer"]}
    proven = {"bestSignatureTime": dates.STAMPED, "bestSignatureTimeSource": "timestamp"}
    suite.case(
        "pades/b-t.pdf",
        PDF().sign(Signature(cms(pki, stamped=True), room=5_000)),
        [unchanged(level="B-T", **proven)],
        f"EN 319 142-1, 6.3: B-T by a signature time-stamp. {WELL}",
    )
    pdf = PDF()
    pdf.sign(Signature(cms(pki)))
    suite.case(
        "pades/b-t-document-stamp.pdf",
        pdf.sign(timestamp(pki, dates.STAMPED)),
        [permitted(level="B-T", **proven, timestamps=[{"type": "document", "indication": "PASSED"}])],
        f"EN 319 142-1, 6.3: B-T by a document time-stamp. {WELL}",
    )

    def archived() -> PDF:
        pdf = PDF()
        pdf.sign(Signature(cms(pki, stamped=True), room=5_000))
        security_store(
            pdf,
            [pki["ca-ec"].encoded],
            [lists["root-ec-long-lived"], lists["ca-ec-long-lived"]],
            [answers["ec-ceo-good-archived"]] if "ec-ceo-good-archived" in answers else [],
        )
        pdf.finish()
        return pdf

    pdf = archived()
    suite.case(
        "pades/b-lt.pdf",
        pdf.data,
        [permitted(level="B-LT", **proven)],
        f"EN 319 142-1, 5.4.2: the security store brings all that is needed. {WELL}",
        chain=only,
    )
    suite.case(
        "pades/b-lta.pdf",
        pdf.sign(timestamp(pki, "2025-10-12T09:00:00Z")),
        [
            permitted(
                2,
                level="B-LTA",
                **proven,
                timestamps=[{"type": "signature"}, {"type": "document", "indication": "PASSED"}],
            )
        ],
        f"EN 319 142-1, 5.4.3: a document time-stamp over signature and security store. {WELL}",
        chain=only,
    )
    pdf = PDF()
    pdf.sign(Signature(cms(pki)))
    pdf.sign(timestamp(pki, dates.STAMPED))
    security_store(pdf, [pki["ca-ec"].encoded], [lists["root-ec-long-lived"], lists["ca-ec-long-lived"]], [])
    pdf.finish()
    suite.case(
        "pades/b-lt-stamped-before-store.pdf",
        pdf.data,
        [permitted(2, level="B-LT", **proven)],
        f"EN 319 142-1, 6.3: a document time-stamp from before the security store archives nothing of it. {WELL}",
        chain=only,
    )
    suite.case(
        "pades/document-stamp-alone.pdf",
        PDF().sign(timestamp(pki, dates.STAMPED)),
        [passed(laterRevisions={"count": 0, "changes": "none"})],
        "EN 319 142-1, 5.4.3: a document that is only stamped; the token is what there is to judge.",
    )
    pdf = PDF()
    pdf.sign(Signature(cms(pki)))
    wrong = Signature(lambda data: stamp(pki, data + b"!"), "Stamp1", "/ETSI.RFC3161", room=4_000)
    suite.case(
        "pades/document-stamp-over-other-octets.pdf",
        pdf.sign(wrong),
        [
            permitted(
                level="B-B",
                bestSignatureTimeSource="now",
                timestamps=[{"type": "document", "indication": "FAILED", "imprintIntact": False}],
            )
        ],
        "EN 319 102-1, 5.4: a token over something else proves nothing, and harms nothing.",
    )


def _structures(suite: Suite, pki: PKI) -> None:
    for form in ("stream", "hybrid"):
        pdf = PDF()
        number, _ = pdf.add_text_field("Sum")
        pdf.finish(form)
        pdf.sign(Signature(cms(pki)), form)
        pdf.fill(number, "Sum", "17")
        pdf.finish(form)
        suite.case(
            f"pades/cross-reference-{form}.pdf",
            pdf.data,
            [permitted(level="B-B")],
            f"ISO 32000-2, 7.5.8: cross-reference {form}s with object streams, filled in afterwards. {WELL}",
        )
    suite.case(
        "pades/junk-before-header.pdf",
        PDF(junk=b"HTTP/1.1 200 OK\r\n\r\n").sign(Signature(cms(pki))),
        [unchanged()],
        f"ISO 32000-1, H.3, 13: offsets count from the header; ByteRange from the file's beginning. {WELL}",
    )
    suite.case(
        "pades/white-space-at-end.pdf",
        PDF().sign(Signature(cms(pki))) + b"\r\n \0",
        [unchanged()],
        f"ISO 32000-2, 7.2.3: white space says nothing. {WELL}",
    )
    pdf = PDF()
    encrypt(pdf)
    suite.case(
        "pades/encrypted.pdf",
        pdf.sign(Signature(cms(pki))),
        [unchanged(level="B-B")],
        f"ISO 32000-2, 7.6.2: encrypted, but for the Contents; the user password is empty. {WELL}",
    )
    pdf = PDF()
    encrypt(pdf, b"secret")
    suite.case(
        "pades/encrypted-with-password.pdf",
        pdf.sign(Signature(cms(pki))),
        None,
        "ISO 32000-2, 7.6.4: without the user password nobody can tell what was signed.",
        file_verdict={"indication": "INDETERMINATE"},
    )
    pdf = PDF()
    inner = PDF(lines="another document").sign(Signature(cms(pki, "rsa-ceo")))
    pdf.new(stream(inner))
    suite.case(
        "pades/another-signed-document-inside.pdf",
        pdf.sign(Signature(cms(pki))),
        [unchanged()],
        f"A signed PDF inside a stream is data: its cross-reference sections are none of this file. {WELL}",
    )


def _later(suite: Suite, pki: PKI) -> None:
    pdf = PDF()
    number, _ = pdf.add_text_field("Sum")
    pdf.sign(Signature(cms(pki)))
    pdf.fill(number, "Sum", "1 250 000")
    pdf.finish()
    suite.case(
        "pades/filled-in-later.pdf",
        pdf.data,
        [permitted()],
        f"ISO 32000-2, 12.8.2.2: without DocMDP forms may be filled in. {WELL}",
    )
    suite.case(
        "pades/signed-filled-in-signed.pdf",
        pdf.sign(Signature(cms(pki, "ec-individual"), "Signature2", appearance=drawing(b"0 0 200 50 re S"))),
        [permitted(2), unchanged()],
        f"ISO 32000-2, 12.8.1: two signers, a form filled in between, the second signature visible. {WELL}",
    )
    pdf = PDF()
    field = pdf.add_field("Signature2", "/Sig", F=132, Rect=[300, 50, 500, 100])
    pdf.sign(Signature(cms(pki)))
    second = Signature(
        cms(pki, "ec-individual"),
        "Signature2",
        existing=field,
        appearance=drawing(b"0 0 200 50 re S"),
    )
    suite.case(
        "pades/prepared-field-signed.pdf",
        pdf.sign(second),
        [permitted(), unchanged()],
        f"ISO 32000-2, 12.7.5.5: a field that was there when the first person signed. {WELL}",
    )
    pdf = PDF()
    pdf.sign(Signature(cms(pki)))
    pdf.pending[pdf.info] = dictionary({"Producer": text("Another program"), "ModDate": text("D:20260101000000Z")})
    pdf.catalogue["Metadata"] = ref(pdf.new(stream(b"<x:xmpmeta/>", {"Type": "/Metadata", "Subtype": "/XML"})))
    pdf.catalogue["Version"] = "/2.0"
    pdf.put_catalogue()
    pdf.finish()
    suite.case(
        "pades/metadata-later.pdf",
        pdf.data,
        [permitted()],
        f"ISO 32000-2, 14.3: information about a document is not what it shows. {WELL}",
    )


def _certified(suite: Suite, pki: PKI) -> None:
    pdf = PDF()
    pdf.sign(certify(1, pki))
    security_store(pdf, [pki["ca-ec"].encoded], [], [])
    pdf.finish()
    suite.case(
        "pades/certified-1-stamped.pdf",
        pdf.sign(timestamp(pki, dates.STAMPED)),
        [permitted(2)],
        f"ISO 32000-2, table 257: validation data and time-stamps are permitted at every level. {WELL}",
    )
    pdf = PDF()
    number, _ = pdf.add_text_field("Sum")
    pdf.sign(certify(2, pki))
    pdf.fill(number, "Sum", "17")
    pdf.finish()
    suite.case("pades/certified-2-filled-in.pdf", pdf.data, [permitted()], f"ISO 32000-2, table 257: P 2. {WELL}")
    pdf = PDF()
    pdf.sign(certify(3, pki))
    note = {"Type": "/Annot", "Subtype": "/Text", "Rect": [10, 10, 30, 30], "Contents": text("Seen")}
    pdf.annotate(pdf.new(dictionary(note)))
    pdf.finish()
    suite.case("pades/certified-3-commented.pdf", pdf.data, [permitted()], f"ISO 32000-2, table 257: P 3. {WELL}")
    for action, names in {"Include": ["Total"], "Exclude": ["Sum"]}.items():
        pdf = PDF()
        number, _ = pdf.add_text_field("Sum")
        pdf.sign(Signature(cms(pki), entries={"Reference": [field_mdp(action, *names)]}))
        pdf.fill(number, "Sum", "17")
        pdf.finish()
        suite.case(
            f"pades/field-mdp-{action.lower()}-other-filled-in.pdf",
            pdf.data,
            [permitted()],
            f"ISO 32000-2, 12.8.2.4: the field that was filled in is not locked. {WELL}",
        )


def _without(suite: Suite, pki: PKI) -> None:
    pdf = PDF()
    pdf.finish()
    none = {"indication": "NO-SIGNATURE"}
    suite.case("pades/unsigned.pdf", pdf.data, None, "No form at all.", file_verdict=none)
    pdf = PDF()
    pdf.add_field("Signature1", "/Sig", F=132)
    pdf.finish()
    suite.case(
        "pades/unsigned-field.pdf", pdf.data, None, "ISO 32000-2, 12.7.5.5: a field without V.", file_verdict=none
    )
    suite.case(
        "pades/unsigned-broken.pdf", b"%PDF-1.7\nnothing of the kind\n", None, "No structure.", file_verdict=none
    )


__all__ = ["Make", "certify", "cms", "permitted", "standing", "timestamp", "unchanged"]
