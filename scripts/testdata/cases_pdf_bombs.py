"""Cases about PDF files that unpack to far more than they are, or make a reader keep far more than it read."""

from collections.abc import Callable, Mapping
from typing import Any

from .bombs import repeated, stored
from .cases_pdf import WELL, cms, permitted
from .manifest import Suite
from .pdf import PDF, Signature, dictionary, encrypt, value
from .pki import PKI

_REFUSED: dict[str, Any] = {"indication": "INDETERMINATE", "subIndication": "CUSTOM"}
_PACKED = {"Filter": "/FlateDecode"}
_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] >> "
_PAGES = dictionary({"Type": "/Pages", "Kids": [], "Count": 0})
Rows = Mapping[int, tuple[int, int, int]]


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _packed(suite, pki)
    _object_streams(suite)
    _cross_references(suite, pki)


def _stream(data: bytes, entries: Mapping[str, object]) -> bytes:
    return dictionary({**entries, "Length": len(data)}) + b"\nstream\n" + data + b"\nendstream"


def _document(objects: Mapping[int, bytes], rows: Rows, *, before: bytes = b"%PDF-1.7\n", **options: Any) -> bytes:
    """A revision with a cross-reference stream; `packed` and `entries` may make of it what they like."""
    data, found = before, dict(rows)
    for number, body in objects.items():
        found[number] = (1, len(data), 0)
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    own, start = max(found, default=options.get("size", 0)) + 1, len(data)
    found[own] = (1, start, 0)
    found.setdefault(0, (0, 0, 65_535))
    table = b"".join(
        kind.to_bytes(1, "big") + field.to_bytes(4, "big") + last.to_bytes(2, "big")
        for kind, field, last in (found.get(number, (0, 0, 0)) for number in range(own + 1))
    )
    pack: Callable[[bytes], bytes] = options.get("pack", stored)
    entries = {"Type": "/XRef", "Size": own + 1, "W": [1, 4, 2], "Root": "1 0 R", **_PACKED, **options.get("entries", {})}
    data += f"{own} 0 obj\n".encode() + _stream(pack(table), entries) + b"\nendobj\n"
    return data + f"startxref\n{start}\n%%EOF\n".encode()


def _in_stream(container: bytes, numbers: range = range(1, 2), **options: Any) -> bytes:
    """A document whose catalogue is in an object stream, number 3."""
    return _document({2: _PAGES, 3: container}, {number: (2, 3, 0) for number in (1, *numbers)}, **options)


def _container(packed: bytes, *, count: int = 1, first: int = 4, filters: object = "/FlateDecode") -> bytes:
    return _stream(packed, {"Type": "/ObjStm", "N": count, "First": first, "Filter": filters})


def _packed(suite: Suite, pki: PKI) -> None:
    """What is packed as writers pack it is read."""
    for label, prepare in (("", lambda pdf: None), ("-encrypted", encrypt)):
        pdf = PDF()
        prepare(pdf)
        number, _ = pdf.add_text_field("Sum")
        pdf.pack = stored
        pdf.finish("stream")
        pdf.sign(Signature(cms(pki)), "stream")
        pdf.fill(number, "Sum", "17")
        pdf.finish("stream")
        suite.case(
            f"pades/packed{label}.pdf",
            pdf.data,
            [permitted(level="B-B")],
            "ISO 32000-2, 7.4.4 and 7.5.8: object streams and cross-reference streams under FlateDecode, the latter with a "
            f"PNG predictor. {WELL}",
        )


def _object_streams(suite: Suite) -> None:
    head = b"1 0 " + _CATALOGUE
    one = repeated(head + b">> ", b"\0", 70_000)
    million = repeated(head + b"/X [", b"0 ", 7_000, b"] >> ")
    many = range(4, 20_004)
    heads = b"1 0 " + b"".join(f"{number} 0 ".encode() for number in many)
    same = repeated(heads + _CATALOGUE + b"/X [", b"0 ", 200, b"] >> ")
    twice = stored(repeated(head + b">> ", b"\0", 4_000))
    for label, data, why in (
        ("object-stream", _in_stream(_container(one)), "one object stream of 18 MB in 18 KB"),
        ("values", _in_stream(_container(million)), "an array of 900,000 numbers in an object stream of 2 KB"),
        (
            "filters-chained",
            _in_stream(_container(twice, filters=["/FlateDecode", "/FlateDecode"])),
            "an object stream packed twice, which writers have no reason for",
        ),
        (
            "objects-at-one-place",
            _in_stream(_container(same, count=20_001, first=len(heads)), many),
            "20,000 objects that all begin at one place of an object stream, and are read as often",
        ),
    ):
        suite.case(
            f"pades/bomb-{label}.pdf",
            data,
            None,
            f"ISO 32000-2, 7.5.7: {why}. Nobody can tell whether it is signed: a result within bounds of memory and time.",
            file_verdict=_REFUSED,
        )


def _cross_references(suite: Suite, pki: PKI) -> None:
    objects = {1: _CATALOGUE + b">>", 2: _PAGES}
    signed = PDF()
    signed.sign(Signature(cms(pki)))

    def rows(table: bytes) -> bytes:
        return repeated(table, b"\0", 70_000)

    wide = {"Predictor": 12, "Columns": 1_000_000_000}
    for label, data, why in (
        (
            "rows",
            _document(objects, {}, pack=rows, entries={"Size": 2_500_000}),
            "2.5 million rows in a cross-reference stream of 18 KB",
        ),
        (
            "rows-after-signature",
            _document({}, {}, before=signed.data, pack=rows, size=signed.size, entries={"Size": 2_500_000, "Prev": signed.previous}),
            "the same, added to a signed document",
        ),
        (
            "predictor",
            _document(objects, {}, entries={"DecodeParms": value(wide)}),
            "a predictor of rows of a thousand million octets",
        ),
    ):
        suite.case(
            f"pades/bomb-{label}.pdf",
            data,
            None,
            f"ISO 32000-2, 7.5.8: {why}. Nobody can tell what is signed: a result within bounds of memory and time.",
            file_verdict=_REFUSED,
        )
