"""Octets that unpack to far more than they are: DEFLATE (RFC 1951) written by hand, the same under every zlib."""

import zlib


class _Bits:
    """Bits, the first of an octet being its lowest."""

    def __init__(self) -> None:
        self.octets, self.free = bytearray(), 0

    def put(self, value: int, count: int) -> None:
        """A number, its lowest bit first."""
        for place in range(count):
            if not self.free:
                self.octets.append(0)
                self.free = 8
            self.octets[-1] |= (value >> place & 1) << 8 - self.free
            self.free -= 1

    def code(self, value: int, count: int) -> None:
        """A Huffman code, its highest bit first."""
        for place in reversed(range(count)):
            self.put(value >> place, 1)


def stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) that packs nothing."""
    pieces = [data[start : start + 65_535] for start in range(0, len(data), 65_535)] or [b""]
    body = b"".join(
        bytes([place == len(pieces) - 1]) + _n(len(piece)) + _n(len(piece) ^ 0xFFFF) + piece
        for place, piece in enumerate(pieces)
    )
    return b"\x78\x01" + body + zlib.adler32(data).to_bytes(4, "big")


def repeated(head: bytes, unit: bytes, count: int, tail: bytes = b"") -> bytes:
    """A zlib stream of `head`, `unit` over and over (258 octets `count` times), and `tail`: some two bits for 258 octets."""
    assert len(unit) in (1, 2)
    bits = _Bits()
    start = head + unit
    for place in range(0, len(start), 65_535):
        _stored_block(bits, start[place : place + 65_535])
    # One block: the two codes used are "as before, 258 octets" and the end.
    bits.put(0, 1)
    bits.put(2, 2)
    bits.put(286 - 257, 5)
    bits.put(len(unit) - 1, 5)
    bits.put(18 - 4, 4)
    lengths = {18: 1, 1: 2, 0: 2}
    for symbol in (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1):
        bits.put(lengths.get(symbol, 0), 3)
    for zeros in (138, 118):
        _zeros(bits, zeros)
    bits.code(0b11, 2)
    _zeros(bits, 28)
    bits.code(0b11, 2)
    for place in range(len(unit)):
        bits.code(0b11 if place == len(unit) - 1 else 0b10, 2)
    for _ in range(count):
        bits.put(1, 1)
        bits.put(0, 1)
    bits.put(0, 1)
    _stored_block(bits, tail, last=True)
    checksum = zlib.adler32(start)
    run = unit * (258 // len(unit))
    for _ in range(count):
        checksum = zlib.adler32(run, checksum)
    return b"\x78\x01" + bytes(bits.octets) + zlib.adler32(tail, checksum).to_bytes(4, "big")


def _zeros(bits: _Bits, count: int) -> None:
    """Code lengths of zero, repeated."""
    bits.code(0, 1)
    bits.put(count - 11, 7)


def _stored_block(bits: _Bits, data: bytes, *, last: bool = False) -> None:
    bits.put(int(last), 1)
    bits.put(0, 2)
    bits.free = 0
    bits.octets += _n(len(data)) + _n(len(data) ^ 0xFFFF) + data


def _n(number: int) -> bytes:
    return number.to_bytes(2, "little")
