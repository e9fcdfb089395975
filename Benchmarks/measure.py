"""How two ways to do the same are measured side by side."""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ENVIRONMENT = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "TZ": "UTC"}
# The output of the run under way: a regular file, since writing the report is part of the work.
OUTPUT = "output"


class Failure(Exception):
    """Something that makes a measurement worthless."""


@dataclass(frozen=True)
class Sample:
    """One run: wall time, processor time and the largest resident set of the processes it started."""

    seconds: float
    processor: float
    kibibytes: int


@dataclass
class Row:
    """One line of the table: two ways to do the same, and what their ratio should be."""

    name: str
    ours: Callable[[], Sample]
    peer: Callable[[], Sample]
    ours_command: str
    peer_command: str
    goal: float
    # Whether the ratio is ours to the peer's time, where less is better, or ours to the peer's speed.
    of_time: bool = False
    # What one run does so many of; 0: one thing of `unit`.
    units: float = 1
    unit: str = "s"
    # Runs of each per repeat, taken in turn; the repeat's value is their median.
    runs: int = 1
    memory_goal: int | None = None
    samples: list[tuple[Sample, Sample]] = field(default_factory=list)

    def measure(self, repeats: int) -> None:
        """Runs both in turn; who goes first alternates."""
        self.ours()
        self.peer()
        for repeat in range(repeats):
            pairs = []
            for run in range(self.runs):
                if (repeat + run) % 2:
                    peer = self.peer()
                    ours = self.ours()
                else:
                    ours = self.ours()
                    peer = self.peer()
                pairs.append((ours, peer))
            self.samples.append((typical([pair[0] for pair in pairs]), typical([pair[1] for pair in pairs])))

    @property
    def ratios(self) -> list[float]:
        """One ratio for each repeat."""
        if self.of_time:
            return [ours.seconds / peer.seconds for ours, peer in self.samples]
        return [peer.seconds / ours.seconds for ours, peer in self.samples]

    @property
    def processor_ratios(self) -> list[float]:
        """The same of processor time, which other work on the machine hardly touches."""
        if self.of_time:
            return [ours.processor / peer.processor for ours, peer in self.samples]
        return [peer.processor / ours.processor for ours, peer in self.samples]

    @property
    def worst(self) -> float:
        """The ratio the row is judged by."""
        return max(self.ratios) if self.of_time else min(self.ratios)

    @property
    def memory(self) -> int:
        """Our largest resident set in any repeat, in KiB."""
        return max(ours.kibibytes for ours, _ in self.samples)

    @property
    def is_met(self) -> bool:
        """Whether the worst repeat reaches the goal, and memory stays within bounds."""
        reached = self.worst <= self.goal if self.of_time else self.worst >= self.goal
        return reached and (self.memory_goal is None or self.memory <= self.memory_goal)

    def value(self, samples: Sequence[Sample]) -> str:
        """The median, as a person would say it."""
        seconds = statistics.median(sample.seconds for sample in samples)
        if self.unit == "ms":
            return f"{seconds * 1000:.2f} ms"
        return f"{self.units / seconds:,.0f} {self.unit}"

    def cells(self) -> list[str]:
        """The row as the table prints it."""
        return [
            self.name,
            self.value([ours for ours, _ in self.samples]),
            self.value([peer for _, peer in self.samples]),
            f"{self.worst:.2f}",
            f"{statistics.median(self.ratios):.2f}",
            f"{statistics.median(self.processor_ratios):.2f}",
            f"{'≤' if self.of_time else '≥'} {self.goal:g}",
            f"{self.memory / 1024:.0f} MiB (≤ {self.memory_goal // 1024})" if self.memory_goal else "",
            "yes" if self.is_met else "NO",
        ]

    def record(self) -> dict[str, object]:
        """The row as results.json keeps it."""
        return {
            "row": self.name,
            "ours": self.ours_command,
            "peer": self.peer_command,
            "ratioOf": "time" if self.of_time else "speed",
            "goal": self.goal,
            "worst": self.worst,
            "median": statistics.median(self.ratios),
            "ratios": self.ratios,
            "processorRatios": self.processor_ratios,
            "oursSeconds": [ours.seconds for ours, _ in self.samples],
            "peerSeconds": [peer.seconds for _, peer in self.samples],
            "oursProcessorSeconds": [ours.processor for ours, _ in self.samples],
            "peerProcessorSeconds": [peer.processor for _, peer in self.samples],
            "oursPeakKiB": self.memory,
            "met": self.is_met,
        }


def typical(samples: Sequence[Sample]) -> Sample:
    """The median time, with the largest memory."""
    return Sample(
        statistics.median(sample.seconds for sample in samples),
        statistics.median(sample.processor for sample in samples),
        max(sample.kibibytes for sample in samples),
    )


def run(command: Sequence[str], output: str = OUTPUT, status: int = 0) -> Sample:
    """Runs a command with its output in a file; any other exit status is a failure.

    The resident set is what wait4(2) says, which is never less than that of this program.
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666),
        (os.POSIX_SPAWN_OPEN, 2, "errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666),
    ]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=actions)
    _, encoded, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(encoded) != status:
        told = Path("errors").read_text(errors="replace")[:500]
        raise Failure(f"{' '.join(command[:8])} …: status {os.waitstatus_to_exitcode(encoded)}: {told}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def run_each(command: Sequence[str], files: Sequence[str]) -> Sample:
    """Runs a command once for each file, which replaces `{}`."""
    samples = []
    start = time.perf_counter()
    for file in files:
        samples.append(run([file if word == "{}" else word for word in command], "/dev/null"))
    seconds = time.perf_counter() - start
    processor = sum(sample.processor for sample in samples)
    return Sample(seconds, processor, max(sample.kibibytes for sample in samples))


def program(name: str) -> str:
    """The path of a program that must be there."""
    found = shutil.which(name)
    if not found:
        raise Failure(f"{name} is not installed; scripts/bench installs it")
    return found


def said_by(*command: str) -> str:
    """The first line a program says of itself."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return (result.stdout or result.stderr).strip().splitlines()[0]


def compile_c(source: Path, name: str) -> str:
    """Builds one of the C programs here, if it is not newer than its source."""
    binary = Path(name).resolve()
    if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
        subprocess.run([program("cc"), "-O2", "-o", str(binary), str(source), "-lcrypto"], check=True)
    return str(binary)


def shown(command: Sequence[str]) -> str:
    """A command as one would type it."""
    return " ".join([Path(command[0]).name, *command[1:]])


def table(lines: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; all but the first to the right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zip(line, widths)))
        for line in lines
    )
