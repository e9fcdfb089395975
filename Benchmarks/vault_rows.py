"""Rows about the vault: what filing costs where everything is on the disk before it is acknowledged."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from measure import Failure, Row, Sample, compile_c, program, run, shown

HERE = Path(__file__).resolve().parent
CABINET = "000740000728"
OCTETS = 256 << 10


def make_inputs(files: int, mebibytes: int) -> list[str]:
    """Files nothing can be saved on: octets of chance."""
    folder = Path("ingest")
    names = [str(folder / f"{number:04}.bin") for number in range(files)]
    large = Path(f"large-{mebibytes}.bin")
    if all(Path(name).exists() for name in names) and large.exists():
        return names
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in names:
        Path(name).write_bytes(os.urandom(OCTETS))
    with large.open("wb") as file:
        for _ in range(mebibytes):
            file.write(os.urandom(1 << 20))
    os.sync()
    return names


def fresh(name: str, *commands: list[str]) -> None:
    """Removes what an earlier run left and makes anew what the run begins with; neither is measured."""
    shutil.rmtree(name, ignore_errors=True)
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    os.sync()


def filing(binary: str, files: list[str], *, expected: int) -> Callable[[], Sample]:
    """Files into a new vault: encrypted, logged, durable when acknowledged."""

    def measured() -> Sample:
        fresh("vault", [binary, "init", "vault"], [binary, "cabinet", "add", CABINET, "A", "--vault", "vault"])
        command = [binary, "file", "--vault", "vault", "--cabinet", CABINET, "--kind", "other", *files]
        sample = run(command)
        if len(Path("output").read_text().splitlines()) != expected:
            raise Failure("not every file was acknowledged")
        return sample

    return measured


def peers(files: list[str]) -> dict[str, tuple[Callable[[], Sample], list[str]]]:
    """Other programs that keep the same files, and the least that durability takes on one thread."""
    home = str(Path.cwd() / "home")
    restic = ["/usr/bin/env", f"HOME={home}", "RESTIC_PASSWORD=x", program("restic"), "-r", "restic"]
    borg = ["/usr/bin/env", f"HOME={home}", "BORG_PASSPHRASE=x", program("borg")]
    git = [program("git"), "-C", "git"]
    loop = compile_c(HERE / "peers" / "durable_copy.c", "durable_copy")

    def in_restic() -> Sample:
        fresh("restic", [*restic, "init"])
        return run([*restic, "backup", "ingest"])

    def in_borg() -> Sample:
        fresh("borg", [*borg, "init", "-e", "repokey", "borg"])
        return run([*borg, "create", "borg::one", "ingest"])

    def in_git() -> Sample:
        fresh("git", [program("git"), "init", "-q", "git"], ["cp", "-r", "ingest", "git/"])
        return run([*git, "add", "ingest"])

    def by_loop() -> Sample:
        fresh("copies", ["mkdir", "copies"])
        return run([loop, "copies", *files])

    return {
        "restic": (in_restic, ["restic", "backup", "ingest"]),
        "borg": (in_borg, ["borg", "create", "borg::one", "ingest"]),
        "git": (in_git, ["git", "add", "ingest"]),
        "one thread": (by_loop, ["durable_copy", "copies", files[0], "…"]),
    }


def rows(binary: str, *, files: int, mebibytes: int) -> list[Row]:
    """Filing many small files and a large one, and reading everything back."""
    names = make_inputs(files, mebibytes)
    large = f"large-{mebibytes}.bin"
    command = [binary, "file", "--cabinet", CABINET, "--kind", "other"]
    found = [
        Row(
            f"filing {files:,} × 256 KiB / {name}",
            filing(binary, names, expected=files),
            measure,
            shown([*command, names[0], "…"]),
            shown(told),
            goal=1,
            units=files,
            unit="files/s",
        )
        for name, (measure, told) in peers(names).items()
    ]
    digest = [program("openssl"), "dgst", "-sha256", large]
    copy = [program("dd"), f"if={large}", "of=copy.bin", "bs=1M", "conv=fsync"]

    def slower() -> Sample:
        Path("copy.bin").unlink(missing_ok=True)
        return max(run(digest), run(copy), key=lambda sample: sample.seconds)

    def check() -> Sample:
        if not Path("vault-of-one").exists():
            filing(binary, [large], expected=1)()
            os.rename("vault", "vault-of-one")
        return run([binary, "fsck", "--vault", "vault-of-one"])

    shutil.rmtree("vault-of-one", ignore_errors=True)
    found.append(
        Row(
            f"filing {mebibytes:,} MiB / the slower of dgst and dd",
            filing(binary, [large], expected=1),
            slower,
            shown([*command, large]),
            f"{shown(digest)}; {shown(copy)}",
            goal=0.7,
            units=mebibytes,
            unit="MiB/s",
            memory_goal=256 * 1024,
        )
    )
    found.append(
        Row(
            f"fsck of {mebibytes:,} MiB / dgst",
            check,
            lambda: run(digest),
            shown([binary, "fsck"]),
            shown(digest),
            goal=0.8,
            units=mebibytes,
            unit="MiB/s",
            memory_goal=256 * 1024,
        )
    )
    return found
