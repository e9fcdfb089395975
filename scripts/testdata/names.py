"""Distinguished names and the numbers of fictional people and organisations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import der
from .seeded import Seeded

_TYPES = {
    "CN": "2.5.4.3",
    "SURNAME": "2.5.4.4",
    "SERIALNUMBER": "2.5.4.5",
    "C": "2.5.4.6",
    "L": "2.5.4.7",
    "O": "2.5.4.10",
    "OU": "2.5.4.11",
    "G": "2.5.4.42",
    "UID": "0.9.2342.19200300.100.1.1",
    "E": "1.2.840.113549.1.9.1",
}
ORGANISATION = "ТОО «САНДЫҚ СЫНАҚ»"


def name(*parts: tuple[str, str], encode: Callable[[str], bytes] = der.utf8) -> bytes:
    """A Name, one attribute per RDN, in the order given; the country and numbers are PrintableString."""
    rdns = []
    for kind, text in parts:
        fixed = {"C": der.printable, "SERIALNUMBER": der.printable, "E": der.ia5}
        value = fixed.get(kind, encode)(text)
        rdns.append(der.set_of(der.seq(der.oid(_TYPES[kind]), value)))
    return der.seq(*rdns)


def control_digit(digits: str) -> str | None:
    """The control digit of the first eleven digits of an IIN or BIN, or None if there is none."""
    weights: Sequence[int] = range(1, 12)
    total = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
    if total == 10:
        weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
        total = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
    return None if total == 10 else str(total)


def _numbered(label: str, prefix: str) -> str:
    seeded = Seeded(f"number {label}")
    while True:
        digits = prefix + f"{seeded.below(10 ** (11 - len(prefix))):0{11 - len(prefix)}d}"
        if control := control_digit(digits):
            return digits + control


def iin(label: str) -> str:
    """An IIN with a right control digit that nobody has: it would mean day 99 of month 99."""
    return _numbered(label, "009999")


def bin_number(label: str) -> str:
    """A BIN with a right control digit that nobody has: month 99, kind 9."""
    return _numbered(label, "00999")


@dataclass(frozen=True)
class Person:
    """A fictional natural person."""

    surname: str
    given: str
    patronymic: str
    iin: str

    @property
    def common_name(self) -> str:
        """Surname and given name, as national certificates have them."""
        return f"{self.surname} {self.given}"


def person(surname: str, given: str, patronymic: str) -> Person:
    """A fictional person whose IIN follows from the name."""
    return Person(surname, given, patronymic, iin(f"{surname} {given}"))


def personal_name(
    who: Person, bin_: str | None = None, organisation: str = ORGANISATION, encode: Callable[[str], bytes] = der.utf8
) -> bytes:
    """The national subject of a person, or of a person acting for an organisation."""
    company = [("O", organisation), ("OU", f"BIN{bin_}")] if bin_ else []
    return name(
        ("CN", who.common_name),
        ("SURNAME", who.surname),
        ("SERIALNUMBER", f"IIN{who.iin}"),
        ("C", "KZ"),
        *company,
        ("G", who.patronymic),
        encode=encode,
    )
