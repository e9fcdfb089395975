"""Puts the whole of testdata/ together in memory."""

from . import cases_forms
from .lists import standing_answers, standing_lists
from .manifest import Suite
from .pki import PKI


def build() -> dict[str, bytes]:
    """Every file by its path under testdata/."""
    suite, pki = Suite(), PKI()
    for label, data in standing_lists(pki).items():
        suite.put(f"pki/{label}.crl", data)
    for label, data in standing_answers(pki).items():
        suite.put(f"pki/{label}.ors", data)
    cases_forms.add(suite, pki)
    for certificate in pki.certificates.values():
        suite.put(f"pki/{certificate.label}.cer", certificate.encoded)
        if pem := certificate.key.pem():
            suite.put(f"pki/keys/{certificate.label}.pem", pem)
    return suite.everything()
