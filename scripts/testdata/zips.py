"""ZIP archives (APPNOTE.TXT 6.3.10), written octet by octet: honest ones, and ones that contradict themselves."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

# 2025-10-10 09:00:00 in the manner of MS-DOS.
_WHEN = (9 << 11).to_bytes(2, "little") + ((2025 - 1980) << 9 | 10 << 5 | 10).to_bytes(2, "little")
_UTF8 = 0x800


def _n(value: int, size: int) -> bytes:
    return value.to_bytes(size, "little")


@dataclass
class Entry:
    """One entry; `local_name` and `flags` spoil it."""

    name: str
    content: bytes
    packed: bool = False
    local_name: str | None = None
    flags: int = _UTF8

    def stored(self) -> bytes:
        """The content as it stands: as it is, or as DEFLATE blocks that pack nothing, the same under every zlib."""
        if not self.packed:
            return self.content
        pieces = [self.content[i : i + 0xFFFF] for i in range(0, len(self.content), 0xFFFF)] or [b""]
        return b"".join(
            bytes([piece is pieces[-1]]) + _n(len(piece), 2) + _n(len(piece) ^ 0xFFFF, 2) + piece for piece in pieces
        )


def archive(
    entries: Iterable[Entry], *, comment: bytes = b"", before: bytes = b"", between: bytes = b"", after: bytes = b""
) -> bytes:
    """An archive; octets that belong to nothing may stand before, between and after what belongs to it."""
    out, directory, count = bytearray(before), bytearray(), 0
    for entry in entries:
        offset, data = len(out), entry.stored()
        middle = _n(8 if entry.packed else 0, 2) + _WHEN + _n(zlib.crc32(entry.content), 4)
        sizes = _n(len(data), 4) + _n(len(entry.content), 4)
        local, name = (entry.local_name or entry.name).encode(), entry.name.encode()
        flags = _n(entry.flags, 2)
        out += b"PK\3\4\x14\0" + flags + middle + sizes + _n(len(local), 2) + b"\0\0" + local + data + between
        directory += b"PK\1\2\x14\3\x14\0" + flags + middle + sizes + _n(len(name), 2) + bytes(8)
        directory += _n(0o100644 << 16, 4) + _n(offset, 4) + name
        count += 1
    end = b"PK\5\6\0\0\0\0" + _n(count, 2) * 2 + _n(len(directory), 4) + _n(len(out), 4) + _n(len(comment), 2)
    return bytes(out + directory + end + comment + after)
