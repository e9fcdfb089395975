"""A signed PDF of any size, written as it grows: most of it is one stream that no page shows."""

import os
import subprocess
from pathlib import Path

ROOM = 8_192


def make(path: Path, mebibytes: int, openssl: str) -> None:
    """Writes the file, and beside it the key that signs it."""
    key, certificate = path.with_suffix(".key"), path.with_suffix(".cer")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate),
         "-subj", "/CN=Benchmark", "-days", "3650"],
        check=True, capture_output=True,
    )  # fmt: skip
    offsets: list[int] = []
    with open(path, "wb") as file:

        def put(body: bytes) -> None:
            offsets.append(file.tell())
            file.write(f"{len(offsets)} 0 obj\n".encode() + body + b"\nendobj\n")

        file.write(b"%PDF-1.7\n")
        put(b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>")
        put(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        put(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>")
        put(b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [0 0 0 0] /P 3 0 R /V 6 0 R >>")
        offsets.append(file.tell())
        file.write(f"5 0 obj\n<< /Length {mebibytes << 20} >>\nstream\n".encode())
        for _ in range(mebibytes):
            file.write(os.urandom(1 << 20))
        file.write(b"\nendstream\nendobj\n")
        offsets.append(file.tell())
        file.write(b"6 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange ")
        place = file.tell()
        file.write(b" " * 50 + b" /Contents ")
        start = file.tell()
        file.write(b"<" + b"0" * (2 * ROOM) + b">")
        stop = file.tell()
        file.write(b" >>\nendobj\n")
        table = file.tell()
        rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        file.write(f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{rows}".encode())
        file.write(f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
        end = file.tell()
        file.seek(place)
        file.write(f"[0 {start} {stop} {end - stop}]".encode())
    covered = path.with_suffix(".covered")
    with open(path, "rb") as whole, open(covered, "wb") as part:
        for first, last in ((0, start), (stop, end)):
            whole.seek(first)
            while first < last:
                piece = whole.read(min(1 << 20, last - first))
                part.write(piece)
                first += len(piece)
    signature = subprocess.run(
        [openssl, "cms", "-sign", "-binary", "-md", "sha256", "-signer", str(certificate), "-inkey", str(key),
         "-in", str(covered), "-outform", "DER", "-nosmimecap"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    covered.unlink()
    with open(path, "r+b") as file:
        file.seek(start + 1)
        file.write(signature.ljust(ROOM, b"\0").hex().encode())
