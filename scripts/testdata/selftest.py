"""Checks the generator's own cryptography against published vectors and against another implementation."""

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from . import gost3410
from .gost34311 import gost34311
from .keys import GostKey, RSAKey, key
from .names import control_digit
from .streebog import streebog256, streebog512

# RFC 6986, 10: the two messages, in the order in which they are stored.
_DIGITS = b"012345678901234567890123456789012345678901234567890123456789012"
_WINDS = "Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя плъкы Игоревы".encode("cp1251")

_STREEBOG = [
    (
        _DIGITS,
        "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500",
        "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48",
    ),
    (
        _WINDS,
        "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50",
        "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28",
    ),
]

# RFC 5831, 7.3: the test parameter set; and the empty message.
_GOST34311 = [
    (b"", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
    (b"abc", "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
    (b"This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"),
    (
        b"Suppose the original message has length = 50 bytes",
        "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208",
    ),
]

# RFC 7091, 7.1: the example's curve.
_EXAMPLE = gost3410.Curve(
    size=32,
    p=57896044618658097711785492504343953926634992332820282019728792003956564821041,
    a=7,
    b=43308876546767276905765904595650931995942111794451039583252968842033849580414,
    q=57896044618658097711785492504343953927082934583725450622380973592137631069619,
    x=2,
    y=4018974056539037503335449422937059775635739389905545080690979365213431566280,
)
_EXAMPLE_SECRET = 55441196065363246126355624130324183196576709222340016572108097750006097525544
_EXAMPLE_NONCE = 53854137677348463731403841147996619241504003434302020712960838528893196233395
_EXAMPLE_DIGEST = 20798893674476452017134061561508270130637142515379653289952617252661468872421
_EXAMPLE_PUBLIC = (
    57520216126176808443631405023338071176630104906313632182896741342206604859403,
    17614944419213781543809391949654080031942662045363639260709847859438286763994,
)
_EXAMPLE_SIGNATURE = (
    29700980915817952874371204983938256990422752107994319651632687982059210933395,
    574973400270084654178925310019147038455227042649098563933718999175515839552,
)


def run() -> list[str]:
    """What failed."""
    checks = {
        "Streebog": _streebog(),
        "GOST 34.311-95": all(gost34311(m).hex() == digest for m, digest in _GOST34311),
        "GOST 34.10, RFC 7091 example": _gost_example(),
        "GOST 34.10, curves": _gost_curves(),
        "RSA against another implementation": _rsa(),
        "ECDSA nonces of RFC 6979": _ecdsa(),
        "control digits": control_digit("00074000072") == "8" and control_digit("12345678901") != "1",
    }
    return [name for name, good in checks.items() if not good]


def _streebog() -> bool:
    return all(
        (streebog256(message).hex(), streebog512(message).hex()) == (short, long) for message, short, long in _STREEBOG
    )


def _gost_example() -> bool:
    digest = _EXAMPLE_DIGEST.to_bytes(32, "little")
    signature = gost3410.sign(_EXAMPLE, _EXAMPLE_SECRET, _EXAMPLE_NONCE, digest)
    public = gost3410.public_point(_EXAMPLE, _EXAMPLE_SECRET)
    return (
        public == _EXAMPLE_PUBLIC
        and signature == _EXAMPLE_SIGNATURE
        and gost3410.verify(_EXAMPLE, public, digest, *signature)
    )


def _gost_curves() -> bool:
    """Each base point lies on its curve and has the order stated; a signature verifies, a changed one does not."""
    good = True
    for kind in ("gost512", "gost256", "gost2004"):
        own = key(kind, "self test")
        assert isinstance(own, GostKey)
        curve = own.curve
        good &= (curve.y**2 - curve.x**3 - curve.a * curve.x - curve.b) % curve.p == 0
        good &= curve.multiply(curve.q - 1, curve.base) == (curve.x, curve.p - curve.y)
        digest = bytes(range(curve.size))
        r, s = gost3410.sign(curve, own.secret, 123456789, digest)
        good &= gost3410.verify(curve, own.public, digest, r, s)
        good &= not gost3410.verify(curve, own.public, digest, r, s ^ 1)
    return good


def _rsa() -> bool:
    own = key("rsa", "self test")
    assert isinstance(own, RSAKey)
    pem = own.pem()
    other = serialization.load_pem_private_key(pem, None)
    assert isinstance(other, rsa.RSAPrivateKey)
    if other.sign(b"abc", padding.PKCS1v15(), hashes.SHA256()) != own.sign(b"abc", "sha256"):
        return False
    salted = own.using("pss").sign(b"abc", "sha512")
    other.public_key().verify(salted, b"abc", padding.PSS(padding.MGF1(hashes.SHA512()), 64), hashes.SHA512())
    return True


def _ecdsa() -> bool:
    """RFC 6979, A.2.5: P-256, SHA-256, the message "sample"."""
    secret = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
    private = ec.derive_private_key(secret, ec.SECP256R1())
    value = private.sign(b"sample", ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return decode_dss_signature(value) == (
        0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
        0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
    )
