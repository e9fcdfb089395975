/* Kazakhstan's GOST algorithms as an OpenSSL 3 provider.

   Algorithms are fetched by the names below or by their object identifiers:

   digests      KZ-STREEBOG-512         1.2.398.3.10.1.3.3         Streebog, 512 bits (RFC 6986)
                KZ-STREEBOG-256         1.2.398.3.10.1.3.2         Streebog, 256 bits
                KZ-GOST34311            1.2.398.3.10.1.3.1         GOST 34.311-95, test parameter set
                KZ-GOST34311-PARAMS     1.2.398.3.10.1.3.1.1.0     the same, under the OID of its parameters
                TUMAR-GOST34311         1.3.6.1.4.1.6801.1.2.1     the same, under TumarCSP's OID
                md_gost12_512           1.2.643.7.1.1.2.3          Streebog, 512 bits, under the OID of RFC 9215
                md_gost12_256           1.2.643.7.1.1.2.2          Streebog, 256 bits, under the OID of RFC 9215

   keys         KZ-GOST-2015-512        1.2.398.3.10.1.1.2.2       GOST 34.10-2015, curve tc26-512-A
                KZ-GOST-2015-256        1.2.398.3.10.1.1.2.1       GOST 34.10-2015, curve tc26-256-A
                KZ-GOST-2004            1.2.398.3.10.1.1.1.1       GOST 34.310-2004, curve CryptoPro-A
                TUMAR-GOST-2004         1.3.6.1.4.1.6801.1.5.8     the same of TumarCSP
                gost2012_512            1.2.643.7.1.1.1.2          RFC 9215, curve tc26-512-A
                gost2012_256            1.2.643.7.1.1.1.1          RFC 9215, curves tc26-256-A and CryptoPro-A

   signatures   KZ-GOST-2015-512-SIGN   1.2.398.3.10.1.1.2.3.2     KZ-GOST-2015-512 with KZ-STREEBOG-512
                KZ-GOST-2015-256-SIGN   1.2.398.3.10.1.1.2.3.1     KZ-GOST-2015-256 with KZ-STREEBOG-256
                KZ-GOST-2004-SIGN       1.2.398.3.10.1.1.1.2       KZ-GOST-2004 with KZ-GOST34311
                TUMAR-GOST-2004-SIGN    1.3.6.1.4.1.6801.1.2.2     TUMAR-GOST-2004 with TUMAR-GOST34311
                (RFC 9215)              1.2.643.7.1.1.3.2, .3.3    known to OpenSSL by itself

   Signatures are r || s, little-endian, under Kazakhstan's identifiers; s || r, big-endian, under those of RFC 9215;
   TumarCSP's keys verify either and sign the latter. A key takes digests of one function only, under any of its names:
   naming another is an error. */
#ifndef SANDYQ_CKAZAKHGOST_H
#define SANDYQ_CKAZAKHGOST_H

#include <openssl/cms.h>
#include <openssl/types.h>
#include <stddef.h>
#include <stdint.h>

/* The name of the provider, of its loadable module, and in the property "provider=sandyq". */
#define SANDYQ_GOST_PROVIDER "sandyq"

/* Loads the provider built into this program into a library context (NULL: the default one), where OpenSSL's default
   provider stays reachable, for good. Returns 1, at once when it is loaded already; 0 with errors in the queue.

   The first call adds the names above to OpenSSL's table of objects, which OpenSSL 3.0 does not guard: make it before
   other threads use the library. Calls may come from any thread. */
int sandyq_gost_load(OSSL_LIB_CTX *library);

/* Reads a SubjectPublicKeyInfo of one of these kinds with the same checks as OpenSSL's decoders, but without trying the
   decoders of all other kinds, which takes longer than half a verification. Returns NULL for anything else. */
EVP_PKEY *sandyq_gost_read_public_key(OSSL_LIB_CTX *library, const uint8_t *encoding, size_t length);

/* Fills in the signatureAlgorithm of each signer of a CMS that signs with one of these keys. OpenSSL 3.0 does that for
   keys of its own only; without it, a message signed by CMS_sign or CMS_add1_signer cannot be encoded. Call it any time
   after the signers have been added and before the message is written. Returns 1; 0 when memory runs out. */
int sandyq_gost_name_signature_algorithms(CMS_ContentInfo *message);

#endif
