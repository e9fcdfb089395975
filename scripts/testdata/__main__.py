"""The command behind scripts/make-testdata."""

import argparse
import sys
from pathlib import Path

from .build import build

ROOT = Path(__file__).resolve().parents[2] / "testdata"
# Folders whose content is made here, and nowhere else.
OWNED = ("pki", "cms")


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


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="make-testdata", description="Makes testdata/.")
    parser.parse_args()
    files = build()
    write(ROOT, files)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")
    return 0


sys.exit(main())
