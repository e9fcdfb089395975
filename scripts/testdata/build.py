"""Puts the whole of testdata/ together in memory."""

from . import (
    cases_absurd,
    cases_absurd_keys,
    cases_attributes,
    cases_certificates,
    cases_containers,
    cases_embedded_records,
    cases_forms,
    cases_hostile,
    cases_lists,
    cases_longterm,
    cases_ncazip,
    cases_ocsp,
    cases_paths,
    cases_pdf,
    cases_pdf_attacks,
    cases_pdf_bombs,
    cases_records,
    cases_showcase,
    cases_tampering,
    cases_time,
    cases_tokens,
    cases_tsp,
    cases_wsse,
    cases_xades,
    cases_xmldsig,
    oddities,
)
from .lists import all_answers, all_lists
from .manifest import Suite
from .pki import PKI
from .vectors import vectors


def build() -> dict[str, bytes]:
    """Every file by its path under testdata/."""
    suite, pki = Suite(), PKI()
    oddities.add(pki)
    lists, answers = all_lists(pki), all_answers(pki)
    for label, data in lists.items():
        suite.put(f"pki/{label}.crl", data)
    for label, data in answers.items():
        suite.put(f"pki/{label}.ors", data)
    for cases in (
        cases_forms,
        cases_tampering,
        cases_attributes,
        cases_certificates,
        cases_paths,
        cases_lists,
        cases_ocsp,
        cases_time,
        cases_tokens,
        cases_tsp,
        cases_xmldsig,
        cases_wsse,
        cases_containers,
        cases_ncazip,
        cases_records,
        cases_embedded_records,
    ):
        cases.add(suite, pki)
    cases_longterm.add(suite, pki, lists, answers)
    cases_xades.add(suite, pki, lists)
    cases_showcase.add(suite, pki, lists, answers)
    cases_pdf.add(suite, pki, lists, answers)
    cases_pdf_attacks.add(suite, pki)
    cases_pdf_bombs.add(suite, pki)
    cases_hostile.add(suite, pki)
    cases_absurd.add(suite, pki)
    cases_absurd_keys.add(suite, pki)
    for certificate in pki.certificates.values():
        suite.put(f"pki/{certificate.label}.cer", certificate.encoded)
        if pem := certificate.key.pem():
            suite.put(f"pki/keys/{certificate.label}.pem", pem)
    return {**suite.everything(), "gost/vectors.json": vectors()}
