"""Six files to show reports of (folder showcase/). Each but the root brings all it needs, or has it beside it."""

from . import dates
from .certificates import Certificate
from .cms import SignedData, SignerInfo, attribute, other_revocation, sign
from .manifest import Suite, failed, passed, undecided
from .pki import COMPANY_BIN, PEOPLE, PKI
from .revocation import basic_response
from .spoil import swap
from .stamping import stamp

CONTRACT = """ҚЫЗМЕТ КӨРСЕТУ ШАРТЫ № 2025/10-017
Алматы қаласы                                        2025 жылғы 10 қазан

«САНДЫҚ СЫНАҚ» ЖШС (бұдан әрі — Орындаушы), директоры П. Пробный, бір тараптан, және
«ҮЛГІ САУДА» ЖШС (бұдан әрі — Тапсырыс беруші), екінші тараптан, осы шартты жасасты:

1. Орындаушы Тапсырыс берушінің бухгалтерлік есебін жүргізеді және салық есептілігін тапсырады.
2. Қызмет құны — айына 180 000 (бір жүз сексен мың) теңге, ҚҚС-сыз.
3. Төлем келесі айдың 5-күніне дейін жүргізіледі.
4. Шарт электрондық цифрлық қолтаңба қойылған күннен бастап күшіне енеді.

Бұл құжат — сынақ үлгісі, ешқандай заңды күші жоқ.
""".encode()

INVOICE = """СЧЁТ НА ОПЛАТУ № 118 от 10 октября 2025 г.

Поставщик:  ТОО «САНДЫҚ СЫНАҚ»
Покупатель: ТОО «ҮЛГІ САУДА»

№  Наименование                                   Кол-во   Цена, ₸      Сумма, ₸
1  Ведение бухгалтерского учёта, сентябрь 2025       1     180 000,00   180 000,00
2  Сдача налоговой отчётности за III квартал         1      45 000,00    45 000,00
                                                           Итого:       225 000,00

Документ — учебный образец и не имеет юридической силы.
""".encode()

ACT = """АКТ ВЫПОЛНЕННЫХ РАБОТ (ОКАЗАННЫХ УСЛУГ) № 17
г. Алматы                                            10 октября 2025 года

Исполнитель ТОО «САНДЫҚ СЫНАҚ» оказал, а Заказчик ТОО «ҮЛГІ САУДА» принял услуги
по ведению бухгалтерского учёта за сентябрь 2025 года на сумму 1 250 000,00 тенге.
Услуги оказаны полностью и в срок. Стороны претензий друг к другу не имеют.

Документ — учебный образец и не имеет юридической силы.
""".encode()

ORDER = """ПОРУЧЕНИЕ № 4
от 10 октября 2025 года

Поручаю главному бухгалтеру сдать налоговую отчётность за III квартал до 15 ноября 2025 года.
Директор ТОО «САНДЫҚ СЫНАҚ»  П. П. Пробный

Документ — учебный образец и не имеет юридической силы.
""".encode()


def add(suite: Suite, pki: PKI, lists: dict[str, bytes], answers: dict[str, bytes]) -> None:
    """Adds the cases."""

    def stamped(label: str, content: bytes, unit: str) -> SignerInfo:
        info = sign(pki[label], content)
        info.unsigned.append(attribute("signatureTimeStamp", stamp(pki, info.signature, unit=unit)))
        return info

    def whole(infos: list[SignerInfo], content: bytes | None, signers: list[Certificate], *families: str) -> bytes:
        bag = [c.encoded for c in signers] + [pki[f"ca-{family}"].encoded for family in families]
        crls = [lists[f"{level}-{family}-long-lived"] for family in families for level in ("root", "ca")]
        for signer in signers:
            if answer := answers.get(f"{signer.label}-good-archived"):
                crls.append(other_revocation(basic_response(answer)))
        return SignedData(infos, content, bag, crls).encode()

    def only(*families: str) -> dict[str, list[str]]:
        return {"trust": [f"pki/root-{family}.cer" for family in families]}

    ceo = {"iin": PEOPLE["ceo"].iin, "bin": COMPANY_BIN, "roles": ["ORGANIZATION", "CEO"]}
    proven = {"bestSignatureTime": dates.STAMPED, "bestSignatureTimeSource": "timestamp"}
    gost, rsa = pki["gost512-ceo"], pki["rsa-ceo"]
    suite.case(
        "showcase/contract.cms",
        whole([stamped(gost.label, CONTRACT, "tsa-gost512")], CONTRACT, [gost], "gost512"),
        [passed(level="B-LT", signer=ceo, **proven)],
        "A contract in Kazakh, signed by the chief executive with GOST 34.10-2015-512 and stamped. EN 319 102-1, 5.6: every block passes.",
        chain=only("gost512"),
    )
    suite.case(
        "showcase/invoice.cms",
        whole([stamped(rsa.label, INVOICE, "tsa-rsa")], INVOICE, [rsa], "rsa"),
        [passed(level="B-LT", signer=ceo, **proven)],
        "An invoice in Russian, signed with RSA and stamped. EN 319 102-1, 5.6: every block passes.",
        chain=only("rsa"),
    )
    detached = whole([stamped(gost.label, ACT, "tsa-gost512")], None, [gost], "gost512")
    suite.case(
        "showcase/act.txt.cms",
        detached,
        [passed(level="B-LT", **proven)],
        "A detached pair: the act lies beside its signature. EN 319 102-1, 5.6: every block passes.",
        chain=only("gost512"),
        content={"showcase/act.txt": ACT},
    )
    attached = whole([stamped(gost.label, ACT, "tsa-gost512")], ACT, [gost], "gost512")
    suite.case(
        "showcase/act-tampered.cms",
        swap(attached, b"1 250 000", b"9 250 000"),
        [failed("HASH_FAILURE", integrity={"signature": "valid", "references": [{"found": True, "intact": False}]})],
        "The same act, attached; its sum was changed after signing. EN 319 102-1, 5.2.7.4: HASH_FAILURE.",
        chain=only("gost512"),
    )
    old = pki["gost512-expired"]
    suite.case(
        "showcase/order-expired.cms",
        whole([sign(old, ORDER)], ORDER, [old], "gost512"),
        [
            undecided(
                ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED"],
                claimedSigningTime=dates.SIGNED,
                bestSignatureTimeSource="now",
            )
        ],
        "The certificate expired on 2025-12-01 and no time-stamp shows that the signature is older. EN 319 102-1, 5.2.6.4.",
        chain=only("gost512"),
    )
    several = [pki["gost512-ceo"], pki["gost512-finance"], pki["rsa-individual"]]
    infos = [stamped(c.label, CONTRACT, f"tsa-{c.label.split('-')[0]}") for c in several]
    pairs = sorted(zip(infos, several, strict=True), key=lambda pair: pair[0].encode())
    roles = {
        "gost512-ceo": ["ORGANIZATION", "CEO"],
        "gost512-finance": ["ORGANIZATION", "CAN_SIGN_FINANCIAL"],
        "rsa-individual": ["INDIVIDUAL"],
    }
    suite.case(
        "showcase/contract-three-signers.cms",
        whole([info for info, _ in pairs], CONTRACT, [c for _, c in pairs], "gost512", "rsa"),
        [passed(signer={"roles": roles[c.label]}, **proven) for _, c in pairs],
        "Three signers of one contract: two of the company by GOST, a person by RSA, each stamped. EN 319 102-1, 5.6: every block passes for each.",
        chain=only("gost512", "rsa"),
    )
