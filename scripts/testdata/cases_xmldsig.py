"""Cases about XML Signature (folder xmldsig/): forms, references, keys, tampering, wrapping."""

from typing import Any

from . import der
from .algorithms import DIGESTS
from .canonical import EXCLUSIVE, INCLUSIVE, INCLUSIVE_11
from .cases_forms import ALGORITHMS
from .content import ACT
from .keys import RSAKey
from .manifest import Suite, failed, passed, undecided
from .pki import PKI
from .xmlsign import BASE64, DIGEST_URI, DS, ENVELOPED, Options, Reference, b64, certificate_data, sign

ORDER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<order xmlns="urn:sandyq:order" xmlns:x="urn:sandyq:extra" xml:lang="ru" number="17" Id="order">\n'
    '  <sum currency="KZT">1 250 000,00</sum>\n'
    "  <buyer x:kind='legal'>ТОО «ҮЛГІ САУДА» &amp; Ко</buyer><!-- черновик -->\n"
    "  @signature@\n"
    "</order>\n"
)
PARTS = (
    '<root xmlns:a="urn:a" xml:space="preserve"><a:part Id="part"><x>1</x></a:part>@more@<b/>@signature@</root>'
)
_WITH_COMMENTS = f"{INCLUSIVE}#WithComments"
_WELL = "EN 319 102-1, 5.3: every block passes."
_XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
_FILTER = "http://www.w3.org/2002/06/xmldsig-filter2"
_WHOLE = {"coverage": "whole", "level": "basic", "integrity": {"signature": "valid"}}
_PART = undecided("SIG_CONSTRAINTS_FAILURE", coverage="part", integrity={"signature": "valid"})
_HMAC = f"{DS}hmac-sha1"


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    maker = _Maker(suite, pki)
    maker.enveloped()
    maker.common()
    maker.forms()
    maker.enveloping()
    maker.detached()
    maker.filters()
    maker.several()
    maker.keys()
    maker.parts()
    maker.tampered()
    maker.wrapped()
    maker.refused()


class _Maker:
    def __init__(self, suite: Suite, pki: PKI) -> None:
        self.suite, self.pki, self.signer = suite, pki, pki["ec-ceo"]

    def case(self, name: str, text: str | bytes, expected: list[dict[str, Any]] | None, why: str, **more: Any) -> None:
        data = text.encode() if isinstance(text, str) else text
        self.suite.case(f"xmldsig/{name}.xml", data, expected, why, **more)

    def made(self, document: str = ORDER, **changes: Any) -> str:
        """An order signed by the elliptic family's chief executive."""
        return sign(document, self.signer, **changes)

    def enveloped(self) -> None:
        """Over the whole document, in every algorithm."""
        for family, algorithm in ALGORITHMS.items():
            text = sign(ORDER, self.pki[f"{family}-ceo"])
            self.case(
                f"enveloped-{family}",
                text,
                [passed(**_WHOLE, algorithm=algorithm, signer={"keyUse": "sign"})],
                f"XML Signature, 6.6.4: enveloped, the whole document. {_WELL}",
                chain=family,
            )
            self.case(
                f"enveloped-{family}-altered",
                text.replace("1 250 000", "9 250 000"),
                [failed("HASH_FAILURE")],
                "EN 319 102-1, 5.2.7.4: another sum than was signed.",
                chain=family,
            )
            at = text.index(">", text.index("<ds:SignatureValue")) + 5
            self.case(
                f"enveloped-{family}-other-value",
                text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :],
                [failed("SIG_CRYPTO_FAILURE", integrity={"signature": "invalid"})],
                "EN 319 102-1, 5.2.7.4: one character of the signature value changed.",
                chain=family,
            )
        rsa = self.pki["rsa-ceo"].key
        assert isinstance(rsa, RSAKey)
        self.case(
            "enveloped-rsa-pss",
            sign(ORDER, self.pki["rsa-ceo"], key=rsa.using("pss")),
            [passed(**_WHOLE)],
            f"RFC 9231, 2.3.10: RSASSA-PSS without parameters. {_WELL}",
            chain="rsa",
        )
        self.case(
            "enveloped-aes",
            self.made(),
            [passed(**_WHOLE, warnings=["signer.binding-present"])],
            "EN 319 102-1, 5.2.3.4: no signed reference to the certificate; policy aes warns.",
            policy="aes",
        )

    def common(self) -> None:
        """What every implementation reads: nothing on the root that the canonical form of SignedInfo would take over."""
        plain = ORDER.replace(' xml:lang="ru"', "")
        rsa = self.pki["rsa-ceo"].key
        assert isinstance(rsa, RSAKey)
        for name, family, changes in (
            ("rsa", "rsa", {}),
            ("rsa-pss", "rsa", {"key": rsa.using("pss")}),
            ("ec", "ec", {}),
            ("exclusive", "ec", {"method": EXCLUSIVE}),
            ("xades", "ec", {"xades": True, "unsigned": " "}),
        ):
            text = sign(plain, self.pki[f"{family}-ceo"], **changes)
            level = "B-B" if name == "xades" else "basic"
            self.case(
                f"common-{name}",
                text,
                [passed(**{**_WHOLE, "level": level})],
                f"XML Signature, 6.6.4: enveloped, the whole document. {_WELL}",
                chain=family,
            )
            self.case(
                f"common-{name}-altered",
                text.replace("1 250 000", "9 250 000"),
                [failed("HASH_FAILURE")],
                "EN 319 102-1, 5.2.7.4: another sum than was signed.",
                chain=family,
            )

    def forms(self) -> None:
        """Canonical forms, identifiers, encodings; what canonical form does not see."""
        for name, method in (("exclusive", EXCLUSIVE), ("canonical-1.1", INCLUSIVE_11)):
            self.case(
                name,
                self.made(method=method, references=[Reference("", (ENVELOPED, method))]),
                [passed(**_WHOLE)],
                f"XML Signature, 6.5: {method}. {_WELL}",
            )
        text = self.made(references=[Reference("", (ENVELOPED, _WITH_COMMENTS))])
        self.case(
            "with-comments",
            text,
            [passed(**_WHOLE)],
            f'XML Signature, 4.4.3.3: URI="" names no comments, whatever the canonical form keeps. {_WELL}',
        )
        self.case(
            "comment-injected",
            text.replace("<!-- черновик -->", "<!-- иное --><!-- и ещё -->"),
            [passed(**_WHOLE)],
            f'XML Signature, 4.4.3.3: comments are no part of what URI="" names. {_WELL}',
        )
        self.case(
            "by-root-identifier",
            self.made(references=[Reference("#order", (ENVELOPED, EXCLUSIVE))]),
            [passed(**_WHOLE)],
            f"XML Signature, 4.4.3.2: the document element by its Id. {_WELL}",
        )
        plain = self.made()
        self.case(
            "utf-16",
            "\ufeff".encode("utf-16-le") + plain.replace("UTF-8", "UTF-16").encode("utf-16-le"),
            [passed(**_WHOLE)],
            f"Canonical XML 1.0, 2.1: the canonical form is UTF-8 whatever the document's encoding. {_WELL}",
        )
        self.case(
            "byte-order-mark", b"\xef\xbb\xbf" + plain.encode(), [passed(**_WHOLE)], f"XML 1.0, F.1: a mark. {_WELL}"
        )
        self.case(
            "windows-1251",
            sign(ORDER.replace("ҮЛГІ", "УЛГИ"), self.signer).replace("UTF-8", "windows-1251").encode("cp1251"),
            [passed(**_WHOLE)],
            f"XML 1.0, 4.3.3: an 8-bit encoding by its name. {_WELL}",
        )
        same = plain.replace("1 250 000,00", "<![CDATA[1 250 000,00]]>").replace("'legal'", '"legal"')
        self.case(
            "same-canonical-form",
            same.replace('<sum currency="KZT">', '<sum\n currency = "K&#90;T" >'),
            [passed(**_WHOLE)],
            f"Canonical XML 1.0, 1: CDATA, quotes, references and space in tags make no difference. {_WELL}",
        )
        self.case(
            "digest-in-lines",
            self.in_lines(),
            [passed(**_WHOLE)],
            f"XML Signature, 4.4.3.6: &#13; in a DigestValue is signed as it stands, and no digit. {_WELL}",
        )

    def in_lines(self) -> str:
        """A digest broken by a character reference, as Java writes it."""
        digest = self.made().split("<ds:DigestValue>")[1].split("<")[0]
        return self.made(references=[_Fixed(digest[:20] + "&#13;\n" + digest[20:])])

    def enveloping(self) -> None:
        """Data in a ds:Object."""
        for name, inside, transforms in (
            ("enveloping-xml", '<act xmlns="urn:sandyq:act"><sum>5</sum></act>', (EXCLUSIVE,)),
            ("enveloping-base64", b64(ACT), (BASE64,)),
        ):
            text = sign(
                "@signature@",
                self.signer,
                references=[Reference("#data", transforms)],
                objects=f'<ds:Object Id="data">{inside}</ds:Object>',
            )
            self.case(name, text, [passed(**_WHOLE)], f"XML Signature, 4.5: data in an Object. {_WELL}")
            self.case(
                f"{name}-second-object",
                text.replace("</ds:Signature>", '<ds:Object Id="more"><act>9</act></ds:Object></ds:Signature>'),
                [_PART],
                "EN 319 102-1, 5.2.8: an Object that no reference covers was added.",
            )

    def detached(self) -> None:
        """Data in another file, by its name."""
        content = {"xmldsig/content/act.txt": ACT}
        text = sign("@signature@", self.signer, references=[Reference("act.txt", (), data=ACT)])
        self.case(
            "detached", text, [passed(**_WHOLE)], f"XML Signature, 2.3: a file by its name. {_WELL}", content=content
        )
        self.case(
            "detached",
            text,
            [undecided("SIGNED_DATA_NOT_FOUND")],
            "EN 319 102-1, 5.2.7.4: the file is not at hand.",
            title="detached.xml without its data",
        )
        other = {"xmldsig/content/act-other-sum.txt": ACT.replace(b"1 250 000", b"9 250 000")}
        self.case(
            "detached",
            text,
            [failed("HASH_FAILURE")],
            "EN 319 102-1, 5.2.7.4: another sum.",
            title="detached.xml with other data",
            content=other,
        )
        self.case(
            "detached-without-uri",
            sign("@signature@", self.signer, references=[Reference(None, (), data=ACT)]),
            [passed(**_WHOLE)],
            f"XML Signature, 4.4.3: without URI the data is known to whoever verifies. {_WELL}",
            content=content,
        )
        entry = (
            f'<ds:Reference URI="act.txt"><ds:DigestMethod Algorithm="{DIGEST_URI["sha256"]}"/>'
            f"<ds:DigestValue>{b64(DIGESTS['sha256'].of(ACT))}</ds:DigestValue></ds:Reference>"
        )
        text = sign(
            "@signature@",
            self.signer,
            references=[Reference("#list", (), kind=f"{DS}Manifest")],
            objects=f'<ds:Object><ds:Manifest Id="list">{entry}</ds:Manifest></ds:Object>',
        )
        self.case("manifest", text, [passed(**_WHOLE)], f"XML Signature, 5.1: a manifest. {_WELL}", content=content)
        self.case(
            "manifest",
            text,
            [failed("HASH_FAILURE")],
            "XML Signature, 5.1: an entry whose data differs.",
            title="manifest.xml with other data",
            content=other,
        )
        self.case(
            "manifest",
            text,
            [undecided("SIGNED_DATA_NOT_FOUND", integrity={"signature": "valid"})],
            "XML Signature, 5.1: an entry whose data is not at hand is for whoever verifies to judge.",
            title="manifest.xml without its data",
        )

    def filters(self) -> None:
        """XPath transforms."""
        not_signatures = f'<ds:XPath xmlns:ds="{DS}">not(ancestor-or-self::ds:Signature)</ds:XPath>'
        whole = Reference("", (_XPATH,), inside=not_signatures, without=_is_signature)
        self.case(
            "xpath", self.made(references=[whole]), [passed(**_WHOLE)], f"XML Signature, 6.6.3: all but signatures. {_WELL}"
        )
        subtract = f'<f:XPath xmlns:f="{_FILTER}" xmlns:ds="{DS}" Filter="subtract">//ds:Signature</f:XPath>'
        self.case(
            "xpath-filter-2",
            self.made(references=[Reference("", (_FILTER,), inside=subtract, without=_is_signature)]),
            [passed(**_WHOLE)],
            f"XPath Filter 2.0, 3.4: all but signatures. {_WELL}",
        )
        partly = '<ds:XPath xmlns:o="urn:sandyq:order">not(ancestor-or-self::ds:Signature or ancestor-or-self::o:sum)</ds:XPath>'
        text = self.made(
            references=[
                Reference("", (_XPATH,), inside=partly, without=lambda e: _is_signature(e) or e.localName == "sum")
            ]
        )
        self.case("xpath-leaves-out-sum", text, [_PART], "XML Signature, 8.1.2: what a transform drops is not signed.")

    def several(self) -> None:
        """Signatures side by side and one upon the other."""
        not_signatures = f'<ds:XPath xmlns:ds="{DS}">not(ancestor-or-self::ds:Signature)</ds:XPath>'
        whole = Reference("", (_XPATH,), inside=not_signatures, without=_is_signature)
        first = sign(ORDER, self.signer, references=[whole], identifier="one")
        place = first.replace("</ds:Signature>", "</ds:Signature>@second@")
        both = sign(
            place, self.pki["gost512-ceo"], references=[whole], identifier="two", place="@second@"
        )
        chain = {
            key: [f"pki/{name}-{family}.{ending}" for family in ("ec", "gost512") for name in names]
            for key, names, ending in (("trust", ["root"], "cer"), ("certs", ["ca"], "cer"), ("crl", ["root", "ca"], "crl"))
        }
        self.case(
            "parallel", both, [passed(**_WHOLE), passed(**_WHOLE)], f"Two signatures that leave each other out. {_WELL}", chain=chain
        )
        first = sign(ORDER, self.signer, identifier="one")
        place = first.replace("</ds:Signature>", "</ds:Signature>@second@")
        both = sign(place, self.pki["gost512-ceo"], identifier="two", place="@second@")
        self.case(
            "stacked",
            both,
            [passed(**_WHOLE, warnings=["signature.stacked"]), passed(**_WHOLE)],
            "National practice: the second signature covers the first, which holds over the document before it.",
            chain=chain,
        )
        self.case(
            "stacked",
            both,
            [failed("HASH_FAILURE"), passed(**_WHOLE)],
            "XML Signature, 6.6.4: the transform takes out its own signature only; policy aes.",
            title="stacked.xml, policy aes",
            policy="aes",
            chain=chain,
        )
        self.case(
            "stacked-altered",
            both.replace("1 250 000", "9 250 000"),
            [failed("HASH_FAILURE"), failed("HASH_FAILURE")],
            "Another sum: neither holds.",
            chain=chain,
        )
        start, end = both.index("<ds:Signature "), both.index("</ds:Signature>") + 15
        self.case(
            "stacked-first-removed",
            both[:start] + both[end:],
            [failed("HASH_FAILURE")],
            "XML Signature, 6.6.4: the second signature covered the first.",
            chain="gost512",
        )
        self.case(
            "stacked-with-element",
            both.replace('</ds:Signature><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="two">', '</ds:Signature><note/><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="two">'),
            [failed("HASH_FAILURE"), failed("HASH_FAILURE")],
            "Something else than a signature came between them.",
            chain=chain,
        )

    def keys(self) -> None:
        """What KeyInfo may hold."""
        signer = self.signer
        serial = (
            "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=САНДЫҚ СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҒЫ (ECDSA)"
            ",O=x,C=KZ</ds:X509IssuerName>"
            f"<ds:X509SerialNumber>{signer.serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
        )
        identifier = f"<ds:X509Data><ds:X509SKI>{b64(signer.key_identifier)}</ds:X509SKI></ds:X509Data>"
        given = {
            "trust": ["pki/root-ec.cer"],
            "certs": ["pki/ca-ec.cer", "pki/ec-ceo.cer"],
            "crl": ["pki/root-ec.crl", "pki/ca-ec.crl"],
        }
        for name, inside in (("issuer-serial", serial), ("key-identifier", identifier)):
            text = self.made(key_info=inside)
            self.case(f"key-{name}", text, [passed(**_WHOLE)], f"XML Signature, 4.5.4: {name}. {_WELL}", chain=given)
            self.case(
                f"key-{name}",
                text,
                [undecided("NO_SIGNING_CERTIFICATE_FOUND")],
                "EN 319 102-1, 5.2.3.4: the certificate is not at hand.",
                title=f"key-{name}.xml without certificate",
            )
        self.case(
            "key-none",
            self.made(key_info=""),
            [passed(**_WHOLE, warnings=["signer.certificate"])],
            "XML Signature, 4.5: KeyInfo may be absent; the only certificate given whose key verifies, with a warning.",
            chain=given,
        )
        point = der.split(der.children(signer.key.public_info())[1])[1][1:]
        own = _ec_key(point)
        other = _ec_key(der.split(der.children(self.pki["ec-individual"].key.public_info())[1])[1][1:])
        self.case(
            "key-value",
            self.made(key_info=own),
            [undecided("NO_SIGNING_CERTIFICATE_FOUND", integrity={"signature": "valid"})],
            "EN 319 102-1, 5.2.3.4: a bare key says nothing of who signed.",
        )
        self.case(
            "key-value-and-certificate",
            self.made(key_info=own + certificate_data(signer)),
            [passed(**_WHOLE)],
            f"XML Signature, 4.5: the key is the certificate's. {_WELL}",
        )
        self.case(
            "key-value-of-another",
            self.made(key_info=other + certificate_data(signer)),
            [failed("SIG_CRYPTO_FAILURE")],
            "XML Signature, 4.5: all of a KeyInfo is about one key; this KeyValue is another's.",
        )
        forged = sign(ORDER, self.pki["ec-individual"], key_info=other + certificate_data(signer))
        self.case(
            "key-value-signs-certificate-poses",
            forged,
            [failed("SIG_CRYPTO_FAILURE", integrity={"signature": "invalid"})],
            "Signed with the KeyValue's key, under a certificate of somebody else.",
        )

    def parts(self) -> None:
        """Signatures over a part of their document."""
        part = Reference("#part", (EXCLUSIVE,))
        text = self.made(PARTS.replace("@more@", ""), references=[part])
        self.case("part", text, [_PART], "EN 319 102-1, 5.2.8: the element b is not covered.")
        self.case(
            "part",
            text,
            [passed(coverage="part", warnings=["signature.covers-whole"])],
            "The same under the policy integrity.",
            title="part.xml, policy integrity",
            policy="integrity",
            chain={},
        )
        alone = self.made(PARTS.replace("@more@<b/>", "").replace(' xml:space="preserve"', ""), references=[part])
        self.case("part-all-there-is", alone, [passed(**_WHOLE)], f"Around the signed element nothing else is said. {_WELL}")
        self.case(
            "part-wrapper-says-something",
            alone.replace("<root ", '<root sum="5" '),
            [_PART],
            "An attribute of the element around is not covered.",
        )

    def tampered(self) -> None:
        """What must not go unnoticed."""
        text = self.made()
        changes = {
            "attribute-added": text.replace('number="17"', 'number="17" urgent="1"'),
            "space-added": text.replace("</buyer>", " </buyer>"),
            "namespace-added": text.replace("<order ", '<order xmlns:evil="urn:evil" '),
            "element-added": text.replace("</buyer>", "</buyer><discount>99</discount>"),
            "instruction-added": text.replace("<order ", "<?pay attacker?><order "),
        }
        for name, changed in changes.items():
            self.case(f"tampered-{name}", changed, [failed("HASH_FAILURE")], "EN 319 102-1, 5.2.7.4: not what was signed.")
        digest = text.split("<ds:DigestValue>")[1].split("<")[0]
        self.case(
            "tampered-digest",
            text.replace(digest, b64(bytes(32))),
            [failed("HASH_FAILURE")],
            "XML Signature, 3.2.1: reference validation comes first.",
        )
        self.case(
            "tampered-method",
            text.replace("ecdsa-sha256", "ecdsa-sha384"),
            [failed("SIG_CRYPTO_FAILURE")],
            "XML Signature, 3.2.2: another method than was signed.",
        )

    def wrapped(self) -> None:
        """Signature wrapping: what is signed is moved, and something else put in its place."""
        enveloped = Reference("#order", (ENVELOPED, EXCLUSIVE))
        text = self.made(references=[enveloped])
        body = text[text.index("<order ") :]
        bare = body[: body.index("<ds:Signature")] + body[body.index("</ds:Signature>") + 15 :]
        signature = body[body.index("<ds:Signature") : body.index("</ds:Signature>") + 15]
        evil = bare.replace('Id="order"', 'Id="evil"').replace("1 250 000", "9 250 000").rstrip()
        inside = signature.replace("</ds:Signature>", f"<ds:Object>{bare.strip()}</ds:Object></ds:Signature>")
        self.case(
            "wrapped-in-object",
            evil.replace("</order>", f"{inside}</order>"),
            [failed("FORMAT_FAILURE")],
            "XML Signature, 6.6.4: an enveloped-signature transform over data that does not envelop the signature.",
        )
        part = Reference("#part", (EXCLUSIVE,))
        alone = self.made(PARTS.replace("@more@<b/>", "").replace(' xml:space="preserve"', ""), references=[part])
        signed = '<a:part Id="part"><x>1</x></a:part>'
        self.case(
            "wrapped-beside",
            alone.replace(signed, f'<a:part Id="evil"><x>9</x></a:part><old>{signed}</old>'),
            [_PART],
            "The signed element was moved aside: what stands in its place is not covered.",
        )
        self.case(
            "duplicate-identifier",
            alone.replace(signed, f'<a:part Id="part"><x>9</x></a:part>{signed}'),
            [failed("FORMAT_FAILURE")],
            "XML 1.0, 3.3.1: an identifier names one element; two have this one.",
        )
        data = sign(
            "@signature@",
            self.signer,
            references=[Reference("#data", (EXCLUSIVE,))],
            objects='<ds:Object Id="data"><act>5</act></ds:Object>',
        )
        self.case(
            "wrapped-object",
            data.replace(
                '<ds:Object Id="data"><act>5</act></ds:Object>',
                '<ds:Object Id="evil"><act>9</act></ds:Object>'
                '<ds:Object><old><ds:Object Id="data"><act>5</act></ds:Object></old></ds:Object>',
            ),
            [failed("FORMAT_FAILURE")],
            "XML Signature, 4.6: an Object is a child of its Signature; the signed one was moved.",
        )

    def refused(self) -> None:
        """What is unknown or unsafe."""
        text = self.made()
        self.case(
            "hmac",
            text.replace("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", _HMAC),
            [undecided("CRYPTO_CONSTRAINTS_FAILURE", integrity={"signature": "unsupported"})],
            "XML Signature, 6.3: a message authentication code has no signer.",
        )
        self.case(
            "unknown-method",
            text.replace("xmldsig-more#ecdsa-sha256", "xmldsig-more#unheard-of"),
            [undecided("CRYPTO_CONSTRAINTS_FAILURE", integrity={"signature": "unsupported"})],
            "EN 319 102-1, 5.2.8: an unknown algorithm is neither valid nor invalid.",
        )
        self.case(
            "unknown-digest",
            self.made(references=[_Fixed(b64(bytes(32)), method="urn:digest:unheard-of")]),
            [undecided("CRYPTO_CONSTRAINTS_FAILURE")],
            "EN 319 102-1, 5.2.8: an unknown digest.",
        )
        style = "http://www.w3.org/TR/1999/REC-xslt-19991116"
        self.case(
            "xslt",
            self.made(references=[Reference("", (ENVELOPED, style), data=b"x")]),
            [undecided("SIGNED_DATA_NOT_FOUND")],
            "XML Signature, 8.1: a transformation that could do anything is not carried out.",
        )
        self.case(
            "document-type",
            text.replace("<order ", "<!DOCTYPE order><order "),
            None,
            "A document type may give attributes and entities that are not in the text.",
            file_verdict=failed("FORMAT_FAILURE"),
        )
        self.case(
            "entities",
            text.replace("<order ", '<!DOCTYPE order [<!ENTITY e "1"><!ENTITY f "&e;&e;&e;&e;">]><order ').replace("1 250", "&f;"),
            None,
            "Entities are not expanded.",
            file_verdict=failed("FORMAT_FAILURE"),
        )
        self.case(
            "cut",
            text[: len(text) - 30],
            None,
            "XML 1.0, 2.1: not well-formed.",
            file_verdict=failed("FORMAT_FAILURE"),
        )
        info = text[text.index("<ds:SignedInfo>") : text.index("</ds:SignedInfo>") + 16]
        self.case(
            "two-signed-infos",
            text.replace(info, info + info),
            [failed("FORMAT_FAILURE")],
            "XML Signature, 4.2: a Signature has one SignedInfo.",
        )
        self.case(
            "no-signature",
            ORDER.replace("@signature@", ""),
            [],
            "XML without any ds:Signature.",
            file_verdict={"indication": "NO-SIGNATURE", "subIndication": None},
        )


def _is_signature(element: Any) -> bool:
    return element.namespaceURI == DS and element.localName == "Signature"


def _ec_key(point: bytes) -> str:
    """ECKeyValue with a named curve (XML Signature, 4.5.2.3)."""
    return (
        '<ds:KeyValue><e:ECKeyValue xmlns:e="http://www.w3.org/2009/xmldsig11#">'
        f'<e:NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><e:PublicKey>{b64(point)}</e:PublicKey>'
        "</e:ECKeyValue></ds:KeyValue>"
    )


class _Fixed(Reference):
    """A reference whose digest is given."""

    def __init__(self, value: str, method: str = DIGEST_URI["sha256"]) -> None:
        super().__init__()
        self.value, self.method_uri = value, method

    def octets(self, document: object, signature: object) -> bytes:
        return b""

    def text(self, digest: str, number: int) -> str:
        return (
            f'<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="{ENVELOPED}"/></ds:Transforms>'
            f'<ds:DigestMethod Algorithm="{self.method_uri}"/><ds:DigestValue>{self.value}</ds:DigestValue></ds:Reference>'
        )


__all__ = ["ORDER", "Options", "add"]
