"""GOST 34.311-95 (GOST R 34.11-94) with the test S-box, as Kazakhstan's certification centres use it.

The algorithm is RFC 5831's; the S-box is id-GostR3411-94-TestParamSet (RFC 4357, 11.2) and the
starting value is zero. Russia's parameter set (CryptoPro) gives other digests.
"""

# RFC 4357, 11.2: rows K1 to K8, each the sixteen images of 0..15; K1 serves the lowest nibble.
_SBOX = tuple(
    bytes(int(digit, 16) for digit in row)
    for row in (
        "4a92d80e6b1c7f53", "eb4c6dfa23810759", "581da342efc7609b", "7da1089fe46cb253",
        "6c715fd84a9e03b2", "4ba0721d36859cfe", "db413f590ae7682c", "1fd057a4923e6b8c",
    )
)  # fmt: skip

_MASK32 = 0xFFFFFFFF
_MASK256 = (1 << 256) - 1
# RFC 5831, 6.2: the constant C3 of the key schedule (C2 and C4 are zero).
_C3 = bytes.fromhex("ff00ffff000000ffff0000ff00ffff0000ff00ff00ff00ffff00ff00ff00ff00")[::-1]


def _tables() -> list[list[int]]:
    """Two nibbles of the S-box and the rotation by 11, for each byte of a word."""
    tables = []
    for place in range(4):
        low, high = _SBOX[2 * place], _SBOX[2 * place + 1]
        table = []
        for byte in range(256):
            word = (low[byte & 15] | high[byte >> 4] << 4) << (8 * place)
            table.append((word << 11 | word >> 21) & _MASK32)
        tables.append(table)
    return tables


_T = _tables()


def _encrypt(key: bytes, block: bytes) -> bytes:
    """GOST 28147-89 in simple substitution: three passes of the key forward, one backward."""
    words = [int.from_bytes(key[i : i + 4], "little") for i in range(0, 32, 4)]
    t0, t1, t2, t3 = _T
    left = int.from_bytes(block[:4], "little")
    right = int.from_bytes(block[4:], "little")
    for word in words * 3 + words[::-1]:
        x = (left + word) & _MASK32
        mixed = t0[x & 255] ^ t1[x >> 8 & 255] ^ t2[x >> 16 & 255] ^ t3[x >> 24]
        left, right = right ^ mixed, left
    return right.to_bytes(4, "little") + left.to_bytes(4, "little")


def _transposed(number: bytes) -> bytes:
    """The permutation P: byte i + 4k goes to the place 8i + k."""
    return bytes(number[8 * (place & 3) + (place >> 2)] for place in range(32))


def _shifted(number: bytes) -> bytes:
    """The map A: (y4, y3, y2, y1) to (y1 xor y2, y4, y3, y2), in stored order y1 first."""
    first = bytes(a ^ b for a, b in zip(number[:8], number[8:16], strict=True))
    return number[8:] + first


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _keys(state: bytes, block: bytes) -> list[bytes]:
    """The four cipher keys of one step."""
    u, v = state, block
    keys = [_transposed(_xor(u, v))]
    for step in (2, 3, 4):
        u = _shifted(u)
        if step == 3:
            u = _xor(u, _C3)
        v = _shifted(_shifted(v))
        keys.append(_transposed(_xor(u, v)))
    return keys


def _mixed(number: bytes, times: int) -> bytes:
    """The map psi on sixteen 16-bit words, repeated."""
    words = [int.from_bytes(number[i : i + 2], "little") for i in range(0, 32, 2)]
    for _ in range(times):
        words.append(words[0] ^ words[1] ^ words[2] ^ words[3] ^ words[12] ^ words[15])
        del words[0]
    return b"".join(word.to_bytes(2, "little") for word in words)


def _step(state: bytes, block: bytes) -> bytes:
    """The step function: key generation, encryption, mixing."""
    keys = _keys(state, block)
    sealed = b"".join(_encrypt(keys[i], state[8 * i : 8 * i + 8]) for i in range(4))
    return _mixed(_xor(state, _mixed(_xor(block, _mixed(sealed, 12)), 1)), 61)


def gost34311(message: bytes) -> bytes:
    """The 256-bit digest, in stored (little-endian) order."""
    state = bytes(32)
    total = 0
    for offset in range(0, len(message), 32):
        block = message[offset : offset + 32].ljust(32, b"\0")
        state = _step(state, block)
        total = (total + int.from_bytes(block, "little")) & _MASK256
    state = _step(state, (8 * len(message)).to_bytes(32, "little"))
    return _step(state, total.to_bytes(32, "little"))
