"""The test PKI: six families of root, issuing authority, signers and services, and some odd relations."""

from . import dates
from .certificates import (
    Certificate,
    Extension,
    authentication_profile,
    authority_profile,
    issue,
    responder_profile,
    root_profile,
    signer_profile,
    stamping_profile,
)
from .keys import Key, key
from .names import ORGANISATION, Person, bin_number, name, person, personal_name

FAMILIES = {
    "rsa": "RSA",
    "ec": "ECDSA",
    "ed25519": "Ed25519",
    "gost512": "GOST 2015-512",
    "gost256": "GOST 2015-256",
    "gost2004": "GOST 2004",
}
# The kinds of key that families of another name use.
_KIND = {("ec", "authority"): "p384", ("ec", "signer"): "p256"}

PEOPLE = {
    "individual": person("СЫНАҚБАЕВА", "ӘСЕЛ", "ҮЛГІҚЫЗЫ"),
    "ceo": person("ПРОБНЫЙ", "ПЁТР", "ПРОБОВИЧ"),
    "signatory": person("ҮЛГІБЕКОВ", "ҒАНИ", "СЫНАҚҰЛЫ"),
    "finance": person("ОБРАЗЦОВА", "ЩУЧА", "ПРИМЕРОВНА"),
    "hr": person("TESTOVA", "TOLQYN", "ULGIQYZY"),
    "employee": person("СЫНАҚОВ", "ІҢКӘР", "ҮЛГІҰЛЫ"),
}
COMPANY_BIN = bin_number(ORGANISATION)


def key_kind(family: str, place: str) -> str:
    """The kind of key a family uses for authorities or signers."""
    return _KIND.get((family, place), family)


class PKI:
    """Certificates by label."""

    def __init__(self) -> None:
        self.certificates: dict[str, Certificate] = {}
        for family, title in FAMILIES.items():
            self._family(family, title)
        self._signers()
        self._services()

    def __getitem__(self, label: str) -> Certificate:
        return self.certificates[label]

    def add(self, certificate: Certificate) -> Certificate:
        """Keeps a certificate under its label."""
        assert certificate.label not in self.certificates, certificate.label
        self.certificates[certificate.label] = certificate
        return certificate

    def _family(self, family: str, title: str) -> None:
        kind = key_kind(family, "authority")
        root = self.add(
            issue(
                f"root-{family}",
                name(("CN", f"САНДЫҚ СЫНАҚ НЕГІЗГІ ОРТАЛЫҒЫ ({title})"), ("C", "KZ")),
                key(kind, f"root-{family}"),
                dates.ROOT,
                root_profile(),
            )
        )
        self.add(
            issue(
                f"ca-{family}",
                authority_name(title),
                key(kind, f"ca-{family}"),
                dates.AUTHORITY,
                authority_profile(root.label),
                root,
            )
        )

    def signer(
        self,
        label: str,
        family: str,
        role: str = "ceo",
        *,
        validity: tuple[str, str] = dates.SIGNER,
        who: Person | None = None,
        subject: bytes | None = None,
        profile: list[Extension] | None = None,
        issuer: str | None = None,
        kind: str | None = None,
        **options: object,
    ) -> Certificate:
        """Adds a signer of a family's authority, in the national profile of a role unless told otherwise."""
        authority = self[issuer or f"ca-{family}"]
        who = who or PEOPLE.get(role, PEOPLE["employee"])
        if subject is None:
            subject = personal_name(who, None if role == "individual" else COMPANY_BIN)
        if profile is None:
            profile = signer_profile(role, authority.label, agreement=family.startswith("gost"))
        own: Key = key(kind or key_kind(family, "signer"), label)
        return self.add(issue(label, subject, own, validity, profile, authority, **options))  # type: ignore[arg-type]

    def _signers(self) -> None:
        for role in ("individual", "ceo", "signatory", "finance", "hr", "employee"):
            self.signer(f"gost512-{role}", "gost512", role)
        self.signer(
            "gost512-information-system",
            "gost512",
            "information-system",
            subject=name(
                ("UID", "1.2.398.3.3.4.1.2.6.999"),
                ("CN", "Цифровая система «Сандық»"),
                ("C", "KZ"),
                ("O", ORGANISATION),
                ("OU", f"BIN{COMPANY_BIN}"),
            ),
        )
        for family in ("rsa", "ec", "ed25519", "gost2004", "gost256"):
            self.signer(f"{family}-ceo", family)
            self.signer(f"{family}-individual", family, "individual")
        for family in ("rsa", "gost512"):
            for role in ("individual", "ceo"):
                self.signer(f"{family}-{role}-auth", family, role, profile=authentication_profile(role, f"ca-{family}"))
        for family in ("rsa", "ec", "gost512"):
            self.signer(f"{family}-expired", family, validity=dates.EXPIRED)
            self.signer(f"{family}-revoked", family)
            self.signer(f"{family}-not-yet-valid", family, validity=dates.NOT_YET)
        typo = PEOPLE["signatory"]
        wrong = typo.iin[:-1] + str((int(typo.iin[-1]) + 1) % 10)
        self.signer(
            "gost512-wrong-iin", "gost512", "signatory", who=Person(typo.surname, typo.given, typo.patronymic, wrong)
        )

    def _services(self) -> None:
        for family in ("rsa", "ec", "gost512", "gost2004"):
            authority = self[f"ca-{family}"]
            kind = key_kind(family, "signer")
            for label, title, profile in (
                (f"tsa-{family}", "TSA SERVICE SANDYQ TEST", stamping_profile(authority.label)),
                (f"ocsp-{family}", "OCSP RESPONDER SANDYQ TEST", responder_profile(authority.label)),
            ):
                self.service(label, title, authority, profile, kind)

    def service(
        self,
        label: str,
        title: str,
        authority: Certificate,
        profile: list[Extension],
        kind: str,
        validity: tuple[str, str] = dates.SERVICE,
        **options: object,
    ) -> Certificate:
        """Adds a time-stamping unit, an OCSP responder or the like."""
        subject = name(("CN", title), ("C", "KZ"), ("O", ORGANISATION), ("OU", f"BIN{COMPANY_BIN}"))
        own = key(kind, label)
        return self.add(issue(label, subject, own, validity, profile, authority, **options))  # type: ignore[arg-type]


def authority_name(title: str) -> bytes:
    """The subject of an issuing authority."""
    return name(("CN", f"САНДЫҚ СЫНАҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҒЫ ({title})"), ("O", ORGANISATION), ("C", "KZ"))
