"""Cases about PDF files that were tampered with, and about documents changed after they were signed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import dates
from .cases_pdf import certify, cms, doc_mdp, field_mdp, permitted, timestamp, unchanged
from .cms import SignedData, sign
from .manifest import Suite, failed, passed, undecided
from .pdf import PDF, ROOM, Signature, dictionary, drawing, ref, stream, text
from .pki import PKI
from .spoil import swap

FORBIDDEN: dict[str, Any] = {"laterRevisions": {"changes": "forbidden"}, "coverage": "part"}
_SEALED = b"/ByteRange [0 0000000000 0000000000 0000000000]"


def forbidden(**more: Any) -> dict[str, Any]:
    """A signature that holds, of a document that was changed behind it."""
    integrity = {"signature": "valid", "references": [{"found": True, "intact": True}]}
    return undecided("SIG_CONSTRAINTS_FAILURE", **FORBIDDEN, integrity=integrity, **more)


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _contents(suite, pki)
    _behind(suite, pki)
    _ranges(suite, pki)
    _forgeries(suite, pki)
    _incremental(suite, pki)
    _shadows(suite, pki)
    _forms(suite, pki)
    _certified(suite, pki)


def _contents(suite: Suite, pki: PKI) -> None:
    good = PDF().sign(Signature(cms(pki)))
    suite.case(
        "pades/text-altered.pdf",
        swap(good, b"1 250 000", b"9 250 000"),
        [failed("HASH_FAILURE")],
        "EN 319 102-1, 5.2.7.4: a covered octet is another.",
    )
    suite.case(
        "pades/signature-value-altered.pdf",
        PDF().sign(Signature(lambda data: _flip(cms(pki)(data)))),
        [failed(["SIG_CRYPTO_FAILURE", "FORMAT_FAILURE"])],
        "EN 319 102-1, 5.2.7.4: the value is not the key's.",
    )

    def attached(data: bytes) -> bytes:
        return SignedData([sign(pki["ec-ceo"], data)], data, [pki["ec-ceo"].encoded]).encode()

    def empty(data: bytes) -> bytes:
        return SignedData([sign(pki["ec-ceo"], data)], b"", [pki["ec-ceo"].encoded]).encode()

    def two(data: bytes) -> bytes:
        signers = [pki["ec-ceo"], pki["ec-individual"]]
        return SignedData([sign(one, data) for one in signers], None, [one.encoded for one in signers]).encode()

    def none(data: bytes) -> bytes:
        return SignedData([], None, [pki["ec-ceo"].encoded]).encode()

    for label, make, why in (
        ("content-inside", attached, "ISO 32000-2, 12.8.3.3.1: no data shall be encapsulated."),
        ("empty-content-inside", empty, "ISO 32000-2, 12.8.3.3.1: no data shall be encapsulated, not even none."),
        ("two-signers", two, "ISO 32000-2, 12.8.3.3.1: there shall be one SignerInfo."),
        ("no-signer", none, "ISO 32000-2, 12.8.3.3.1: there shall be one SignerInfo."),
        ("contents-of-zeros", lambda _: b"", "ISO 32000-2, table 255: Contents is the signature value."),
        ("contents-cut", lambda data: cms(pki)(data)[:500], "RFC 5652, 5.1: the structure breaks off."),
    ):
        suite.case(
            f"pades/{label}.pdf",
            PDF(lines="x").sign(Signature(make, room=4_500)),
            [failed("FORMAT_FAILURE")],
            why,
        )


def _behind(suite: Suite, pki: PKI) -> None:
    data = PDF().sign(Signature(lambda data: cms(pki)(data) + b"\1"))
    for policy, verdict in {"kz": undecided("SIG_CONSTRAINTS_FAILURE"), "integrity": passed()}.items():
        suite.case(
            "pades/octets-behind-cms.pdf",
            data,
            [{**verdict, "coverage": "part", "warnings": ["format.trailing-bytes"]}],
            "ISO 32000-2, 12.8.3.3.1: padding is zeros. What else stands there nobody signed, and nobody is shown.",
            title=f"octets-behind-cms.pdf, policy {policy}",
            policy=policy,
        )


def _flip(data: bytes) -> bytes:
    """The last octet of a signature value altered."""
    return data[:-1] + bytes([data[-1] ^ 1])


def _ranges(suite: Suite, pki: PKI) -> None:
    """ByteRange (ISO 32000-2, 12.8.1; EN 319 142-1, 5.3)."""
    make = cms(pki)

    def ranged(change: Callable[[int, int, int], tuple[bytes, list[tuple[int, int]]]]) -> bytes:
        """A signature over the ranges that `change` makes of the right ones, written as it says."""
        pdf = PDF()
        pdf.sign(Signature(lambda _: b"", entries={"Note": b"(" + bytes(60).replace(b"\0", b" ") + b")"}))
        data = pdf.data
        place = data.index(b"/ByteRange [")
        start = data.index(b"/Contents <", place) + len(b"/Contents ")
        stop = start + 2 * ROOM + 2
        written, ranges = change(start, stop, len(data))
        old = data[place : data.index(b"]", place) + 1]
        room = len(_SEALED)
        assert len(written) <= room, written
        data = data[:place] + written.ljust(room) + data[place + room :]
        assert len(old) <= room
        contents = make(b"".join(data[first : first + count] for first, count in ranges))
        return data[:start] + b"<" + contents.ljust(ROOM, b"\0").hex().encode() + b">" + data[stop:]

    def plain(*ranges: tuple[int, int]) -> tuple[bytes, list[tuple[int, int]]]:
        numbers = " ".join(f"{first} {count}" for first, count in ranges)
        return f"/ByteRange [{numbers}]".encode(), list(ranges)

    shapes: dict[str, tuple[Callable[[int, int, int], tuple[bytes, list[tuple[int, int]]]], str]] = {
        "not-from-start": (lambda a, b, n: plain((9, a - 9), (b, n - b)), "It must begin with the file."),
        "tail-uncovered": (lambda a, b, n: plain((0, a), (b, n - b - 40)), "It must reach to the revision's end."),
        "end-of-file-mark-uncovered": (
            lambda a, b, n: plain((0, a), (b, n - b - 6)),
            "It must reach to the revision's end.",
        ),
        "hole-behind-contents": (lambda a, b, n: plain((0, a), (b + 3, n - b - 3)), "Only Contents may be left out."),
        "hole-before-contents": (lambda a, b, n: plain((0, a - 4), (b, n - b)), "Only Contents may be left out."),
        "brackets-covered": (
            lambda a, b, n: plain((0, a + 1), (b - 1, n - b + 1)),
            "Contents is left out with its brackets.",
        ),
        "three-ranges": (
            lambda a, b, n: plain((0, a), (b, 20), (b + 20, n - b - 20)),
            "EN 319 142-1, 5.3: exactly one gap.",
        ),
        "one-range": (lambda a, b, n: plain((0, a)), "EN 319 142-1, 5.3: exactly one gap."),
        "beyond-file": (
            lambda a, b, n: (f"/ByteRange [0 {a} {b} {n - b + 9}]".encode(), [(0, a), (b, n - b)]),
            "It must lie in the file.",
        ),
        "overlapping": (
            lambda a, b, n: (f"/ByteRange [0 {b} {a} {n - a}]".encode(), [(0, b), (a, n - a)]),
            "Ranges must not overlap.",
        ),
        "huge": (
            lambda a, b, n: (f"/ByteRange [0 {a} {b} 9223372036854775807]".encode(), [(0, a), (b, n - b)]),
            "It must lie in the file.",
        ),
        "negative": (
            lambda a, b, n: (f"/ByteRange [0 {a} {b} -{n - b}]".encode(), [(0, a), (b, n - b)]),
            "Numbers of octets are not negative.",
        ),
        "reals": (
            lambda a, b, n: (f"/ByteRange [0 {a}.0 {b} {n - b}]".encode(), [(0, a), (b, n - b)]),
            "ISO 32000-2, table 255: integers.",
        ),
    }
    for label, (change, why) in shapes.items():
        suite.case(
            f"pades/byte-range-{label}.pdf",
            ranged(change),
            [failed("FORMAT_FAILURE")],
            f"ISO 32000-2, 12.8.1: {why}",
        )
    good = PDF().sign(Signature(make))
    place = good.index(b"/Contents <") + 50
    suite.case(
        "pades/contents-with-space.pdf",
        good[:place] + b" " + good[place + 1 :],
        [failed("FORMAT_FAILURE")],
        "EN 319 142-1, 5.3: what is left out is one hexadecimal string and nothing else.",
    )


def _forgeries(suite: Suite, pki: PKI) -> None:
    """Universal signature forgery and signature wrapping (Mladenov et al., 2019)."""
    for label, entries in {
        "no-contents": {"ByteRange": [0, 10, 20, 30]},
        "contents-null": {"ByteRange": [0, 10, 20, 30], "Contents": "null"},
        "contents-empty": {"ByteRange": [0, 10, 20, 30], "Contents": "<>"},
        "contents-of-one-zero": {"ByteRange": [0, 10, 20, 30], "Contents": "<00>"},
        "no-byte-range": {"Contents": "<3000>"},
        "byte-range-null": {"ByteRange": "null", "Contents": "<3000>"},
        "byte-range-empty": {"ByteRange": [], "Contents": "<3000>"},
        "nothing": {},
    }.items():
        pdf = PDF()
        value = pdf.new(
            dictionary({"Type": "/Sig", "Filter": "/Adobe.PPKLite", "SubFilter": "/ETSI.CAdES.detached", **entries})
        )
        pdf.add_field("Signature1", "/Sig", V=ref(value))
        pdf.finish()
        suite.case(
            f"pades/forged-{label}.pdf",
            pdf.data,
            [failed("FORMAT_FAILURE")],
            "ISO 32000-2, table 255: ByteRange and Contents are what a signature is.",
        )
    suite.case(
        "pades/wrapped.pdf",
        _wrapped(PDF().sign(Signature(cms(pki)))),
        [failed("FORMAT_FAILURE")],
        "Signature wrapping: the second range is moved to make room for objects and their table. ISO 32000-2, 12.8.1.",
    )
    pdf = PDF()
    pdf.sign(Signature(cms(pki)))
    again = pdf.data[pdf.data.index(b"<< /Type /Sig") : pdf.data.index(b"endobj", pdf.data.index(b"<< /Type /Sig"))]
    pdf.page[pdf.pages[0]]["MediaBox"] = [0, 0, 100, 100]
    pdf.put_page(pdf.pages[0])
    pdf.add_field("Signature2", "/Sig", V=ref(pdf.new(again.rstrip())))
    pdf.finish()
    suite.case(
        "pades/signature-copied.pdf",
        pdf.data,
        [forbidden()],
        "A copy of a signature in a later revision covers what the first covers, and no more.",
    )


def _wrapped(good: bytes) -> bytes:
    """The same signed octets with others between them; where the signed table stood, another table says where objects are."""
    place = good.index(b"/ByteRange [")
    start = good.index(b"/Contents <", place) + len(b"/Contents ")
    stop = start + 2 * ROOM + 2
    table = int(good[good.rindex(b"startxref") :].split()[1])
    head, rows = good[table : good.index(b"trailer", table)].split(b"\n", 2)[1:]
    trailer = good[good.index(b"trailer", table) : good.rindex(b"startxref")]
    new = b" >>\nendobj\n4 0 obj\n" + stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET") + b"\nendobj\n"
    filled = new.ljust(table - stop)
    length = len(filled) + 5 + len(head) + 1 + len(rows) + len(trailer)
    moved = b""
    for number, row in enumerate(rows[i : i + 20] for i in range(0, len(rows), 20)):
        offset = int(row[:10])
        offset = stop + 11 if number == 4 else offset + length if offset > stop else offset
        moved += f"{offset:010}".encode() + row[10:]
    block = filled + b"xref\n" + head + b"\n" + moved + trailer
    assert len(block) == length
    wrapped = good[:stop] + block + good[stop:]
    numbers = f"/ByteRange [0 {start} {stop + length} {len(good) - stop}]".encode().ljust(len(_SEALED))
    return wrapped[:place] + numbers + wrapped[place + len(_SEALED) :]


def _incremental(suite: Suite, pki: PKI) -> None:
    """Incremental saving attacks: whatever a later revision changes (ISO 32000-2, 12.8.2.2)."""

    def signed(**options: Any) -> PDF:
        pdf = PDF(**options)
        pdf.sign(Signature(cms(pki)))
        return pdf

    def case(label: str, pdf: PDF, why: str) -> None:
        if pdf.pending:
            pdf.finish()
        suite.case(f"pades/later-{label}.pdf", pdf.data, [forbidden()], f"ISO 32000-2, 12.8.2.2: {why}")

    pdf = signed()
    pdf.pending[pdf.font + 1] = stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET")
    case("page-content", pdf, "the page shows another sum.")
    pdf = signed()
    pdf.pending[pdf.font] = dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Symbol"})
    case("font", pdf, "the page's font is another.")
    pdf = signed()
    pdf.add_page("9 250 000")
    pdf.put_tree()
    case("page-added", pdf, "a page is added.")
    pdf = signed(pages=2)
    pdf.pages.pop()
    pdf.put_tree()
    case("page-removed", pdf, "a page is removed.")
    pdf = signed(pages=2)
    pdf.pages.reverse()
    pdf.put_tree()
    case("pages-swapped", pdf, "pages change places.")
    pdf = signed()
    pdf.catalogue["OpenAction"] = {"S": "/JavaScript", "JS": text("app.alert(1)")}
    pdf.put_catalogue()
    case("open-action", pdf, "opening the document does something.")
    pdf = signed()
    pdf.catalogue["Names"] = {"EmbeddedFiles": {"Names": []}}
    pdf.put_catalogue()
    case("names", pdf, "names lead somewhere else.")
    pdf = signed()
    note = {"Type": "/Annot", "Subtype": "/Text", "Rect": [10, 10, 30, 30], "Contents": text("Seen")}
    pdf.annotate(pdf.new(dictionary(note)))
    case("comment", pdf, "without DocMDP 3 nobody may comment.")
    pdf = signed()
    pdf.page[pdf.pages[0]]["Rotate"] = 180
    pdf.put_page(pdf.pages[0])
    case("rotated", pdf, "the page stands on its head.")
    pdf = signed()
    root = pdf.new()
    other = PDF(lines="Act No. 17: 9 250 000")
    numbers = {number: pdf.new() for number in other.pending if number != other.root}
    for number, body in other.pending.items():
        for old, new in sorted(numbers.items(), reverse=True):
            body = body.replace(f" {old} 0 R".encode(), f" @{new} 0 R".encode()).replace(
                f"[{old} 0 R".encode(), f"[@{new} 0 R".encode()
            )
        body = body.replace(b"@", b"")
        pdf.pending[root if number == other.root else numbers[number]] = body
    pdf.finish(trailer={"Root": ref(root)})
    case("another-root", pdf, "the trailer leads to another document.")
    pdf = signed()
    pdf.pending[pdf.font + 1] = stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET")
    pdf.finish(trailer={"Prev": 10})
    suite.case(
        "pades/later-broken-chain.pdf",
        pdf.data,
        [forbidden()],
        "ISO 32000-2, 7.5.6: the newest section leads to none before it; what follows the signed revision cannot be read.",
    )
    pdf = signed()
    body = b"4 0 obj\n" + stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET") + b"\nendobj\n"
    for label, more in {
        "objects": body,
        "comment-line": b"% 9 250 000\n",
        "trailer": body + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n",
    }.items():
        suite.case(
            f"pades/appended-{label}.pdf",
            pdf.data + more,
            [forbidden()],
            "ISO 32000-2, 7.5.6: what stands behind the last end-of-file mark belongs to no revision.",
        )
    pdf = PDF()
    pdf.finish("stream")
    pdf.sign(Signature(cms(pki)), "stream")
    container = int(pdf.data[: pdf.data.index(b"<< /Type /ObjStm")].rsplit(b" 0 obj", 1)[0].rsplit(b"\n", 1)[1])
    body = pdf.data[pdf.data.index(b"<< /Type /ObjStm") :].split(b"\nendobj", 1)[0]
    pdf.pending[container] = body.replace(b"/Helvetica", b"/Symbol   ")
    case("object-stream", pdf, "the stream that other objects stand in is rewritten; the table names only it.")
    pdf = signed()
    dictionary_place = pdf.data.index(b"<< /Type /Sig")
    number = int(pdf.data[:dictionary_place].rsplit(b" 0 obj", 1)[0].rsplit(b"\n", 1)[1])
    again = pdf.data[dictionary_place : pdf.data.index(b"endobj", dictionary_place)].rstrip()
    pdf.pending[number] = again.replace(b"<< /Type /Sig", b"<< /Reason (I have not read it) /Type /Sig")
    case("reason", pdf, "the signature dictionary says something else.")
    pdf = signed()
    pdf.fields.clear()
    del pdf.page[pdf.pages[0]]["Annots"]
    pdf.put_page(pdf.pages[0])
    pdf.put_catalogue()
    case("signature-removed", pdf, "a signature that the form no longer names is found all the same.")
    pdf = signed()
    pdf.pending[pdf.font + 1] = stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET")
    pdf.finish()
    pdf.pending[pdf.font + 1] = stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 1 250 000 (page 1)) Tj ET")
    case("change-and-back", pdf, "a change that is taken back was made all the same.")
    pdf = signed()
    pdf.pending[pdf.font + 1] = stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET")
    suite.case(
        "pades/changed-and-signed-again.pdf",
        pdf.sign(Signature(cms(pki, "ec-individual"), "Signature2")),
        [forbidden(), unchanged()],
        "ISO 32000-2, 12.8.2.2: the second person signs another text than the first.",
    )


def _shadows(suite: Suite, pki: PKI) -> None:
    """Shadow attacks (Mainka et al., 2021): prepared before signing, carried out afterwards."""

    def case(label: str, pdf: PDF, why: str) -> None:
        pdf.finish()
        suite.case(f"pades/shadow-{label}.pdf", pdf.data, [forbidden()], why)

    pdf = PDF()
    image = pdf.new(drawing(b"1 1 1 rg 0 0 595 842 re f", (595, 842)))
    page = pdf.page[pdf.pages[0]]
    page["Resources"] = {"Font": {"F1": ref(pdf.font)}, "XObject": {"Cover": ref(image)}}
    page["Contents"] = [page["Contents"], ref(pdf.new(stream(b"/Cover Do")))]
    pdf.put_page(pdf.pages[0])
    pdf.sign(Signature(cms(pki)))
    pdf.pending[image] = drawing(b"", (595, 842))
    case("hide", pdf, "Hide: what covered the page is taken away.")
    pdf = PDF()
    hidden = pdf.size
    pdf.size += 1
    page = pdf.page[pdf.pages[0]]
    page["Resources"] = {"Font": {"F1": ref(pdf.font)}, "XObject": {"Late": ref(hidden)}}
    page["Contents"] = [page["Contents"], ref(pdf.new(stream(b"/Late Do")))]
    pdf.put_page(pdf.pages[0])
    pdf.sign(Signature(cms(pki)))
    pdf.pending[hidden] = drawing(b"BT /F1 18 Tf 50 700 Td (9 250 000) Tj ET", (595, 842))
    case(
        "object-defined-later", pdf, "ISO 32000-2, 7.3.10: a reference to nothing is null until something is put there."
    )
    pdf = PDF()
    pdf.add_text_field("Sum", "1 250 000")
    number = int(pdf.fields[0].split()[0])
    pdf.sign(Signature(cms(pki)))
    other = pdf.fill(number, "Sum", "1 250 000")
    pdf.pending[other] = drawing(b"BT /F1 12 Tf 2 5 Td (9 250 000) Tj ET")
    case("field-overlay", pdf, "Replace: the field's value stays, and what shows it becomes another.")
    pdf = PDF()
    spare = pdf.new(stream(b"BT /F1 18 Tf 50 700 Td (Act No. 17: 9 250 000) Tj ET"))
    spare_page = pdf.new(dictionary({**pdf.page[pdf.pages[0]], "Contents": ref(spare)}))
    suite.case(
        "pades/shadow-prepared.pdf",
        pdf.sign(Signature(cms(pki))),
        [unchanged(warnings=["signature.hidden-content"])],
        "Hide and replace, prepared: a page that nothing leads to. It is signed as it stands, and worth a warning.",
    )
    pdf.pages = [spare_page]
    pdf.put_tree()
    case("hide-and-replace", pdf, "Hide and replace: the page tree leads to the page that was kept hidden.")
    pdf = PDF()
    shared = pdf.new(drawing(b"BT /F1 12 Tf 2 5 Td (1 250 000) Tj ET"))
    page = pdf.page[pdf.pages[0]]
    page["Resources"] = {"Font": {"F1": ref(pdf.font)}, "XObject": {"Sum": ref(shared)}}
    page["Contents"] = [page["Contents"], ref(pdf.new(stream(b"/Sum Do")))]
    pdf.put_page(pdf.pages[0])
    number = pdf.add_field("Sum", V=text("1 250 000"), AP={"N": ref(shared)})
    pdf.sign(Signature(cms(pki)))
    pdf.pending[pdf.fill(number, "Sum", "9 250 000")] = drawing(b"")
    pdf.pending[number] = pdf.pending[number].replace(f"/N {pdf.size - 1} 0 R".encode(), f"/N {shared} 0 R".encode())
    pdf.pending[shared] = drawing(b"BT /F1 12 Tf 2 5 Td (9 250 000) Tj ET")
    case("shared-appearance", pdf, "An appearance that the page paints too is part of the page.")


def _forms(suite: Suite, pki: PKI) -> None:
    """Forms: what is filled in must have been there to fill in (ISO 32000-2, 12.7)."""

    def case(label: str, pdf: PDF, why: str, *more: dict[str, Any]) -> None:
        if pdf.pending:
            pdf.finish()
        suite.case(f"pades/form-{label}.pdf", pdf.data, [forbidden(), *more], why)

    def form(**options: Any) -> tuple[PDF, int]:
        pdf = PDF()
        number, _ = pdf.add_text_field("Sum", **options)
        return pdf, number

    for label, options, filled, why in (
        ("read-only", {"Ff": 1}, {"Ff": 1}, "ISO 32000-2, table 227: a read-only field is not filled in."),
        ("moved", {}, {"Rect": [50, 100, 550, 800]}, "ISO 32000-2, 12.5.2: the field covers the page."),
        ("hidden", {}, {"F": 2}, "ISO 32000-2, table 167: the field is hidden."),
        (
            "with-action",
            {},
            {"AA": {"F": {"S": "/JavaScript", "JS": text("1")}}},
            "The field does something when it is met.",
        ),
    ):
        pdf, number = form(**options)
        pdf.sign(Signature(cms(pki)))
        pdf.fill(number, "Sum", "17", **filled)
        case(label, pdf, why)
    pdf, _ = form()
    pdf.sign(Signature(cms(pki)))
    pdf.add_text_field("Total", "9 250 000")
    case("field-added", pdf, "ISO 32000-2, 12.8.2.2: filling in does not make new fields.")
    pdf, _ = form()
    pdf.sign(Signature(cms(pki)))
    del pdf.fields[0]
    pdf.put_catalogue()
    case("field-removed", pdf, "ISO 32000-2, 12.8.2.2: filling in does not take fields away.")
    pdf, number = form()
    pdf.sign(Signature(cms(pki)))
    pdf.form["NeedAppearances"] = "true"
    pdf.put_catalogue()
    case("need-appearances", pdf, "ISO 32000-2, table 224: every reader paints every field anew.")
    for action, names in {"Include": ["Sum"], "Exclude": ["Total"], "All": []}.items():
        pdf, number = form()
        pdf.sign(Signature(cms(pki), entries={"Reference": [field_mdp(action, *names)]}))
        pdf.fill(number, "Sum", "17")
        case(f"locked-{action.lower()}", pdf, "ISO 32000-2, 12.8.2.4: FieldMDP locks the field that was filled in.")
    pdf, number = form()
    lock = {"Type": "/SigFieldLock", "Action": "/Include", "Fields": [text("Sum")]}
    pdf.sign(Signature(cms(pki), widget={"Lock": lock}))
    pdf.fill(number, "Sum", "17")
    case("locked-by-field", pdf, "ISO 32000-2, 12.7.5.5: the signature field's Lock names the field.")
    pdf, number = form()
    button = pdf.add_field("Picture", "/Btn", Ff=1 << 16, AP={"N": ref(pdf.new(drawing(b"")))})
    pdf.sign(Signature(cms(pki)))
    entries = {
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Btn", "T": text("Picture"), "F": 4, "Rect": [50, 500, 250, 550],
        "P": ref(pdf.pages[0]), "Ff": 1 << 16, "AP": {"N": ref(pdf.new(drawing(b"0 0 200 50 re f")))},
    }  # fmt: skip
    pdf.pending[button] = dictionary(entries)
    case("push-button", pdf, "ISO 32000-2, 12.7.5.2.2: a push-button has no value to fill in.")
    pdf, _ = form()
    pdf.sign(Signature(cms(pki)))
    pdf.add_field(
        "Signature2", "/Sig", F=132, Rect=[0, 0, 595, 842], AP={"N": ref(pdf.new(drawing(b"0 0 595 842 re f")))}
    )
    case("unsigned-signature-shown", pdf, "Sneaky signature: a field that nobody signed covers the page.")
    pdf, _ = form()
    pdf.sign(Signature(cms(pki)))
    broken = Signature(lambda data: cms(pki)(data + b"!"), "Signature2", appearance=drawing(b"0 0 200 50 re f"))
    pdf.sign(broken)
    case("broken-signature-shown", pdf, "Sneaky signature: what is shown is no signature.", failed("HASH_FAILURE"))


def _certified(suite: Suite, pki: PKI) -> None:
    """Certification attacks (Rohlmann et al., 2021; ISO 32000-2, table 257)."""

    def case(label: str, pdf: PDF, why: str, *more: dict[str, Any]) -> None:
        if pdf.pending:
            pdf.finish()
        suite.case(f"pades/certified-{label}.pdf", pdf.data, [forbidden(), *more], f"ISO 32000-2, table 257: {why}")

    pdf = PDF()
    number, _ = pdf.add_text_field("Sum")
    pdf.sign(certify(1, pki))
    pdf.fill(number, "Sum", "17")
    case("1-filled-in", pdf, "P 1 lets nobody fill in forms.")
    pdf = PDF()
    pdf.sign(certify(1, pki))
    case("1-signed", _signed_again(pdf, pki), "P 1 lets nobody sign.", unchanged())
    for level in (1, 2):
        pdf = PDF()
        pdf.sign(certify(level, pki))
        pdf.sign(replace(timestamp(pki, dates.STAMPED), appearance=drawing(b"1 g 0 0 200 50 re f")))
        case(f"{level}-stamp-shown", pdf, "a document time-stamp shows nothing: nobody signed what it would show.")
        pdf = PDF()
        pdf.sign(certify(level, pki))
        note = {"Type": "/Annot", "Subtype": "/Text", "Rect": [10, 10, 30, 30], "Contents": text("Seen")}
        pdf.annotate(pdf.new(dictionary(note)))
        case(f"{level}-commented", pdf, f"P {level} lets nobody comment.")
    for kind in ("FreeText", "Stamp", "Redact", "Square"):
        pdf = PDF()
        pdf.sign(certify(3, pki))
        shown = drawing(b"1 g 0 0 595 842 re f", (595, 842))
        entries = {"Type": "/Annot", "Subtype": f"/{kind}", "Rect": [0, 0, 595, 842], "AP": {"N": ref(pdf.new(shown))}}
        pdf.annotate(pdf.new(dictionary(entries)))
        case(f"3-{kind.lower()}", pdf, "evil annotation: what covers or writes is content, whatever P says.")
    pdf = PDF()
    pdf.add_text_field("Sum")
    pdf.sign(Signature(cms(pki), entries={"Reference": [doc_mdp(2), field_mdp("Include", "Signature2")]}))
    case("signature-field-locked", _signed_again(pdf, pki), "FieldMDP locks the field that was signed.", unchanged())
    pdf = PDF()
    number, _ = pdf.add_text_field("Sum")
    pdf.sign(certify(2, pki))
    pdf.sign(Signature(cms(pki, "ec-individual"), "Signature2", entries={"Reference": [field_mdp("All")]}))
    pdf.fill(number, "Sum", "17")
    pdf.finish()
    suite.case(
        "pades/certified-2-signed-and-locked.pdf",
        pdf.data,
        [permitted(2), forbidden()],
        "ISO 32000-2, 12.8.2.4: the first signer lets forms be filled in, the second does not.",
    )


def _signed_again(pdf: PDF, pki: PKI) -> PDF:
    pdf.sign(Signature(cms(pki, "ec-individual"), "Signature2"))
    return pdf


__all__ = ["add", "passed"]
