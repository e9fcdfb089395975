"""The files and cases that are being made."""

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from . import dates

# The keys of a case, in the order in which they are written.
KEYS = (
    "name", "file", "content", "trust", "certs", "crl", "ocsp", "asOf", "policy", "expected", "source", "why",
)  # fmt: skip
_GENERATED = "scripts/testdata"

PASSED: dict[str, Any] = {"indication": "TOTAL-PASSED", "subIndication": None}


def failed(reason: str | list[str], **more: Any) -> dict[str, Any]:
    """TOTAL-FAILED with its sub-indication."""
    return {"indication": "TOTAL-FAILED", "subIndication": reason, **more}


def undecided(reason: str | list[str], **more: Any) -> dict[str, Any]:
    """INDETERMINATE with its sub-indication."""
    return {"indication": "INDETERMINATE", "subIndication": reason, **more}


def passed(**more: Any) -> dict[str, Any]:
    """TOTAL-PASSED."""
    return {**PASSED, **more}


class Suite:
    """All files by path under testdata/, and the cases of each folder."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cases: dict[str, list[dict[str, Any]]] = {}

    def put(self, path: str, data: bytes) -> str:
        """Keeps a file; the same path may be put twice with the same bytes."""
        assert self.files.get(path, data) == data, path
        self.files[path] = data
        return path

    def case(
        self,
        path: str,
        data: bytes,
        signatures: Sequence[Mapping[str, Any]] | None,
        why: str,
        *,
        title: str | None = None,
        chain: str | Mapping[str, Sequence[str]] = "ec",
        content: Mapping[str, bytes] | None = None,
        policy: str = "kz",
        as_of: str = dates.AS_OF,
        file_verdict: Mapping[str, Any] | None = None,
    ) -> None:
        """Keeps a file and one case about it; a second case about the same file needs a title.

        `signatures` None says nothing of single signatures; then the verdict on the file is given.
        """
        folder, _, name = path.partition("/")
        evidence = standing(chain) if isinstance(chain, str) else chain
        contents = [self.put(where, what) for where, what in (content or {}).items()]
        verdict = dict(file_verdict or worst(signatures or []))
        if signatures is not None:
            verdict["signatures"] = [dict(signature) for signature in signatures]
        case = {
            "name": title or name,
            "file": self.put(path, data),
            "content": contents,
            **{key: list(evidence.get(key, [])) for key in ("trust", "certs", "crl", "ocsp")},
            "asOf": as_of,
            "policy": policy,
            "expected": verdict,
            "source": _GENERATED,
            "why": why,
        }
        known = self.cases.setdefault(folder, [])
        assert all(other["name"] != case["name"] for other in known), case["name"]
        known.append(case)

    def manifests(self) -> dict[str, bytes]:
        """The manifest of each folder that has cases."""
        return {
            f"{folder}/manifest.json": dump([{key: case[key] for key in KEYS} for case in cases])
            for folder, cases in self.cases.items()
        }

    def everything(self) -> dict[str, bytes]:
        """All files, manifests included, once every name in a manifest has its file and every file its case."""
        named = set()
        for case in (case for cases in self.cases.values() for case in cases):
            named |= {case["file"], *case["content"]}
            named |= {path for key in ("trust", "certs", "crl", "ocsp") for path in case[key]}
        assert named <= self.files.keys(), named - self.files.keys()
        unnamed = {path for path in self.files if not path.startswith("pki/")} - named
        assert not unnamed, unnamed
        return {**self.files, **self.manifests()}


def dump(value: Any) -> bytes:
    """JSON for people: two spaces, letters as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


_RANK = ("TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED")


def worst(signatures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The verdict on a file: the worst of its signatures, in every way their alternatives combine."""
    options = [[value] if isinstance(value := signature["indication"], str) else value for signature in signatures]
    found = {max(choice, key=_RANK.index) for choice in product(*options)}
    return {"indication": found.pop() if len(found) == 1 else sorted(found, key=_RANK.index)}


def standing(family: str, *more: str) -> dict[str, list[str]]:
    """Root, authority and lists of one or more families."""
    families = (family, *more)
    return {
        "trust": [f"pki/root-{name}.cer" for name in families],
        "certs": [f"pki/ca-{name}.cer" for name in families],
        "crl": [f"pki/{level}-{name}.crl" for name in families for level in ("root", "ca")],
        "ocsp": [],
    }
