#!/usr/bin/env python3
"""Writes the constant tables of Sources/CKazakhGOST/*_tables.inc.

The output depends on nothing but this file. With --check nothing is written, and the exit status says whether the tables
in the checkout are the ones this script makes.

Sources of the constants:
  RFC 6986, clause 6: Streebog's permutation pi, matrix A and iteration constants C_1 .. C_12
  RFC 4357, clause 11.2: the test parameter set's substitution rows of GOST R 34.11-94
  RFC 4357, clause 11.4, and RFC 7836, appendix A: the curves
"""

import argparse
import pathlib
import sys

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CKazakhGOST"


def hexadecimal(text):
    return int(text, 16)


# RFC 6986, clause 6.2.
PI = bytes.fromhex(
    "fceedd11cf6e3116fbc4fada23c5044de977f0db932e99ba1736f1bb14cd5fc1f918655ae25cef21811c3c428b018e4f"
    "058402aee36a8fa0060bed987fd4d31feb342c51eac848abf22a68a2fd3aceccb5700e56080c7612bf7213479cb75d87"
    "15a19629107b9ac7f391786f9d9eb2b13275193dff358a7e6d54c680c3bd0d57dff524a93ea843c9d779d6f67c22b903"
    "e00fecde7a94b0bcdce828504e330a4aa79760731e0062441ab83882649f2641ad454692275e552f8ca3a57d69d5953b"
    "0758b34086ac1df730376be488d9e789e11b83494c3ff8fe8d53aa90cad88561207167a42d2b095bcb9b25d0bee56c52"
    "59a674d2e6f4b4c0d166afc2394b63b6"
)

# RFC 6986, clause 6.4: 64 rows of 64 bits; row 0 is the image of the most significant bit.
A = (
    "8e20faa72ba0b47047107ddd9b505a38ad08b0e0c3282d1cd8045870ef14980e6c022c38f90a4c073601161cf205268d"
    "1b8e0b0e798c13c883478b07b2468764a011d380818e8f405086e740ce47c9202843fd2067adea1014aff010bdd87508"
    "0ad97808d06cb40405e23c0468365a028c711e02341b2d0146b60f011a83988e90dab52a387ae76f486dd4151c3dfdb9"
    "24b86a840e90f0d2125c354207487869092e94218d243cba8a174a9ec8121e5d4585254f64090fa0accc9ca9328a8950"
    "9d4df05d5f661451c0a878a0a1330aa660543c50de970553302a1e286fc58ca718150f14b9ec46dd0c84890ad27623e0"
    "0642ca05693b9f700321658cba93c13886275df09ce8aaa8439da0784e745554afc0503c273aa42ad960281e9d1d5215"
    "e230140fc080298471180a8960409a42b60c05ca30204d215b068c651810a89e456c34887a3805b9ac361a443d1c8cd2"
    "561b0d22900e46692b838811480723ba9bcf4486248d9f5dc3e9224312c8c1a0effa11af0964ee50f97d86d98a327728"
    "e4fa2054a80b329c727d102a548b194e39b008152acb82279258048415eb419d492c024284fbaec0aa16012142f35760"
    "550b8e9e21f7a530a48b474f9ef5dc1870a6a56e2440598e3853dc371220a2471ca76e95091051ad0edd37c48a08a6d8"
    "07e095624504536c8d70c431ac02a736c83862965601dd1b641c314b2b8ee083"
)
A = [int(A[i : i + 16], 16) for i in range(0, len(A), 16)]

# RFC 6986, clause 6.5: most significant digit first.
C = [
    "b1085bda1ecadae9ebcb2f81c0657c1f2f6a76432e45d016714eb88d7585c4fc"
    "4b7ce09192676901a2422a08a460d31505767436cc744d23dd806559f2a64507",
    "6fa3b58aa99d2f1a4fe39d460f70b5d7f3feea720a232b9861d55e0f16b50131"
    "9ab5176b12d699585cb561c2db0aa7ca55dda21bd7cbcd56e679047021b19bb7",
    "f574dcac2bce2fc70a39fc286a3d843506f15e5f529c1f8bf2ea7514b1297b7b"
    "d3e20fe490359eb1c1c93a376062db09c2b6f443867adb31991e96f50aba0ab2",
    "ef1fdfb3e81566d2f948e1a05d71e4dd488e857e335c3c7d9d721cad685e353f"
    "a9d72c82ed03d675d8b71333935203be3453eaa193e837f1220cbebc84e3d12e",
    "4bea6bacad4747999a3f410c6ca923637f151c1f1686104a359e35d7800fffbd"
    "bfcd1747253af5a3dfff00b723271a167a56a27ea9ea63f5601758fd7c6cfe57",
    "ae4faeae1d3ad3d96fa4c33b7a3039c02d66c4f95142a46c187f9ab49af08ec6"
    "cffaa6b71c9ab7b40af21f66c2bec6b6bf71c57236904f35fa68407a46647d6e",
    "f4c70e16eeaac5ec51ac86febf240954399ec6c7e6bf87c9d3473e33197a93c9"
    "0992abc52d822c3706476983284a05043517454ca23c4af38886564d3a14d493",
    "9b1f5b424d93c9a703e7aa020c6e41414eb7f8719c36de1e89b4443b4ddbc49a"
    "f4892bcb929b069069d18d2bd1a5c42f36acc2355951a8d9a47f0dd4bf02e71e",
    "378f5a541631229b944c9ad8ec165fde3a7d3a1b258942243cd955b7e00d0984"
    "800a440bdbb2ceb17b2b8a9aa6079c540e38dc92cb1f2a607261445183235adb",
    "abbedea680056f52382ae548b2e4f3f38941e71cff8a78db1fffe18a1b336103"
    "9fe76702af69334b7a1e6c303b7652f43698fad1153bb6c374b4c7fb98459ced",
    "7bcd9ed0efc889fb3002c6cd635afe94d8fa6bbbebab07612001802114846679"
    "8a1d71efea48b9caefbacd1d7d476e98dea2594ac06fd85d6bcaa4cd81f32d1b",
    "378ee767f11631bad21380b00449b17acda43c32bcdf1d77f82012d430219f9b"
    "5d80ef9d1891cc86e71da4aa88e12852faf417d5d9b21b9948bc924af11bd720",
]

# RFC 4357, clause 11.2, id-GostR3411-94-TestParamSet: from K1, the least significant nibble, to K8.
GOST94_ROWS = [
    "4a92d80e6b1c7f53", "eb4c6dfa23810759", "581da342efc7609b", "7da1089fe46cb253",
    "6c715fd84a9e03b2", "4ba0721d36859cfe", "db413f590ae7682c", "1fd057a4923e6b8c",
]


class Curve:
    """y^2 = x^3 + ax + b over GF(2^bits - c), with the base point (x, y) of prime order q."""

    def __init__(self, name, bits, c, q, a, b, x, y):
        self.name, self.p, self.q, self.a, self.b, self.base = name, 2**bits - c, q, a, b, (x, y)
        if (y * y - (x**3 + a * x + b)) % self.p or self.multiple(q) is not None:
            raise ValueError(f"{name}: the base point is not of order q on this curve")

    def sum(self, one, two):
        if one is None or two is None:
            return one or two
        (x1, y1), (x2, y2) = one, two
        if x1 != x2:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        elif (y1 + y2) % self.p:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            return None
        x3 = (slope * slope - x1 - x2) % self.p
        return x3, (slope * (x1 - x3) - y1) % self.p

    def multiple(self, k, point=None):
        point, result = point or self.base, None
        for bit in bin(k)[2:]:
            result = self.sum(result, result)
            if bit == "1":
                result = self.sum(result, point)
        return result


TC26_512_A = Curve(
    "tc26_512_a", 512, 569,
    q=hexadecimal("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                  "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275"),
    a=hexadecimal("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                  "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc4"),
    b=hexadecimal("e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265"
                  "ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760"),
    x=0x3,
    y=hexadecimal("7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"
                  "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4"),
)

CRYPTOPRO_A = Curve(
    "cryptopro_a", 256, 617,
    q=0xffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893,
    a=0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd94,
    b=0xa6,
    x=0x1,
    y=0x8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14,
)

TC26_256_A = Curve(
    "tc26_256_a", 256, 617,
    q=0x400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67,
    a=0xc2173f1513981673af4892c23035a27ce25e2013bf95aa33b22c656f277e7335,
    b=0x295f9bae7428ed9ccc20e7c359a9d41a22fccd9108e17bf7ba9337a6f8ae9513,
    x=0x91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28,
    y=0x32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c,
)


def words(values, per_line=4):
    """C initialisers for 64-bit words."""
    values = [f"0x{value:016x}" for value in values]
    return ["    " + ", ".join(values[i : i + per_line]) + "," for i in range(0, len(values), per_line)]


def streebog():
    """LPS for each byte position and value (RFC 6986, clause 8), and the iteration constants as little-endian words."""
    yield "static const uint64_t lps_table[8][256] = {"
    for position in range(8):
        yield "    {"
        for line in words([linear(PI[byte] << 8 * position) for byte in range(256)]):
            yield "    " + line
        yield "    },"
    yield "};"
    yield ""
    yield "static const uint64_t iteration_constants[12][8] = {"
    for constant in C:
        value = int(constant, 16)
        yield "    {"
        for line in words(value >> 64 * i & 2**64 - 1 for i in range(8)):
            yield "    " + line
        yield "    },"
    yield "};"


def streebog_gfni():
    """The permutation, and l as 8 x 8 matrices over GF(2) in the form of the instruction GF2P8AFFINEQB: lane i of entry d
    maps byte (i + d) mod 8 of an input word to byte i of the output word."""
    yield "static const uint8_t permutation[256] = {"
    for i in range(0, 256, 16):
        yield "    " + ", ".join(f"0x{byte:02x}" for byte in PI[i : i + 16]) + ","
    yield "};"
    yield ""
    yield "static const uint64_t diagonals[8][8] = {"
    for diagonal in range(8):
        yield "    {"
        for line in words([matrix(i, (i + diagonal) % 8) for i in range(8)]):
            yield "    " + line
        yield "    },"
    yield "};"


def matrix(target, source):
    """Byte 7 - b has a bit for each input bit that output bit b depends on."""
    images = [linear(1 << 8 * source + bit) >> 8 * target for bit in range(8)]
    rows = [sum((image >> b & 1) << bit for bit, image in enumerate(images)) for b in range(8)]
    return sum(row << 8 * (7 - b) for b, row in enumerate(rows))


def linear(value):
    """The transformation l of RFC 6986, clause 6.4."""
    image = 0
    for bit in range(64):
        if value >> (63 - bit) & 1:
            image ^= A[bit]
    return image


def gost94():
    """Substitution of two nibbles and the rotation by 11 (GOST 28147-89, RFC 5830) for each byte of a word."""
    yield "static const uint32_t substitution_table[4][256] = {"
    for position in range(4):
        low, high = GOST94_ROWS[2 * position], GOST94_ROWS[2 * position + 1]
        yield "    {"
        row = []
        for byte in range(256):
            word = (int(high[byte >> 4], 16) << 4 | int(low[byte & 15], 16)) << 8 * position
            row.append(f"0x{(word << 11 | word >> 21) & 0xFFFFFFFF:08x}")
        for i in range(0, 256, 8):
            yield "        " + ", ".join(row[i : i + 8]) + ","
        yield "    },"
    yield "};"


# The multiples of the base point serve digits that are odd, signed and WINDOW bits wide, in BLOCKS parts of the scalar.
WINDOW, BLOCKS = 6, 4


def curve_tables(curve, limbs, bits):
    """The curve's coefficients in the form of field.inc; its order as scalar.h wants it; and odd multiples of its base point:
    entry [block][i] is (2i + 1) * 2^(block * digits * WINDOW) * P, where `digits` is what a block has of them."""

    def element(value):
        return "{{" + ", ".join(f"0x{value >> bits * i & 2**bits - 1:x}" for i in range(limbs)) + "}}"

    size = curve.p.bit_length()
    digits = -(-size // (WINDOW * BLOCKS))
    yield f"#define {curve.name.upper()}_DIGITS {digits}"
    for name, value in (("a", curve.a), ("b", curve.b), ("3b", 3 * curve.b)):
        yield f"static const Element {curve.name}_{name} = {element(value % curve.p)};"
    yield f"static const Scalars {curve.name}_scalars = {{"
    yield f"    .words = {size // 64},"
    yield f"    .negative_inverse = 0x{-pow(curve.q, -1, 2**64) % 2**64:016x},"
    for name, value in (("modulus", curve.q), ("square", 2 ** (2 * size) % curve.q)):
        yield f"    .{name} = {{"
        for line in words(value >> 64 * i & 2**64 - 1 for i in range(size // 64)):
            yield "    " + line
        yield "    },"
    yield "};"
    yield f"static const Affine {curve.name}_multiples[{BLOCKS}][{2 ** (WINDOW - 1)}] = {{"
    for block in range(BLOCKS):
        point = curve.multiple(2 ** (block * digits * WINDOW))
        step = curve.sum(point, point)
        yield "    {"
        for _ in range(2 ** (WINDOW - 1)):
            yield f"        {{{element(point[0])},"
            yield f"         {element(point[1])}}},"
            point = curve.sum(point, step)
        yield "    },"
    yield "};"


def curve512():
    yield from curve_tables(TC26_512_A, limbs=9, bits=57)


def curve256():
    yield from curve_tables(CRYPTOPRO_A, limbs=5, bits=52)
    yield ""
    yield from curve_tables(TC26_256_A, limbs=5, bits=52)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files instead of writing them")
    check = parser.parse_args().check
    stale = []
    for table in (streebog, streebog_gfni, gost94, curve512, curve256):
        path = SOURCES / f"{table.__name__}_tables.inc"
        text = "/* Made by scripts/gost-tables.py; not edited by hand. */\n" + "\n".join(table()) + "\n"
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"not what this script makes: {', '.join(stale)}")


if __name__ == "__main__":
    main()
