"""The calendar of the test PKI. Nothing here is read from a clock."""

ROOT = ("2020-01-06T00:00:00Z", "2045-01-06T00:00:00Z")
AUTHORITY = ("2021-02-01T00:00:00Z", "2040-02-01T00:00:00Z")
SIGNER = ("2025-09-01T00:00:00Z", "2026-09-01T00:00:00Z")
EXPIRED = ("2024-12-01T00:00:00Z", "2025-12-01T00:00:00Z")
NOT_YET = ("2026-08-01T00:00:00Z", "2027-08-01T00:00:00Z")
SERVICE = ("2024-06-01T00:00:00Z", "2027-06-01T00:00:00Z")

SIGNED = "2025-10-10T09:00:00Z"
STAMPED = "2025-10-10T09:05:00Z"
REVOKED_EARLY = "2025-09-20T08:00:00Z"
REVOKED_LATE = "2026-01-20T08:00:00Z"

AS_OF = "2026-03-16T12:00:00Z"
# Certificate revocation lists and OCSP answers that are fresh at AS_OF.
CRL = ("2026-03-16T06:00:00Z", "2026-03-23T06:00:00Z")
ROOT_CRL = ("2026-03-01T06:00:00Z", "2026-09-01T06:00:00Z")
OCSP = "2026-03-16T11:55:00Z"
# Revocation data kept from just after the time-stamps, long stale at AS_OF.
CRL_ARCHIVED = ("2025-10-11T06:00:00Z", "2025-10-18T06:00:00Z")
OCSP_ARCHIVED = "2025-10-10T09:30:00Z"
# Lists of half a year, as national roots issue them: from just after the time-stamps to after AS_OF.
CRL_LONG = ("2025-10-11T06:00:00Z", "2026-04-11T06:00:00Z")
