"""Object identifiers and digests."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from . import der
from .gost34311 import gost34311
from .streebog import streebog256, streebog512

OID = {
    # Kazakhstan: keys, their parameters, signatures (1.2.398.3.10).
    "gost2004-key": "1.2.398.3.10.1.1.1.1",
    "gost2004-curve": "1.2.398.3.10.1.1.1.1.1",
    "gost2004-sbox": "1.2.398.3.10.1.3.1.1.0",
    "gost2004-sign": "1.2.398.3.10.1.1.1.2",
    "gost256-key": "1.2.398.3.10.1.1.2.1",
    "gost256-curve": "1.2.398.3.10.1.1.2.1.1",
    "gost256-sign": "1.2.398.3.10.1.1.2.3.1",
    "gost512-key": "1.2.398.3.10.1.1.2.2",
    "gost512-curve": "1.2.398.3.10.1.1.2.2.1",
    "gost512-sign": "1.2.398.3.10.1.1.2.3.2",
    "tumar-key": "1.3.6.1.4.1.6801.1.5.8",
    "tumar-sign": "1.3.6.1.4.1.6801.1.2.2",
    # RSA, elliptic curves, Edwards curves.
    "rsa": "1.2.840.113549.1.1.1",
    "rsa-pss": "1.2.840.113549.1.1.10",
    "mgf1": "1.2.840.113549.1.1.8",
    "rsa-sha1": "1.2.840.113549.1.1.5",
    "rsa-sha256": "1.2.840.113549.1.1.11",
    "rsa-sha384": "1.2.840.113549.1.1.12",
    "rsa-sha512": "1.2.840.113549.1.1.13",
    "ec": "1.2.840.10045.2.1",
    "p256": "1.2.840.10045.3.1.7",
    "p384": "1.3.132.0.34",
    "ecdsa-sha256": "1.2.840.10045.4.3.2",
    "ecdsa-sha384": "1.2.840.10045.4.3.3",
    "ecdsa-sha512": "1.2.840.10045.4.3.4",
    "ed25519": "1.3.101.112",
    # CMS content types and attributes (RFC 5652, RFC 5035, RFC 6211, EN 319 122-1).
    "data": "1.2.840.113549.1.7.1",
    "signedData": "1.2.840.113549.1.7.2",
    "tstInfo": "1.2.840.113549.1.9.16.1.4",
    "contentType": "1.2.840.113549.1.9.3",
    "messageDigest": "1.2.840.113549.1.9.4",
    "signingTime": "1.2.840.113549.1.9.5",
    "counterSignature": "1.2.840.113549.1.9.6",
    "signingCertificate": "1.2.840.113549.1.9.16.2.12",
    "signingCertificateV2": "1.2.840.113549.1.9.16.2.47",
    "signatureTimeStamp": "1.2.840.113549.1.9.16.2.14",
    "contentTimeStamp": "1.2.840.113549.1.9.16.2.20",
    "certificateRefs": "1.2.840.113549.1.9.16.2.21",
    "certificateValues": "1.2.840.113549.1.9.16.2.23",
    "revocationValues": "1.2.840.113549.1.9.16.2.24",
    "algorithmProtection": "1.2.840.113549.1.9.52",
    "erInternal": "1.2.840.113549.1.9.16.2.49",
    "erExternal": "1.2.840.113549.1.9.16.2.50",
    "archiveTimeStampV3": "0.4.0.1733.2.4",
    "atsHashIndexV3": "0.4.0.19122.1.5",
    "ocspResponseValue": "1.3.6.1.5.5.7.16.2",
    # Certificates, CRLs, OCSP.
    "subjectKeyIdentifier": "2.5.29.14",
    "keyUsage": "2.5.29.15",
    "subjectAltName": "2.5.29.17",
    "basicConstraints": "2.5.29.19",
    "crlNumber": "2.5.29.20",
    "reasonCode": "2.5.29.21",
    "deltaCRLIndicator": "2.5.29.27",
    "issuingDistributionPoint": "2.5.29.28",
    "certificateIssuer": "2.5.29.29",
    "nameConstraints": "2.5.29.30",
    "crlDistributionPoints": "2.5.29.31",
    "certificatePolicies": "2.5.29.32",
    "authorityKeyIdentifier": "2.5.29.35",
    "extKeyUsage": "2.5.29.37",
    "freshestCRL": "2.5.29.46",
    "expiredCertsOnCRL": "2.5.29.60",
    "authorityInfoAccess": "1.3.6.1.5.5.7.1.1",
    "caIssuers": "1.3.6.1.5.5.7.48.2",
    "ocsp": "1.3.6.1.5.5.7.48.1",
    "ocspBasic": "1.3.6.1.5.5.7.48.1.1",
    "ocspNonce": "1.3.6.1.5.5.7.48.1.2",
    "ocspNoCheck": "1.3.6.1.5.5.7.48.1.5",
    "ocspExtendedRevoke": "1.3.6.1.5.5.7.48.1.9",
    "cps": "1.3.6.1.5.5.7.2.1",
    "clientAuth": "1.3.6.1.5.5.7.3.2",
    "emailProtection": "1.3.6.1.5.5.7.3.4",
    "timeStamping": "1.3.6.1.5.5.7.3.8",
    "ocspSigning": "1.3.6.1.5.5.7.3.9",
}


def identifier(name: str, *parameters: bytes) -> bytes:
    """AlgorithmIdentifier, by a name of `OID` or a dotted number."""
    return der.seq(der.oid(OID.get(name, name)), *parameters)


@dataclass(frozen=True)
class Digest:
    """A digest algorithm: its name in manifests, its identifier, its function."""

    name: str
    oid: str
    of: Callable[[bytes], bytes]
    null: bool = True

    def identifier(self, null: bool | None = None) -> bytes:
        """AlgorithmIdentifier, with NULL parameters or none."""
        null = self.null if null is None else null
        return identifier(self.oid, der.null()) if null else identifier(self.oid)


def _hashlib(name: str) -> Callable[[bytes], bytes]:
    return lambda data: hashlib.new(name, data).digest()


DIGESTS = {
    digest.name: digest
    for digest in (
        Digest("sha1", "1.3.14.3.2.26", _hashlib("sha1")),
        Digest("sha256", "2.16.840.1.101.3.4.2.1", _hashlib("sha256")),
        Digest("sha384", "2.16.840.1.101.3.4.2.2", _hashlib("sha384")),
        Digest("sha512", "2.16.840.1.101.3.4.2.3", _hashlib("sha512")),
        Digest("gost34311", "1.2.398.3.10.1.3.1", gost34311),
        Digest("streebog256", "1.2.398.3.10.1.3.2", streebog256),
        Digest("streebog512", "1.2.398.3.10.1.3.3", streebog512),
    )
}
