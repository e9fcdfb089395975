"""signxml's opinion of XML signatures: one JSON line for each file named on the command line, whether the first signature holds.

It is asked about core validity alone, of the key that the signature gives, and may use every algorithm it knows.
"""

import base64
import json
import logging
import sys
from datetime import timedelta
from pathlib import Path

from cryptography.x509 import load_der_x509_certificate
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier

logging.disable(logging.CRITICAL)
DS = "{http://www.w3.org/2000/09/xmldsig#}"


def holds(path: Path) -> bool:
    """Whether the first signature of a file verifies with the certificate in it."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    signature = next(root.iter(DS + "Signature"))
    references = signature.findall(f"{DS}SignedInfo/{DS}Reference")
    given = signature.find(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")
    certificate, when = None, None
    if given is not None:
        # The certificate's word is taken, at a time when it is valid: trust is not the question here.
        certificate = load_der_x509_certificate(base64.b64decode("".join(given.itertext())))
        when = certificate.not_valid_before_utc + timedelta(days=1)
    configuration = SignatureConfiguration(
        require_x509=False,
        expect_references=len(references),
        signature_methods=frozenset(SignatureMethod),
        digest_algorithms=frozenset(DigestAlgorithm),
        verification_time=when,
    )
    XMLVerifier().verify(root, x509_cert=certificate, expect_config=configuration)
    return True


for name in sys.argv[1:]:
    try:
        line: dict[str, object] = {"file": name, "holds": holds(Path(name))}
    except Exception as error:  # noqa: BLE001: whatever it is, it is signxml's opinion
        line = {"file": name, "holds": False, "error": f"{type(error).__name__}: {error}"[:120]}
    print(json.dumps(line), flush=True)
