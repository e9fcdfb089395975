"""The texts that get signed."""

from .manifest import Suite

ACT = (
    "АКТ № 17 выполненных работ\r\n"
    "г. Алматы, 10 октября 2025 года\r\n"
    "Услуги оказаны полностью и в срок. Сумма: 1 250 000,00 ₸.\r\n"
    "Исполнитель: ТОО «САНДЫҚ СЫНАҚ»\r\n"
).encode()

CONTRACT = (
    "ШАРТ № 2025/10\r\n"
    "Алматы қаласы, 2025 жылғы 10 қазан\r\n"
    "1. Орындаушы бухгалтерлік есепті жүргізеді, Тапсырыс беруші ақысын төлейді.\r\n"
    "2. Құны айына 180 000,00 теңге, әр айдың 5-күніне дейін төленеді.\r\n"
    "3. Шарт қол қойылған күннен бастап күшіне енеді.\r\n"
    "Орындаушы: «САНДЫҚ СЫНАҚ» ЖШС\r\n"
    "Тапсырыс беруші: «ҮЛГІ САУДА» ЖШС\r\n"
).encode()

_TEXTS = {
    "act.txt": ACT,
    "contract.txt": CONTRACT,
    "act-lf.txt": ACT.replace(b"\r\n", b"\n"),
    "act-other-sum.txt": ACT.replace(b"1 250 000", b"9 250 000"),
}


def put_content(suite: Suite, name: str) -> dict[str, bytes]:
    """A content file for `Suite.case`."""
    return {f"cms/content/{name}": _TEXTS[name]}
