"""Check digits of numbers that identify: each is given the number as written, marks and spaces included."""

from collections.abc import Callable
from types import MappingProxyType

CORSICA = {"2a": "19", "2b": "18"}  # INSEE: the department is replaced before the key is computed
EXPECTED_LENGTH_IBAN = range(15, 35)
WOMEN = 50  # Added to the month of birth in Québec


def _kept(number: str) -> str:
    return "".join(each for each in number.lower() if each.isalnum())


def nir(number: str) -> bool:
    """French social security number, 13 characters and a key of two digits."""
    kept = _kept(number)
    body = kept[:5] + CORSICA.get(kept[5:7], kept[5:7]) + kept[7:13]
    return len(kept) == 15 and 97 - int(body) % 97 == int(kept[13:])


def be_nn(number: str) -> bool:
    """Belgian national number: born before 2000, or from then on with a 2 before."""
    kept = _kept(number)
    return len(kept) == 11 and int(kept[9:]) in {97 - int(century + kept[:9]) % 97 for century in ("", "2")}


def ean13(number: str) -> bool:
    """Thirteen digits, weighted 1 and 3 in turn, that sum to a multiple of ten."""
    kept = _kept(number)
    return len(kept) == 13 and sum(int(each) * (3 if place % 2 else 1) for place, each in enumerate(kept)) % 10 == 0


def luhn(number: str) -> bool:
    """Every second digit from the right doubled, its digits added: the sum is a multiple of ten, and not zero."""
    kept = _kept(number)
    doubled = [int(each) * (2 if place % 2 else 1) for place, each in enumerate(reversed(kept))]
    total = sum(each // 10 + each % 10 for each in doubled)
    return total > 0 and total % 10 == 0


def iban(number: str) -> bool:
    """The four first characters put last, letters as 10 to 35: the remainder by 97 is 1."""
    kept = _kept(number)
    return (
        len(kept) in EXPECTED_LENGTH_IBAN and int("".join(str(int(each, 36)) for each in kept[4:] + kept[:4])) % 97 == 1
    )


def ramq(number: str) -> bool:
    """Québec's health insurance number: year, month (and 50 for women) and day of birth after four letters."""
    kept = _kept(number)
    month, day = int(kept[6:8]), int(kept[8:10])
    return 1 <= (month - WOMEN if month > WOMEN else month) <= 12 and 1 <= day <= 31


CHECKS: MappingProxyType[str, Callable[[str], bool]] = MappingProxyType(
    {"nir": nir, "be_nn": be_nn, "ean13": ean13, "luhn": luhn, "iban": iban, "ramq": ramq}
)
