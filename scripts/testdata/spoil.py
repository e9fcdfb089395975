"""Ways to damage encoded data without changing its length."""


def flip(data: bytes, part: bytes, position: int = -1, mask: int = 1) -> bytes:
    """The data with one octet of the part changed; the part must occur exactly once."""
    assert data.count(part) == 1, data.count(part)
    changed = bytearray(part)
    changed[position] ^= mask
    return data.replace(part, bytes(changed))


def swap(data: bytes, part: bytes, other: bytes) -> bytes:
    """The data with the part replaced by another of the same length; the part must occur exactly once."""
    assert data.count(part) == 1 and len(part) == len(other), (data.count(part), len(part), len(other))
    return data.replace(part, other)
