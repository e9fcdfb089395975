"""The command behind scripts/make-testdata."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from . import reader, selftest
from .build import build
from .crosscheck import CrossCheck

ROOT = Path(__file__).resolve().parents[2] / "testdata"
# Folders whose content is made here, and nowhere else.
OWNED = (
    "pki", "gost", "cms", "tsp", "xmldsig", "xades", "wsse", "showcase", "hostile", "pades", "asic", "ncazip", "er",
)  # fmt: skip


def owned_files(root: Path) -> dict[str, Path]:
    """The files on disk that this command answers for."""
    return {
        str(path.relative_to(root)): path
        for folder in OWNED
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def write(root: Path, files: dict[str, bytes]) -> None:
    """Makes the folders hold exactly the files given."""
    for name, path in owned_files(root).items():
        if name not in files:
            path.unlink()
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def differences(root: Path, files: dict[str, bytes]) -> list[str]:
    """How the folders on disk differ from the files given."""
    found = owned_files(root)
    problems = [f"{name}: not made by the generator" for name in found if name not in files]
    for name, data in files.items():
        if name not in found:
            problems.append(f"{name}: missing")
        elif found[name].read_bytes() != data:
            problems.append(f"{name}: differs")
    return problems


def check(files: dict[str, bytes]) -> list[str]:
    """Compares with the committed files, reads everything back, and asks OpenSSL."""
    problems = differences(ROOT, files)
    for folder in ("cms", "tsp", "showcase"):
        problems += reader.disagreements(files, json.loads(files[f"{folder}/manifest.json"]))
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch, "testdata")
        write(made, files)
        cross = CrossCheck(made, Path(scratch))
        cross.run()
    print("compared with OpenSSL:", ", ".join(f"{count} of {what}" for what, count in cross.counts.items()))
    return problems + cross.problems


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="make-testdata", description="Makes the generated folders of testdata/.")
    parser.add_argument(
        "--check", action="store_true", help="make everything again, compare with testdata/, cross-check"
    )
    parser.add_argument(
        "--self-test", action="store_true", help="check the generator's cryptography against published vectors"
    )
    arguments = parser.parse_args()
    if arguments.self_test:
        problems = selftest.run()
    else:
        files = build()
        print(f"{len(files)} files, {sum(map(len, files.values()))} octets")
        if arguments.check:
            problems = check(files)
        else:
            write(ROOT, files)
            problems = []
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


sys.exit(main())
