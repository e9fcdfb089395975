"""PDF files grown revision by revision (ISO 32000-2), as plainly written as the format allows."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# What a signature dictionary holds until it is signed.
ROOM = 2_816
_RANGE = b"/ByteRange [0 0000000000 0000000000 0000000000]"
IDENTIFIER = hashlib.md5(b"sandyq").digest()


def dictionary(entries: Mapping[str, object]) -> bytes:
    """A dictionary; values are written as they stand, lists as arrays."""
    return b"<< " + b" ".join(b"/" + key.encode() + b" " + value(entry) for key, entry in entries.items()) + b" >>"


def value(entry: object) -> bytes:
    """An object's text."""
    if isinstance(entry, bytes):
        return entry
    if isinstance(entry, Mapping):
        return dictionary(entry)
    if isinstance(entry, list | tuple):
        return b"[" + b" ".join(value(one) for one in entry) + b"]"
    return str(entry).encode()


def ref(number: int) -> str:
    """A reference to an object."""
    return f"{number} 0 R"


def text(string: str) -> bytes:
    """A string in hexadecimal, as UTF-16 where ASCII does not do."""
    octets = string.encode() if string.isascii() else b"\xfe\xff" + string.encode("utf-16-be")
    return b"<" + octets.hex().encode() + b">"


def stream(data: bytes, entries: Mapping[str, object] | None = None) -> bytes:
    """A stream without filters."""
    return dictionary({**(entries or {}), "Length": len(data)}) + b"\nstream\n" + data + b"\nendstream"


def drawing(data: bytes, size: tuple[int, int] = (200, 50), **entries: object) -> bytes:
    """A form XObject: what shows an annotation."""
    return stream(data, {"Type": "/XObject", "Subtype": "/Form", "BBox": [0, 0, *size], **entries})


@dataclass
class Signature:
    """How a field is signed; `make` gives Contents for the octets that are covered."""

    make: Callable[[bytes], bytes]
    name: str = "Signature1"
    encoding: str | None = "/ETSI.CAdES.detached"
    entries: dict[str, object] = field(default_factory=dict)
    widget: dict[str, object] = field(default_factory=dict)
    room: int = ROOM
    appearance: bytes | None = None
    existing: int | None = None
    contents: str = "<>"


class PDF:
    """A file being made: objects wait in `pending` until a revision is finished."""

    def __init__(self, *, pages: int = 1, lines: str = "Act No. 17: 1 250 000", junk: bytes = b"") -> None:
        self.data = junk + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        self.base = len(junk)
        self.pending: dict[int, bytes] = {}
        self.size = 1
        self.previous: int | None = None
        self.crypt: Callable[[int, bytes], bytes] | None = None
        self.pack: Callable[[bytes], bytes] | None = None
        self.trailer: dict[str, object] = {}
        self.catalogue: dict[str, object] = {"Type": "/Catalog"}
        self.form: dict[str, object] = {}
        self.fields: list[str] = []
        self.pages: list[int] = []
        self.page: dict[int, dict[str, object]] = {}
        self.root = self.new()
        self.tree = self.new()
        self.font = self.new(dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}))
        for number in range(pages):
            self.add_page(f"{lines} (page {number + 1})")
        self.info = self.new(dictionary({"Producer": text("Sandyq test data")}))
        self.trailer = {"Root": ref(self.root), "Info": ref(self.info), "ID": [text_id(IDENTIFIER)] * 2}
        self.catalogue["Pages"] = ref(self.tree)
        self.put_tree()
        self.put_catalogue()

    def new(self, body: bytes | None = None) -> int:
        """A number that no object has, and its object if it is given."""
        number, self.size = self.size, self.size + 1
        if body is not None:
            self.pending[number] = body
        return number

    def add_page(self, line: str) -> int:
        """A page that shows a line."""
        content = self.new(stream(f"BT /F1 18 Tf 50 700 Td ({line}) Tj ET".encode()))
        number = self.new()
        self.page[number] = {
            "Type": "/Page",
            "Parent": ref(self.tree),
            "MediaBox": [0, 0, 595, 842],
            "Resources": {"Font": {"F1": ref(self.font)}},
            "Contents": ref(content),
        }
        self.pages.append(number)
        self.put_page(number)
        return number

    def put_page(self, number: int) -> None:
        """Writes a page anew."""
        self.pending[number] = dictionary(self.page[number])

    def put_tree(self) -> None:
        """Writes the page tree anew."""
        kids = [ref(number) for number in self.pages]
        self.pending[self.tree] = dictionary({"Type": "/Pages", "Kids": kids, "Count": len(kids)})

    def put_catalogue(self) -> None:
        """Writes the catalogue anew, with the form in it."""
        form = {"AcroForm": {"Fields": self.fields, **self.form}} if self.fields else {}
        self.pending[self.root] = dictionary({**self.catalogue, **form})

    def annotate(self, annotation: int, page: int = 0) -> None:
        """Puts an annotation on a page."""
        entries = self.page[self.pages[page]]
        entries["Annots"] = [*entries.get("Annots", []), ref(annotation)]  # type: ignore[misc]
        self.put_page(self.pages[page])

    def add_field(self, name: str, kind: str = "/Tx", **entries: object) -> int:
        """A form field with its widget on the first page."""
        number = self.new(
            dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Widget",
                    "FT": kind,
                    "T": text(name),
                    "F": 4,
                    "Rect": [50, 500, 250, 550],
                    "P": ref(self.pages[0]),
                    **entries,
                }
            )
        )
        self.fields.append(ref(number))
        self.annotate(number)
        self.put_catalogue()
        return number

    def add_text_field(self, name: str, shown: str = "", **entries: object) -> tuple[int, int]:
        """A text field and the drawing that shows its value."""
        appearance = self.new(drawing(f"BT /F1 12 Tf 2 5 Td ({shown}) Tj ET".encode()))
        number = self.add_field(name, V=text(shown), AP={"N": ref(appearance)}, **entries)
        return number, appearance

    def fill(self, number: int, name: str, shown: str, **entries: object) -> int:
        """Fills in a text field; the drawing is a new object."""
        appearance = self.new(drawing(f"BT /F1 12 Tf 2 5 Td ({shown}) Tj ET".encode()))
        self.pending[number] = dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Widget",
                "FT": "/Tx",
                "T": text(name),
                "F": 4,
                "Rect": [50, 500, 250, 550],
                "P": ref(self.pages[0]),
                "V": text(shown),
                "AP": {"N": ref(appearance)},
                **entries,
            }
        )
        return appearance

    def finish(self, form: str = "table", trailer: Mapping[str, object] | None = None) -> int:
        """Ends a revision: a cross-reference `table`, a `stream` with an object stream, or a `hybrid` of both."""
        packed = [n for n, body in self.pending.items() if b"stream\n" not in body and b"/ByteRange" not in body]
        packed = packed if form != "table" else []
        offsets: dict[int, tuple[int, int, int]] = {}
        if packed:
            container = self.new()
            bodies = [self._body(number, nested=True) for number in packed]
            heads, place = [], 0
            for number, body in zip(packed, bodies, strict=True):
                heads.append(f"{number} {place}")
                place += len(body) + 1
            head = (" ".join(heads) + " ").encode()
            self.pending[container] = self._stream(
                head + b"\n".join(bodies) + b"\n", {"Type": "/ObjStm", "N": len(packed), "First": len(head)}
            )
            offsets |= {number: (2, container, index) for index, number in enumerate(packed)}
        for number in [n for n in self.pending if n not in packed]:
            offsets[number] = (1, len(self.data) - self.base, 0)
            self.data += f"{number} 0 obj\n".encode() + self._body(number) + b"\nendobj\n"
        self.pending.clear()
        entries: dict[str, object] = {**self.trailer, **(trailer or {})}
        if self.previous is not None and "Prev" not in entries:
            entries["Prev"] = self.previous
        entries = {key: entry for key, entry in entries.items() if entry is not None}
        if form == "stream":
            start = self._cross_reference_stream(offsets, entries)
        else:
            if form == "hybrid":
                hidden = {number: entry for number, entry in offsets.items() if entry[0] == 2}
                entries["XRefStm"] = self._cross_reference_stream(hidden, {})
                offsets = {number: entry for number, entry in offsets.items() if entry[0] == 1}
            start = self._table(offsets, entries)
        self.data += f"startxref\n{start}\n%%EOF\n".encode()
        self.previous = start
        return len(self.data)

    def _stream(self, data: bytes, entries: Mapping[str, object], columns: int | None = None) -> bytes:
        """A stream of the file's structure, under FlateDecode if the file is packed: rows with what is above taken off."""
        if not self.pack:
            return stream(data, entries)
        filters: dict[str, object] = {"Filter": "/FlateDecode"}
        if columns:
            filters["DecodeParms"] = {"Predictor": 12, "Columns": columns}
            rows = [data[start : start + columns] for start in range(0, len(data), columns)]
            above = [bytes(columns), *rows]
            data = b"".join(
                b"\2" + bytes((octet - other) % 256 for octet, other in zip(row, before, strict=True))
                for row, before in zip(rows, above, strict=False)
            )
        return stream(self.pack(data), {**entries, **filters})

    def _body(self, number: int, *, nested: bool = False) -> bytes:
        body = self.pending[number]
        return self.crypt(number, body) if self.crypt and not nested else body

    def _table(self, offsets: Mapping[int, tuple[int, int, int]], entries: Mapping[str, object]) -> int:
        start = len(self.data) - self.base
        rows = {number: f"{entry[1]:010} 00000 n \n" for number, entry in offsets.items()}
        if self.previous is None:
            rows[0] = "0000000000 65535 f \n"
        self.data += b"xref\n"
        for first, count in _runs(rows):
            self.data += f"{first} {count}\n".encode() + "".join(rows[first + i] for i in range(count)).encode()
        self.data += b"trailer\n" + dictionary({"Size": self.size, **entries}) + b"\n"
        return start

    def _cross_reference_stream(
        self, offsets: Mapping[int, tuple[int, int, int]], entries: Mapping[str, object]
    ) -> int:
        own = self.new()
        start = len(self.data) - self.base
        rows = {number: entry for number, entry in offsets.items()} | {own: (1, start, 0)}
        if self.previous is None:
            rows[0] = (0, 0, 65_535)
        packed = b"".join(
            rows[first + i][0].to_bytes(1, "big")
            + rows[first + i][1].to_bytes(4, "big")
            + rows[first + i][2].to_bytes(2, "big")
            for first, count in _runs(rows)
            for i in range(count)
        )
        index = [number for run in _runs(rows) for number in run]
        body = self._stream(
            packed, {"Type": "/XRef", "Size": self.size, "W": [1, 4, 2], "Index": index, **entries}, columns=7
        )
        self.data += f"{own} 0 obj\n".encode() + body + b"\nendobj\n"
        return start

    def sign(self, signature: Signature, form: str = "table", trailer: Mapping[str, object] | None = None) -> bytes:
        """Adds a signature in a revision of its own, with whatever else is pending."""
        entries: dict[str, object] = {"Type": "/Sig", "Filter": "/Adobe.PPKLite"}
        if signature.encoding:
            entries["SubFilter"] = signature.encoding
        entries |= signature.entries
        hole = {"<>": b"<" + bytes(2 * signature.room).replace(b"\0", b"0") + b">"}[signature.contents]
        dictionary_number = self.new(dictionary(entries)[:-2] + _RANGE + b" /Contents " + hole + b" >>")
        widget: dict[str, object] = {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": text(signature.name),
            "F": 132,
            "Rect": [0, 0, 0, 0],
            "P": ref(self.pages[0]),
            "V": ref(dictionary_number),
        }
        if signature.appearance is not None:
            widget |= {"Rect": [300, 50, 500, 100], "AP": {"N": ref(self.new(signature.appearance))}}
        widget |= signature.widget
        if signature.existing is None:
            number = self.new(dictionary(widget))
            self.fields.append(ref(number))
            self.form["SigFlags"] = 3
            self.annotate(number)
            self.put_catalogue()
        else:
            self.pending[signature.existing] = dictionary(widget)
        self.finish(form, trailer)
        self.seal(signature.make, signature.room)
        return self.data

    def seal(self, make: Callable[[bytes], bytes], room: int = ROOM, end: int | None = None) -> None:
        """Writes the last ByteRange that is still open, and what `make` gives for the octets it covers."""
        end = end or len(self.data)
        place = self.data.rindex(_RANGE)
        start = self.data.index(b"/Contents <", place) + len(b"/Contents ")
        stop = start + 2 * room + 2
        numbers = f"/ByteRange [0 {start} {stop} {end - stop}]".encode()
        self.data = self.data[:place] + numbers.ljust(len(_RANGE)) + self.data[place + len(_RANGE) :]
        contents = make(self.data[:start] + self.data[stop:end])
        assert len(contents) <= room, len(contents)
        filled = b"<" + contents.ljust(room, b"\0").hex().encode() + b">"
        self.data = self.data[:start] + filled + self.data[stop:]


def _runs(rows: Mapping[int, object]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(rows):
        if runs and number == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def text_id(octets: bytes) -> bytes:
    """A string of octets."""
    return b"<" + octets.hex().encode() + b">"


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for octet in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(octet ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encrypt(pdf: PDF, user: bytes = b"", *, named: bool = True) -> None:
    """Encrypts what a file will be given from now on: RC4, 128 bits (ISO 32000-1, 7.6, revision 3).

    The streams and hexadecimal strings of objects are encrypted, but not a signature's Contents.
    """
    owner_key = hashlib.md5((b"owner" + _PAD)[:32]).digest()
    for _ in range(50):
        owner_key = hashlib.md5(owner_key).digest()
    owner = (user + _PAD)[:32]
    for step in range(20):
        owner = _rc4(bytes(octet ^ step for octet in owner_key), owner)
    permissions = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5((user + _PAD)[:32] + owner + permissions + IDENTIFIER).digest()
    for _ in range(50):
        key = hashlib.md5(key).digest()
    check = hashlib.md5(_PAD + IDENTIFIER).digest()
    for step in range(20):
        check = _rc4(bytes(octet ^ step for octet in key), check)
    pdf.trailer["Encrypt"] = {
        "Filter": "/Standard", "V": 2, "R": 3, "Length": 128, "P": -4,
        "O": text_id(owner), "U": text_id(check + bytes(16)),
    }  # fmt: skip

    def crypt(number: int, body: bytes) -> bytes:
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()
        head, mark, rest = body.partition(b"\nstream\n")
        if mark:
            data = rest.removesuffix(b"\nendstream")
            rest = _rc4(own, data) + b"\nendstream"
        return _strings(head, own) + mark + rest

    pdf.crypt = crypt


def _strings(body: bytes, key: bytes) -> bytes:
    out, place = b"", 0
    while (start := body.find(b"<", place)) >= 0:
        if body[start : start + 2] == b"<<":
            out, place = out + body[place : start + 2], start + 2
            continue
        stop = body.index(b">", start)
        if body[:start].endswith(b"/Contents "):
            out += body[place : stop + 1]
        else:
            out += body[place:start] + text_id(_rc4(key, bytes.fromhex(body[start + 1 : stop].decode())))
        place = stop + 1
    return out + body[place:]
