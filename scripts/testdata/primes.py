"""RSA keys out of a seeded search for primes."""

from dataclasses import dataclass
from math import gcd

from .seeded import Seeded

PUBLIC_EXPONENT = 65537


def _small_primes(limit: int) -> list[int]:
    sieve = bytearray([1]) * limit
    for number in range(2, int(limit**0.5) + 1):
        if sieve[number]:
            sieve[number * number :: number] = bytes(len(sieve[number * number :: number]))
    return [number for number in range(3, limit) if sieve[number]]


_SMALL = _small_primes(8000)


def _is_prime(number: int, seeded: Seeded) -> bool:
    """Miller-Rabin with sixteen seeded bases."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(16):
        x = pow(seeded.below(number - 1), odd, number)
        if x in (1, number - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % number
            if x == number - 1:
                break
        else:
            return False
    return True


def _prime(width: int, seeded: Seeded) -> int:
    """The first suitable prime after a seeded start whose two highest bits are set."""
    start = int.from_bytes(seeded.octets(width // 8), "big") | 3 << (width - 2) | 1
    residues = [start % small for small in _SMALL]
    step = 0
    while True:
        if all((r + step) % small for r, small in zip(residues, _SMALL, strict=True)):
            number = start + step
            if gcd(number - 1, PUBLIC_EXPONENT) == 1 and _is_prime(number, seeded):
                return number
        step += 2


@dataclass(frozen=True)
class RSANumbers:
    """The numbers of an RSA key, p the larger prime."""

    n: int
    d: int
    p: int
    q: int

    def private(self, number: int) -> int:
        """The private operation, by the Chinese remainder theorem."""
        a = pow(number, self.d % (self.p - 1), self.p)
        b = pow(number, self.d % (self.q - 1), self.q)
        return b + self.q * ((a - b) * pow(self.q, -1, self.p) % self.p)


def rsa_numbers(label: str, width: int) -> RSANumbers:
    """The RSA key of a label."""
    seeded = Seeded(f"rsa {width} {label}")
    p, q = _prime(width // 2, seeded), _prime(width // 2, seeded)
    p, q = max(p, q), min(p, q)
    return RSANumbers(p * q, pow(PUBLIC_EXPONENT, -1, (p - 1) * (q - 1)), p, q)
