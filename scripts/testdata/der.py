"""A small DER writer: every function returns one encoded value."""

from datetime import UTC, datetime


def length(size: int) -> bytes:
    """The shortest definite length."""
    if size < 128:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def tlv(tag: int, content: bytes) -> bytes:
    """A value with a one-byte tag."""
    return bytes([tag]) + length(len(content)) + content


def seq(*parts: bytes) -> bytes:
    """SEQUENCE."""
    return tlv(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF, sorted as DER asks (X.690, 11.6)."""
    return tlv(0x31, b"".join(sorted(parts)))


def set_as_given(*parts: bytes) -> bytes:
    """SET OF in the order given, which need not be DER."""
    return tlv(0x31, b"".join(parts))


def integer(number: int) -> bytes:
    """INTEGER, in the fewest octets."""
    size = (number if number >= 0 else ~number).bit_length() // 8 + 1
    return tlv(2, number.to_bytes(size, "big", signed=True))


def enumerated(number: int) -> bytes:
    """ENUMERATED."""
    return b"\x0a" + integer(number)[1:]


def boolean(value: bool) -> bytes:
    """BOOLEAN."""
    return b"\x01\x01\xff" if value else b"\x01\x01\x00"


def null() -> bytes:
    """NULL."""
    return b"\x05\x00"


def octets(content: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(4, content)


def bits(content: bytes, unused: int = 0) -> bytes:
    """BIT STRING."""
    return tlv(3, bytes([unused]) + content)


def named_bits(*positions: int) -> bytes:
    """BIT STRING with a named bit list: trailing zero bits dropped (X.690, 11.2.2)."""
    if not positions:
        return bits(b"")
    width = max(positions) + 1
    size = (width + 7) // 8
    number = sum(1 << (8 * size - 1 - position) for position in positions)
    return bits(number.to_bytes(size, "big"), 8 * size - width)


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    content = b""
    for arc in [40 * first + second, *rest]:
        chunk = bytes([arc & 0x7F])
        while arc := arc >> 7:
            chunk = bytes([0x80 | arc & 0x7F]) + chunk
        content += chunk
    return tlv(6, content)


def utf8(text: str) -> bytes:
    """UTF8String."""
    return tlv(0x0C, text.encode())


def printable(text: str) -> bytes:
    """PrintableString."""
    return tlv(0x13, text.encode("ascii"))


def t61(text: str) -> bytes:
    """TeletexString, with the Latin-1 octets that real issuers put there."""
    return tlv(0x14, text.encode("latin-1"))


def ia5(text: str) -> bytes:
    """IA5String."""
    return tlv(0x16, text.encode("ascii"))


def bmp(text: str) -> bytes:
    """BMPString."""
    return tlv(0x1E, text.encode("utf-16-be"))


def explicit(number: int, content: bytes) -> bytes:
    """[number] EXPLICIT, or a constructed [number] IMPLICIT whose content is given."""
    return tlv(0xA0 | number, content)


def implicit(number: int, content: bytes) -> bytes:
    """[number] IMPLICIT over a primitive type."""
    return tlv(0x80 | number, content)


def retagged(tag: int, encoded: bytes) -> bytes:
    """The value under another one-byte tag."""
    return bytes([tag]) + encoded[1:]


def moment(text: str) -> datetime:
    """An RFC 3339 UTC time as a datetime."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def generalized(text: str) -> bytes:
    """GeneralizedTime of an RFC 3339 UTC time."""
    return tlv(0x18, moment(text).strftime("%Y%m%d%H%M%SZ").rjust(15, "0").encode())


def time(text: str) -> bytes:
    """UTCTime up to 2049, GeneralizedTime after (RFC 5280, 4.1.2.5)."""
    when = moment(text)
    if 1950 <= when.year < 2050:
        return tlv(0x17, when.strftime("%y%m%d%H%M%SZ").encode())
    return generalized(text)


def split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The first value's header, its content, and what follows it (one-byte tags, definite lengths)."""
    size, start = data[1], 2
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(data[2:start], "big")
    return data[:start], data[start : start + size], data[start + size :]


def children(data: bytes) -> list[bytes]:
    """The values inside a constructed value, each whole."""
    rest, found = split(data)[1], []
    while rest:
        header, content, after = split(rest)
        found.append(header + content)
        rest = after
    return found
