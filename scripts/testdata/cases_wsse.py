"""Cases about WS-Security messages (folder wsse/), in the form of Kazakhstan's SmartBridge."""

from typing import Any

from .canonical import EXCLUSIVE
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .xmlsign import Reference, b64, sign

_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_SECURITY = f"{_OASIS}-wssecurity-secext-1.0.xsd"
_UTILITY = f"{_OASIS}-wssecurity-utility-1.0.xsd"
_SOAP = {"1.1": "http://schemas.xmlsoap.org/soap/envelope/", "1.2": "http://www.w3.org/2003/05/soap-envelope"}
_WELL = "EN 319 102-1, 5.3: every block passes."
_GOOD = {"coverage": "whole", "level": "basic", "integrity": {"signature": "valid"}}
_X509 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
_BODY = '<ns3:SendMessage xmlns:ns3="urn:sandyq:bridge"><request><iin>009999702316</iin></request></ns3:SendMessage>'


def _message(version: str = "1.1", token: str = "", header: str = "") -> str:
    return (
        f'<S:Envelope xmlns:S="{_SOAP[version]}"><S:Header>{header}'
        f'<wsse:Security xmlns:wsse="{_SECURITY}" xmlns:wsu="{_UTILITY}" S:mustUnderstand="1">{token}@signature@'
        f'</wsse:Security></S:Header><S:Body xmlns:wsu="{_UTILITY}" wsu:Id="id-1">{_BODY}</S:Body></S:Envelope>'
    )


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""

    def case(name: str, text: str, expected: list[dict[str, Any]], why: str, **more: Any) -> None:
        suite.case(f"wsse/{name}.xml", text.encode(), expected, why, **more)

    def made(signer: Any, key_info: str | None = None, **message: str) -> str:
        if key_info is None:
            key_info = (
                f'<wsse:SecurityTokenReference><wsse:KeyIdentifier EncodingType="{_OASIS}-soap-message-security-1.0#Base64Binary" '
                f'ValueType="{_X509}">{b64(signer.encoded)}</wsse:KeyIdentifier></wsse:SecurityTokenReference>'
            )
        return sign(
            _message(**message), signer, references=[Reference("#id-1", (EXCLUSIVE,))], method=EXCLUSIVE, key_info=key_info
        )

    for family in ("rsa", "gost512", "gost2004"):
        signer = pki[f"{family}-ceo"]
        text = made(signer)
        case(f"body-{family}", text, [passed(**_GOOD)], f"X.509 Token Profile, 3.2: KeyIdentifier. {_WELL}", chain=family)
        case(
            f"body-{family}-altered",
            text.replace("009999702316", "009999702317"),
            [failed("HASH_FAILURE")],
            "EN 319 102-1, 5.2.7.4: another number in the body.",
            chain=family,
        )
    signer = pki["ec-ceo"]
    text = made(signer)
    case("soap-1.2", made(signer, version="1.2"), [passed(**_GOOD)], f"SOAP 1.2, 5.1. {_WELL}")
    case(
        "binary-security-token",
        made(
            signer,
            '<wsse:SecurityTokenReference><wsse:Reference URI="#token"/></wsse:SecurityTokenReference>',
            token=f'<wsse:BinarySecurityToken ValueType="{_X509}" wsu:Id="token">{b64(signer.encoded)}</wsse:BinarySecurityToken>',
        ),
        [passed(**_GOOD)],
        f"X.509 Token Profile, 3.2.1: the certificate in a token of its own. {_WELL}",
    )
    serial = (
        "<wsse:SecurityTokenReference><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>C=KZ</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{signer.serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
        "</wsse:SecurityTokenReference>"
    )
    case(
        "issuer-serial",
        made(signer, serial),
        [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
        "X.509 Token Profile, 3.2.3: only named; the certificate is not at hand.",
    )
    case(
        "other-header",
        made(signer, header='<a:To xmlns:a="urn:addressing">somebody</a:To>'),
        [passed(**_GOOD)],
        f"Headers come and go on the way; the body is what is meant. {_WELL}",
    )
    signed = text[text.index("<S:Body") : text.index("</S:Body>") + 9]
    evil = signed.replace("009999702316", "009999999999").replace("id-1", "id-2")
    case(
        "wrapped-in-header",
        text.replace(signed, evil).replace("</S:Header>", f"<Wrapper>{signed}</Wrapper></S:Header>"),
        [failed("FORMAT_FAILURE")],
        "SOAP 1.1, 4: a Body is a child of the Envelope; the signed one was moved.",
    )
    case(
        "wrapped-in-security",
        text.replace(signed, evil).replace("</wsse:Security>", f"{signed}</wsse:Security>"),
        [failed("FORMAT_FAILURE")],
        "SOAP 1.1, 4: the signed Body was moved into the security header.",
    )
    case(
        "duplicate-identifier",
        text.replace("</S:Header>", '<x wsu:Id="id-1" xmlns:wsu="%s"/></S:Header>' % _UTILITY),
        [failed("FORMAT_FAILURE")],
        "An identifier names one element; two have this one.",
    )
    case(
        "two-bodies",
        text.replace(signed, signed + evil),
        [failed("FORMAT_FAILURE")],
        "SOAP 1.1, 4: there is one Body.",
    )
    header = sign(
        _message().replace("<wsse:Security", '<stamp Id="stamp">5</stamp><wsse:Security'),
        signer,
        references=[Reference("#stamp", (EXCLUSIVE,))],
        method=EXCLUSIVE,
    )
    case(
        "body-not-signed",
        header,
        [undecided("SIG_CONSTRAINTS_FAILURE", coverage="part")],
        "EN 319 102-1, 5.2.8: the signature covers a header, and not the body.",
    )
