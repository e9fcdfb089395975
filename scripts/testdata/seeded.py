"""Chance that is the same on every run: a stream of octets named by a label."""

import hashlib

_SEED = b"sandyq test data, first edition"


class Seeded:
    """The octets HMAC-like SHA-256(seed, label, counter); equal labels give equal streams."""

    def __init__(self, label: str) -> None:
        self._prefix = hashlib.sha256(_SEED + b"\0" + label.encode()).digest()
        self._counter = 0
        self._pool = b""

    def octets(self, size: int) -> bytes:
        """The next octets of the stream."""
        while len(self._pool) < size:
            block = self._prefix + self._counter.to_bytes(8, "big")
            self._pool += hashlib.sha256(block).digest()
            self._counter += 1
        taken, self._pool = self._pool[:size], self._pool[size:]
        return taken

    def below(self, limit: int) -> int:
        """A number from 1 to limit - 1, with no bias worth speaking of."""
        size = (limit.bit_length() + 7) // 8 + 16
        return 1 + int.from_bytes(self.octets(size), "big") % (limit - 1)


def serial_number(label: str) -> int:
    """A positive certificate serial number of twenty octets."""
    return int.from_bytes(Seeded("serial " + label).octets(20), "big") >> 1 | 1 << 150
