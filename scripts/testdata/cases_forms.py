"""Cases about form: attached and detached, encodings, algorithms, several signers."""

import base64
import textwrap
from typing import Any

from . import der
from .algorithms import DIGESTS, identifier
from .certificates import Certificate
from .cms import SignedData, attribute, indefinite, sign
from .content import ACT, CONTRACT, put_content
from .keys import RSAKey, TumarKey
from .manifest import Suite, passed, standing, undecided
from .names import iin
from .pki import COMPANY_BIN, PEOPLE, PKI

ALGORITHMS: dict[str, dict[str, Any]] = {
    "rsa": {"oid": "1.2.840.113549.1.1.11", "keyBits": 2048},
    "ec": {"oid": "1.2.840.10045.4.3.2", "keyBits": 256},
    "ed25519": {"oid": "1.3.101.112"},
    "gost512": {"signature": "GOST R 34.10-2015-512", "oid": "1.2.398.3.10.1.1.2.3.2", "keyBits": 512},
    "gost256": {"oid": "1.2.398.3.10.1.1.2.3.1", "keyBits": 256},
    "gost2004": {"oid": "1.2.398.3.10.1.1.1.2", "keyBits": 256},
}
_CEO = {"iin": PEOPLE["ceo"].iin, "bin": COMPANY_BIN, "roles": ["ORGANIZATION", "CEO"], "keyUse": "sign"}
_WELL = "EN 319 102-1, 5.3: every block passes."


def add(suite: Suite, pki: PKI) -> None:
    """Adds the cases."""
    _plain(suite, pki)
    _encodings(suite, pki)
    _algorithm_forms(suite, pki)
    _tumar(suite, pki)
    _several(suite, pki)
    _counter_signatures(suite, pki)


def _plain(suite: Suite, pki: PKI) -> None:
    """Attached and detached, in every algorithm; the legal entity and the person."""
    text = put_content(suite, "act.txt")
    for family, algorithm in ALGORITHMS.items():
        ceo, person = pki[f"{family}-ceo"], pki[f"{family}-individual"]
        expected = passed(
            level="B-B",
            algorithm=algorithm,
            signer=_CEO,
            integrity={"signature": "valid"},
            bestSignatureTimeSource="now",
            revocation={"status": "good", "source": "crl"},
        )
        suite.case(
            f"cms/attached-{family}.cms",
            SignedData([sign(ceo, ACT)], ACT, [ceo.encoded]).encode(),
            [expected],
            f"RFC 5652, 5.1: attached, CAdES B-B (EN 319 122-1, 6.3). {_WELL}",
            chain=family,
        )
        suite.case(
            f"cms/detached-{family}.cms",
            SignedData([sign(ceo, ACT)], None, [ceo.encoded]).encode(),
            [expected],
            f"RFC 5652, 5.2: detached, the content given. {_WELL}",
            chain=family,
            content=text,
        )
        suite.case(
            f"cms/attached-{family}-individual.cms",
            SignedData([sign(person, ACT)], ACT, [person.encoded]).encode(),
            [passed(signer={"iin": iin("СЫНАҚБАЕВА ӘСЕЛ"), "bin": None, "roles": ["INDIVIDUAL"], "keyUse": "sign"})],
            f"A natural person's certificate (policy 1.2.398.3.3.2.3). {_WELL}",
            chain=family,
        )
        for policy in ("integrity", "aes"):
            suite.case(
                f"cms/attached-{family}.cms",
                SignedData([sign(ceo, ACT)], ACT, [ceo.encoded]).encode(),
                [passed(integrity={"signature": "valid"})],
                f"The same file under the policy {policy}. {_WELL}",
                title=f"attached-{family}.cms, policy {policy}",
                chain={} if policy == "integrity" else family,
                policy=policy,
            )
    signer = pki["gost512-ceo"]
    data = SignedData([sign(signer, ACT)], None, [signer.encoded]).encode()
    suite.case(
        "cms/detached-gost512.cms",
        data,
        [undecided("SIGNED_DATA_NOT_FOUND")],
        "EN 319 102-1, 5.2.7.4: the signed data is not at hand.",
        title="detached-gost512.cms without its content",
        chain="gost512",
    )
    signer = pki["ec-ceo"]
    suite.case(
        "cms/attached-ec-content-also-given.cms",
        SignedData([sign(signer, ACT)], ACT, [signer.encoded]).encode(),
        [passed()],
        f"RFC 5652, 5.2: the content is inside; the same content beside it changes nothing. {_WELL}",
        content=text,
    )
    suite.case(
        "cms/attached-ec-empty-content.cms",
        SignedData([sign(signer, b"")], b"", [signer.encoded]).encode(),
        [passed()],
        f"RFC 5652, 5.2: eContent may be an empty OCTET STRING; it is not absent. {_WELL}",
    )


def _pem(data: bytes, label: str, newline: str = "\n") -> bytes:
    body = newline.join(textwrap.wrap(base64.b64encode(data).decode(), 64))
    return f"-----BEGIN {label}-----{newline}{body}{newline}-----END {label}-----{newline}".encode()


def _encodings(suite: Suite, pki: PKI) -> None:
    """BER, PEM, base64 and data: forms."""
    for family in ("ec", "gost512"):
        signer = pki[f"{family}-ceo"]
        attached = SignedData([sign(signer, CONTRACT)], CONTRACT, [signer.encoded]).encode()
        detached = SignedData([sign(signer, CONTRACT)], None, [signer.encoded]).encode()
        why = f"RFC 5652, 2 and 5.2: BER with indefinite lengths and a content in chunks is legal. {_WELL}"
        suite.case(f"cms/ber-attached-{family}.cms", indefinite(attached, 100), [passed()], why, chain=family)
        suite.case(
            f"cms/ber-detached-{family}.cms",
            indefinite(detached),
            [passed()],
            why,
            chain=family,
            content=put_content(suite, "contract.txt"),
        )
    signer = pki["gost512-ceo"]
    data = SignedData([sign(signer, ACT)], ACT, [signer.encoded]).encode()
    text = base64.b64encode(data)
    odd = b"Subject: act No. 17\r\nX-Tool: test\r\n\r\n" + _pem(data, "CMS", "\r\n") + b"\r\nend of message\r\n"
    forms = {
        "pem-cms.pem": (_pem(data, "CMS"), "RFC 7468, 9: the label CMS."),
        "pem-pkcs7.pem": (_pem(data, "PKCS7"), "RFC 7468, 9: the older label PKCS7."),
        "pem-odd-surroundings.pem": (
            odd,
            "RFC 7468, 2: text before and after the boundaries is ignored; CRLF line ends.",
        ),
        "base64-one-line.txt": (text, "Raw base64 in one line, as national web clients send it."),
        "base64-lines.txt": (
            b"\r\n".join(text[i : i + 76] for i in range(0, len(text), 76)) + b"\r\n",
            "RFC 2045, 6.8: base64 in lines of 76.",
        ),
        "base64-spaces.txt": (
            b"\n \t" + b" \t".join(text[i : i + 60] for i in range(0, len(text), 60)) + b" \n\n",
            "RFC 2045, 6.8: characters outside the alphabet, spaces and tabs here, are ignored.",
        ),
        "data-uri.txt": (b"data:application/pkcs7-signature;base64," + text, "RFC 2397: a data: address."),
    }
    for name, (form, why) in forms.items():
        suite.case(f"cms/{name}", form, [passed(signer=_CEO)], f"{why} {_WELL}", chain="gost512")


def _algorithm_forms(suite: Suite, pki: PKI) -> None:
    """Algorithm identifiers as different writers put them."""
    rsa, ec = pki["rsa-ceo"], pki["ec-ceo"]
    assert isinstance(rsa.key, RSAKey)
    p384 = pki["p384-ceo"]
    cases: list[tuple[str, Certificate, dict[str, Any], str]] = [
        ("rsa-pss", rsa, {"key": rsa.key.using("pss")}, "RFC 4056: RSASSA-PSS, SHA-256, salt of 32 octets."),
        ("rsa-pss-sha512", rsa, {"key": rsa.key.using("pss"), "digest": "sha512"}, "RFC 4056: RSASSA-PSS, SHA-512."),
        ("rsa-sha384", rsa, {"digest": "sha384"}, "RFC 5754, 3.2: sha384WithRSAEncryption."),
        ("rsa-sha512", rsa, {"digest": "sha512"}, "RFC 5754, 3.2: sha512WithRSAEncryption."),
        ("ec-p384", p384, {}, "RFC 5753, 2.1: P-384 with SHA-384."),
        ("ec-p256-sha512", ec, {"digest": "sha512"}, "RFC 5753, 2.1: any approved digest goes with P-256."),
        ("ec-digest-without-null", ec, {"digest_null": False}, "RFC 5754, 2: absent parameters are to be accepted."),
        (
            "rsa-c-library",
            rsa,
            {"key_algorithm": True, "digest_null": False, "ess": None},
            "The C library writes the key's identifier (rsaEncryption; RFC 3370, 3.2 allows it) and no NULL.",
        ),
        (
            "gost512-c-library",
            pki["gost512-ceo"],
            {"key_algorithm": True, "ess": None},
            "The C library writes the key's identifier where the signature's belongs.",
        ),
        (
            "gost2004-c-library",
            pki["gost2004-ceo"],
            {"key_algorithm": True, "ess": None},
            "The C library writes the key's identifier where the signature's belongs.",
        ),
        (
            "gost512-absent-parameters",
            pki["gost512-ceo"],
            {"signature_algorithm": identifier("gost512-sign"), "digest_null": False},
            "Parameters of the national identifiers are NULL in practice; absent means the same.",
        ),
    ]
    for label, signer, options, why in cases:
        signer_info = sign(signer, ACT, **options)
        suite.case(
            f"cms/{label}.cms",
            SignedData([signer_info], ACT, [signer.encoded]).encode(),
            [passed(integrity={"signature": "valid"})],
            f"{why} {_WELL}",
            chain=signer.label.split("-")[0].replace("p384", "ec"),
        )
    legacy = sign(rsa, ACT, key=rsa.key.using("pkcs1-without-null"))
    suite.case(
        "cms/rsa-digestinfo-without-null.cms",
        SignedData([legacy], ACT, [rsa.encoded]).encode(),
        [{"indication": ["TOTAL-PASSED", "TOTAL-FAILED"], "subIndication": [None, "SIG_CRYPTO_FAILURE"]}],
        "RFC 8017, 9.2 note 2: a DigestInfo without NULL may be accepted by leave of policy, with a warning, or refused.",
        chain="rsa",
    )


def _tumar(suite: Suite, pki: PKI) -> None:
    """TumarCSP's identifiers, whose signatures come in either order."""
    signer = pki["tumar-ceo"]
    assert isinstance(signer.key, TumarKey)
    stamp = attribute("signingTime", der.generalized("2025-10-10T09:00:00Z"))
    for label, key in (("tumar-r-s", signer.key), ("tumar-s-r", signer.key.using_reversed())):
        signer_info = sign(signer, ACT, key=key, ess=None, signing_time=None, more=[stamp])
        suite.case(
            f"cms/{label}.cms",
            SignedData([signer_info], ACT, [signer.encoded]).encode(),
            [passed(level="basic", integrity={"signature": "valid"})],
            "Identifiers under 1.3.6.1.4.1.6801: the key is a CryptoAPI blob, the signature r||s little-endian or s||r "
            "big-endian. signingTime is GeneralizedTime before 2050, which RFC 5652, 11.3 forbids writers, not readers.",
            chain={},
            policy="integrity",
        )


def _several(suite: Suite, pki: PKI) -> None:
    """Several signers in one SignedData."""
    signers = [pki["rsa-ceo"], pki["gost512-signatory"], pki["ec-individual"], pki["gost2004-ceo"]]
    infos = [sign(signer, CONTRACT) for signer in signers]
    signers = [signer for _, signer in sorted(zip(infos, signers, strict=True), key=lambda pair: pair[0].encode())]
    infos.sort(key=lambda info: info.encode())
    family = {signer.label: signer.label.split("-")[0] for signer in signers}
    expected = [passed(algorithm={"oid": ALGORITHMS[family[signer.label]]["oid"]}) for signer in signers]
    chain = standing("rsa", "gost512", "ec", "gost2004")
    data = SignedData(infos, CONTRACT, [signer.encoded for signer in signers])
    suite.case(
        "cms/several-signers.cms",
        data.encode(),
        expected,
        f"RFC 5652, 5.1: four signers, four digests, two families of algorithm; each is judged by itself. {_WELL}",
        chain=chain,
    )
    bad = [info for info in infos]
    index = next(i for i, signer in enumerate(signers) if signer.label == "ec-individual")
    value = bytearray(bad[index].signature)
    value[-1] ^= 1
    good_value, bad[index].signature = bad[index].signature, bytes(value)
    spoilt = [dict(one) for one in expected]
    spoilt[index] = {"indication": "TOTAL-FAILED", "subIndication": "SIG_CRYPTO_FAILURE"}
    suite.case(
        "cms/several-signers-one-bad.cms",
        SignedData(bad, CONTRACT, [signer.encoded for signer in signers]).encode(),
        spoilt,
        "RFC 5652, 5.6: one signer's value is wrong; the others stay good and the file is as bad as its worst.",
        chain=chain,
    )
    bad[index].signature = good_value
    two = [pki["ec-ceo"], pki["ec-individual"]]
    doubled = DIGESTS["sha256"].identifier()
    suite.case(
        "cms/repeated-digest-algorithms.cms",
        SignedData(
            [sign(signer, ACT) for signer in two],
            ACT,
            [s.encoded for s in two],
            digest_algorithms=[doubled, doubled, DIGESTS["sha512"].identifier()],
        ).encode(),
        [passed(), passed()],
        f"RFC 5652, 5.1: digestAlgorithms is a hint; it may repeat and name more than is used. {_WELL}",
    )
    suite.case(
        "cms/digest-algorithms-empty.cms",
        SignedData([sign(two[0], ACT)], ACT, [two[0].encoded], digest_algorithms=[]).encode(),
        [{"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"]}],
        "RFC 5652, 5.1: any number of elements, including zero; implementations may fail a digest that is not listed.",
    )
    suite.case(
        "cms/no-signers.cms",
        SignedData([], ACT, [two[0].encoded]).encode(),
        [],
        "RFC 5652, 5.1: a SignedData without a signer (certificates only) carries no signature.",
        file_verdict={"indication": "NO-SIGNATURE"},
    )
    same = pki["ec-ceo"]
    suite.case(
        "cms/same-signer-twice.cms",
        SignedData(
            [sign(same, ACT), sign(same, ACT, signing_time="2025-10-11T09:00:00Z")], ACT, [same.encoded]
        ).encode(),
        [passed(), passed()],
        f"RFC 5652, 5.1: nothing forbids two signatures by one signer; each counts for itself. {_WELL}",
    )


def _counter_signatures(suite: Suite, pki: PKI) -> None:
    """Counter-signatures (RFC 5652, 11.4), which sign another's signature value."""
    for family in ("ec", "gost512"):
        first, second = pki[f"{family}-ceo"], pki[f"{family}-individual"]
        for verdict in ("good", "bad"):
            main = sign(first, ACT)
            over = main.signature if verdict == "good" else ACT
            counter = sign(second, over, include_content_type=False)
            main.unsigned.append(attribute("counterSignature", counter.encode()))
            expected = (
                passed()
                if verdict == "good"
                else {"indication": "TOTAL-FAILED", "subIndication": ["HASH_FAILURE", "SIG_CRYPTO_FAILURE"]}
            )
            suite.case(
                f"cms/counter-signature-{verdict}-{family}.cms",
                SignedData([main], ACT, [first.encoded, second.encoded]).encode(),
                [passed(parent=None), {**expected, "parent": "S-1"}],
                "RFC 5652, 11.4: the counter-signature covers the signature value"
                + (
                    f". {_WELL}"
                    if verdict == "good"
                    else "; this one covers the content instead. The main signature holds."
                ),
                chain=family,
            )
    first = pki["ec-ceo"]
    main = sign(first, ACT)
    typed = sign(pki["ec-individual"], main.signature)
    main.unsigned.append(attribute("counterSignature", typed.encode()))
    suite.case(
        "cms/counter-signature-with-content-type.cms",
        SignedData([main], ACT, [first.encoded, pki["ec-individual"].encoded]).encode(),
        [passed(parent=None), {"indication": ["TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"], "parent": "S-1"}],
        "RFC 5652, 11.4: the contentType attribute is not allowed in a counter-signature; many writers add it. The main signature holds.",
    )
