"""Compares what was made with stock OpenSSL, as far as OpenSSL knows the algorithms and has the rule.

OpenSSL judges at a fixed time, with lists, and knows nothing of time-stamps in CMS, of ESS version 1
with SHA-1 only, or of the national rules. Cases outside its reach are left out by `_reach`; where it
answers otherwise than the norm, `_OTHERWISE` says why, and an entry that no longer applies is an error.
"""

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate

from . import dates
from .der import moment

_FAMILIES = ("rsa", "ec")
# Expectations OpenSSL does not share, by case; its own answer is the opposite.
_PURPOSE = "the purpose of a certificate is a national rule, and is switched off for OpenSSL here"
_DATES = "OpenSSL has no dates for algorithms"
_ORDER = "OpenSSL verifies signed attributes in the order sent, not sorted"
_CONTENT = "OpenSSL does not ask whether content signed without attributes is itself a set of attributes"
_OTHERWISE = {
    "unsorted-attributes-signed-sorted-ec.cms": _ORDER,
    "unsorted-attributes-signed-as-sent-ec.cms": _ORDER,
    "attributes-as-content-ec.cms": _CONTENT,
    "attributes-as-content-in-pieces-ec.cms": _CONTENT,
    "attributes-as-content-detached-ec.cms": _CONTENT,
    "unknown-signature-algorithm-ec.cms": "OpenSSL goes by the key and does not read signatureAlgorithm",
    "signer-rsa-individual-auth.cms": _PURPOSE,
    "signer-rsa-ceo-auth.cms": _PURPOSE,
    "signer-ec-digital-signature-only.cms": _PURPOSE,
    "signer-ec-key-encipherment-only.cms, policy kz": _PURPOSE,
    "signer-rekeyed-ceo-without-identifiers.cms": "OpenSSL takes the first issuer of a name and does not try the next",
    "ec-ceo-anchor-is-authority": "OpenSSL asks for a list about the anchor itself",
    "sha1-rsa.cms": _DATES,
    "signer-rsa1024-ceo.cms": _DATES,
    "signer-rsa-ceo-sha1-certificate.cms": _DATES,
    "signer-ec-expired.cms, judged at notAfter": "OpenSSL takes notAfter itself as expired; RFC 5280, 4.1.2.5 includes it",
    "unit-revoked.tst": "openssl ts looks at no list",
}


# Files without a signing-certificate attribute, which -cades asks for.
_WITHOUT_ESS = ("c-library", "no-signed-attributes", "not-named", "another-signers", "attributes-as-content")


class CrossCheck:
    """The made files in a folder, and what disagreed."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root, self.scratch = root, scratch
        self.problems: list[str] = []
        self.counts: dict[str, int] = {}
        self.divergences: set[str] = set()

    def run(self) -> None:
        """Everything."""
        self.certificates()
        self.lists()
        self.answers()
        self.tokens()
        self.messages()
        self.problems += [f"{name}: no such case any more" for name in _OTHERWISE if name not in self.divergences]

    def openssl(self, *arguments: str) -> tuple[bool, str]:
        """Whether the command succeeded, and what it said."""
        done = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
        return done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")

    def expect(self, what: str, name: str, wanted: bool, got: bool, said: str) -> None:
        """Counts a comparison, and keeps it if it failed."""
        self.counts[what] = self.counts.get(what, 0) + 1
        if wanted != got:
            self.problems.append(f"{what} {name}: wanted {wanted}, got {got}: {said.strip()[-200:]}")

    def pem(self, name: str, *paths: str) -> str:
        """A PEM file of certificates and lists."""
        target = self.scratch / name
        with target.open("wb") as out:
            for path in paths:
                label = "X509 CRL" if path.endswith(".crl") else "CERTIFICATE"
                body = base64.encodebytes((self.root / path).read_bytes())
                out.write(f"-----BEGIN {label}-----\n".encode() + body + f"-----END {label}-----\n".encode())
        return str(target)

    def certificates(self) -> None:
        """Every signer of the two families against its root."""
        at = str(int(moment(dates.AS_OF).timestamp()))
        bad = {
            "ec-expired",
            "ec-expired-revoked",
            "ec-not-yet-valid",
            "rsa-expired",
            "rsa-not-yet-valid",
            "ec-unknown-critical",
            "tsa-ec-long-expired",
            "tsa-ec-since-expired",
            "ocsp-ec-expired",
        }
        for family in _FAMILIES:
            anchors = self.pem("anchors.pem", f"pki/root-{family}.cer", f"pki/ca-{family}.cer")
            authority = Certificate.load((self.root / f"pki/ca-{family}.cer").read_bytes())
            for path in sorted((self.root / "pki").glob("*.cer")):
                found = Certificate.load(path.read_bytes())
                if found.authority_key_identifier != authority.key_identifier:
                    continue
                one = self.pem("one.pem", f"pki/{path.name}")
                good, said = self.openssl("verify", "-attime", at, "-CAfile", anchors, one)
                self.expect("certificate", path.stem, path.stem not in bad and path.stem != "forged-ceo", good, said)

    def lists(self) -> None:
        """The signature of every list."""
        for path in sorted((self.root / "pki").glob("*.crl")):
            if "gost" in path.stem or "ed25519" in path.stem:
                continue
            stem = path.stem
            issuer = next(
                (
                    whose
                    for start, whose in (
                        ("ca-ec", "ca-ec"),
                        ("ca-rsa", "ca-rsa"),
                        ("root-ec", "root-ec"),
                        ("root-rsa", "root-rsa"),
                        ("indirect", "crl-issuer-ec"),
                    )
                    if stem.startswith(start)
                ),
                stem,
            )
            _, said = self.openssl(
                "crl",
                "-inform",
                "DER",
                "-in",
                str(path),
                "-noout",
                "-CAfile",
                self.pem("issuer.pem", f"pki/{issuer}.cer"),
            )
            good = "verify OK" in said
            self.expect("list", path.stem, path.stem not in ("ca-ec-wrong-key", "ca-ec-tampered"), good, said)

    def answers(self) -> None:
        """OCSP answers: signature and delegation, at the time of the answer."""
        bad = {
            "ec-ceo-expired-delegate",
            "ec-ceo-delegate-without-purpose",
            "ec-ceo-stranger",
            "ec-ceo-by-fellow-signer",
            "ec-ceo-tampered",
            "ec-ceo-other-issuer",
        }
        for path in sorted((self.root / "pki").glob("*.ors")):
            family = path.stem.split("-")[0]
            if family not in _FAMILIES:
                continue
            at = dates.OCSP_ARCHIVED if "archived" in path.stem else dates.AS_OF
            anchors = self.pem("anchors.pem", f"pki/root-{family}.cer", f"pki/ca-{family}.cer")
            good, said = self.openssl(
                "ocsp",
                "-respin",
                str(path),
                "-CAfile",
                anchors,
                "-verify_other",
                anchors,
                "-attime",
                str(int(moment(at).timestamp())),
            )
            self.expect("answer", path.stem, path.stem not in bad, "Response verify OK" in said, said)

    def tokens(self) -> None:
        """Bare tokens."""
        for case in self.cases("tsp"):
            if not case["file"].endswith(".tst") or case["policy"] == "integrity" or not case["content"]:
                continue
            trust = case["trust"][0]
            if "gost" in trust or "foreign-policy" in case["file"]:
                continue
            anchors = self.pem("anchors.pem", *case["trust"], *case["certs"][:1])
            others = self.pem("others.pem", *case["certs"])
            good, said = self.openssl(
                "ts",
                "-verify",
                "-token_in",
                "-in",
                str(self.root / case["file"]),
                "-data",
                str(self.root / case["content"][0]),
                "-CAfile",
                anchors,
                "-untrusted",
                others,
                "-attime",
                self.at(case),
            )
            self.judge("token", case, good, said)

    def messages(self) -> None:
        """CMS files whose verdict does not hang on a time-stamp or an OCSP answer."""
        for case in [*self.cases("cms"), *self.cases("showcase")]:
            if not _reach(case):
                continue
            if case["name"].startswith("list:"):
                self.path(case)
                continue
            anchors = [
                *case["trust"],
                *(
                    path
                    for path in case["certs"]
                    if path.startswith(("pki/ca-", "pki/cross-", "pki/crl-issuer-"))
                    and "lookalike" not in path
                    and "stranger" not in path
                ),
            ]
            others = [path for path in case["certs"] if path not in anchors]
            arguments = [
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-binary",
                "-in",
                str(self.root / case["file"]),
                "-out",
                "/dev/null",
                "-attime",
                self.at(case),
                "-purpose",
                "any",
            ]
            if case["policy"] != "integrity" and not any(word in case["file"] for word in _WITHOUT_ESS):
                arguments += ["-cades"]
            if case["policy"] == "integrity":
                arguments += ["-noverify"]
            else:
                arguments += [
                    "-CAfile",
                    self.pem("anchors.pem", *anchors, *case["crl"]),
                    "-crl_check_all",
                    "-extended_crl",
                    "-use_deltas",
                ]
                if len(case["trust"]) == 1 and "/ca-" in case["trust"][0]:
                    arguments += ["-partial_chain"]
            if others:
                arguments += ["-certfile", self.pem("others.pem", *others)]
            if case["content"] and not case["file"].endswith("also-given.cms"):
                arguments += ["-content", str(self.root / case["content"][0])]
            good, said = self.openssl(*arguments)
            self.judge("message", case, good, said)

    def path(self, case: dict[str, Any]) -> None:
        """The signer's certificate of a case about lists; the lists are handed over, so indirect ones are heeded."""
        label = Path(case["file"]).stem.removeprefix("signer-")
        good, said = self.openssl(
            "verify",
            "-attime",
            self.at(case),
            "-CAfile",
            self.pem("anchors.pem", *case["trust"]),
            "-untrusted",
            self.pem("others.pem", *case["certs"]),
            "-CRLfile",
            self.pem("lists.pem", *case["crl"]),
            "-crl_check_all",
            "-extended_crl",
            "-use_deltas",
            self.pem("one.pem", f"pki/{label}.cer"),
        )
        self.judge("path", case, good, said)

    def judge(self, what: str, case: dict[str, Any], good: bool, said: str) -> None:
        """Compares OpenSSL's answer with the expectation on the file."""
        verdict = case["expected"]["indication"]
        if isinstance(verdict, list):
            return
        wanted = verdict == "TOTAL-PASSED"
        if case["name"] in _OTHERWISE:
            wanted = not wanted
            self.divergences.add(case["name"])
        self.expect(what, case["name"], wanted, good, said)

    def cases(self, folder: str) -> Iterator[dict[str, Any]]:
        """The cases of a folder."""
        yield from json.loads((self.root / folder / "manifest.json").read_bytes())

    def at(self, case: dict[str, Any]) -> str:
        """The moment of judgement in seconds."""
        return str(int(moment(case["asOf"]).timestamp()))


def _reach(case: dict[str, Any]) -> bool:
    """Whether OpenSSL can answer the case."""
    everything = json.dumps(case)
    if "gost" in everything or "tumar" in everything or "ed25519" in everything or case["policy"] == "aes":
        return False
    if case["ocsp"] or not case["file"].endswith(".cms"):
        return False
    return not any(word in case["file"] for word in ("stamp", "/lt", "/values", "showcase", "counter-signature"))
