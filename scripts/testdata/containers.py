"""Signature containers: ASiC (EN 319 162-1) and the national ZIP with its NCAManifest."""

import base64
from collections.abc import Mapping
from urllib.parse import quote

from .algorithms import DIGESTS

SIMPLE = b"application/vnd.etsi.asic-s+zip"
EXTENDED = b"application/vnd.etsi.asic-e+zip"
_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
URI = {
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    "gost34311": "http://www.w3.org/2001/04/xmldsig-more#gost34311",
    "streebog512": "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512",
}
KIND = {"p7s": "application/pkcs7-signature", "tst": "application/vnd.etsi.timestamp-token"}


def _digest(digest: str, data: bytes) -> str:
    return base64.b64encode(DIGESTS[digest].of(data)).decode()


def manifest(
    signature: str, objects: Mapping[str, bytes], digest: str = "sha256", uris: Mapping[str, str] = {}
) -> bytes:
    """ASiCManifest over the objects by name; `uris` writes some names otherwise than percent-encoded."""
    kind = KIND.get(signature.rpartition(".")[2], "application/vnd.etsi.evidence-record")
    parts = [f'<asic:SigReference MimeType="{kind}" URI="{quote(signature)}"/>']
    for name, data in objects.items():
        parts.append(
            f'<asic:DataObjectReference URI="{uris.get(name, quote(name))}"><ds:DigestMethod Algorithm="{URI[digest]}"/>'
            f"<ds:DigestValue>{_digest(digest, data)}</ds:DigestValue></asic:DataObjectReference>"
        )
    head = f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DSIG}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(parts)}</asic:ASiCManifest>\n'.encode()


def national_manifest(signature: str, objects: Mapping[str, bytes], digest: str = "gost34311") -> bytes:
    """NCAManifest, as the national library writes it."""
    parts = [f'\t<SigReference URI="{signature}"/>\n']
    for name, data in objects.items():
        parts.append(
            f'\t<DataObjectReference URI="{name}">\n\t\t<DigestMethod Algorithm="{URI[digest]}"/>\n'
            f"\t\t<DigestValue>{_digest(digest, data)}</DigestValue>\n\t</DataObjectReference>\n"
        )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?> \n<NCAManifest>\n'
    return f"{head}{''.join(parts)}</NCAManifest>".encode()
