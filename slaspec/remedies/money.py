"""
Money in whole minor units: rounded by the one rounding function, allotted by largest remainder.

Nothing here knows about contracts. Amounts are exact fractions; there is no float on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from slaspec.errors import QuantityError
from slaspec.language.quantities import minor_units
from slaspec.rounding import Mode, in_units

Ceiling = tuple[Collection[int], int]
LONGEST_EXACT_BITS = 4096  # carried from window to window, fractions grow
PLACES_SHOWN = 6


def round_money(amount: Fraction | Decimal, currency: str, mode: Mode) -> Decimal:
    """
    An amount in its currency's minor units (EUR 2 decimals, JPY 0, KWD 3).

    Raises `QuantityError` for a code that is not in ISO 4217.
    """
    return from_minor(to_minor(Fraction(amount), currency, mode), currency)


def to_minor(amount: Fraction, currency: str, mode: Mode) -> int:
    """An amount as a whole number of minor units (cents), rounded."""
    return in_units(amount, decimals(currency), mode)


def from_minor(units: int, currency: str) -> Decimal:
    """So many minor units as an amount, with all decimals of the currency."""
    digits = tuple(int(digit) for digit in str(abs(units)))
    return Decimal((int(units < 0), digits, -decimals(currency)))


@cache
def decimals(currency: str) -> int:
    """Decimals of a currency; raises `QuantityError` for a code that is not in ISO 4217."""
    found = minor_units(currency)
    if found is None:
        raise QuantityError(f"'{currency}' is not a current ISO 4217 currency code")
    return found


def allot(
    total: int, shares: Sequence[Fraction], ceilings: Sequence[Ceiling] = ()
) -> tuple[int, ...]:
    """
    Whole units that add up to `total`, in proportion to the shares, by largest remainder.

    Ties go to the earlier share. Each ceiling, `(positions, most)`, bounds what these positions
    get together. Raises `ValueError` for a negative total or share, and where the total cannot be
    reached. Source: the method of Hamilton (1792).
    """
    whole = sum(shares, Fraction(0))
    if total < 0 or any(share < 0 for share in shares):
        raise ValueError("a total and its shares are never negative")
    if whole == 0:
        exact = [Fraction(0)] * len(shares)
    else:
        exact = [total * share / whole for share in shares]
    parts = [part.numerator // part.denominator for part in exact]
    left = total - sum(parts)
    rooms = _Rooms(parts, ceilings)
    for position in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i)):
        if left and parts[position] < exact[position] and rooms.take(position):
            parts[position] += 1
            left -= 1
    if left:
        raise ValueError(f"{left} of {total} units have no share to go to")
    return tuple(parts)


class _Rooms:
    """What each ceiling still leaves, and which ceilings stand over a position."""

    def __init__(self, parts: Sequence[int], ceilings: Sequence[Ceiling]) -> None:
        self._left = [most - sum(parts[i] for i in members) for members, most in ceilings]
        self._over: dict[int, list[int]] = {}
        for number, (members, _) in enumerate(ceilings):
            for member in members:
                self._over.setdefault(member, []).append(number)

    def take(self, position: int) -> bool:
        """Take one unit at a position, if every ceiling over it leaves one."""
        over = self._over.get(position, ())
        if any(self._left[number] < 1 for number in over):
            return False
        for number in over:
            self._left[number] -= 1
        return True


def exact_text(value: Fraction, places: int = 0) -> str:
    """
    A fraction as exact text: a decimal where it ends (`places` at least), else `n/d`.

    Of more than a thousand digits nobody reads the last: it is cut as in a sentence.
    """
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > LONGEST_EXACT_BITS:
        return _cut(value)
    return _exact_text(value.numerator, value.denominator, places)


@lru_cache(maxsize=4096)  # what goes out of one stage comes into the next
def _exact_text(numerator: int, denominator: int, places: int) -> str:
    digits = places
    while (10**digits) % denominator and digits < denominator.bit_length():
        digits += 1
    if (10**digits) % denominator:
        return f"{numerator}/{denominator}"
    scaled = abs(numerator) * 10**digits // denominator
    return ("-" if numerator < 0 else "") + _pointed(scaled, digits)


def shown(value: Fraction, places: int = 0) -> str:
    """A fraction for a sentence: exact where it ends, else cut after six decimals with `…`."""
    text = exact_text(value, places)
    return _cut(value) if "/" in text else text


def _cut(value: Fraction) -> str:
    cut = abs(value.numerator) * 10**PLACES_SHOWN // value.denominator
    return ("-" if value < 0 else "") + _pointed(cut, PLACES_SHOWN) + "…"


def behind(unit: str) -> str:
    """A unit as it stands behind a figure: `%`, `s`, and ` cases` after a space."""
    return unit if unit in ("", "%", "pp", "x", "s", "ms") else f" {unit}"


def units_text(figure: Fraction, units: str) -> str:
    """A figure with the plural that names it: `2 points`, `1 point`, `12 service hours`."""
    return f"{exact_text(figure)} {units.removesuffix('s') if figure == 1 else units}"


def money_text(amount: Fraction, currency: str) -> str:
    """An amount as exact text with its currency: `4000.00 EUR`, `10000/3 EUR`."""
    return f"{exact_text(amount, decimals(currency))} {currency}"


def money_shown(amount: Fraction, currency: str) -> str:
    """An amount for a sentence: `4000.00 EUR`, `3333.333333… EUR`."""
    return f"{shown(amount, decimals(currency))} {currency}"


def _pointed(scaled: int, digits: int) -> str:
    text = str(scaled).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text
