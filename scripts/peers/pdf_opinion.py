"""pyHanko's opinion of PDF files: one JSON line for each file named on the command line.

A line holds for every signature whether it is `intact` and `valid`, its `coverage`, and the level of later modifications.
"""

import json
import logging
import sys

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureStatus

logging.disable(logging.CRITICAL)


def opinion(path: str) -> list[dict[str, object]]:
    """What pyHanko says of each signature that is no document time-stamp."""
    found = []
    with open(path, "rb") as file:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        for signature in reader.embedded_regular_signatures:
            status: SignatureStatus = validate_pdf_signature(signature)
            level = status.modification_level
            found.append(
                {
                    "holds": status.intact and status.valid,
                    "coverage": status.coverage.name,
                    "modifications": level.name if level is not None else None,
                    "permitted": status.docmdp_ok is not False,
                }
            )
    return found


for name in sys.argv[1:]:
    try:
        line: dict[str, object] = {"file": name, "signatures": opinion(name)}
    except Exception as error:  # noqa: BLE001: whatever it is, it is pyHanko's opinion
        line = {"file": name, "error": type(error).__name__}
    print(json.dumps(line), flush=True)
