"""The printed forms of a range: `99.0-99.9`, `< 99.9 and >= 99.0`, `95,00 >= 93,00`, `below 95`."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from slaspec.errors import QuantityError
from slaspec.language.quantities import Amount
from slaspec.remedies.bands.band import ENDLESS
from slaspec.remedies.cut import Cut

_FIGURE = r"([0-9][0-9.,:]*(?: ?(?:%|[a-z]++)| [0-9]++(?:min|s))*?)"  # 99.9, 2 points, 3h 39min
_SIGN = r"(<=|>=|<|>|=)"
_TYPED = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">=", "–": "-", "—": "-", "−": "-"}
_WORDS = (  # the longest first
    (r"(?:at or|equal to or) (?:below|less than)|no more than|at most|up to", "<="),
    (r"(?:at or|equal to or) (?:above|more than)|no less than|at least|from", ">="),
    (r"below|under|less than|lower than", "<"),
    (r"above|over|more than|higher than|beyond", ">"),
    (r"exactly|equal to", "="),
)
_BEHIND = (
    (r"(?:and|or) (?:more|above|over|higher)|\+", ">="),
    (r"(?:and|or) (?:less|below|under|lower)", "<="),
)
_BETWEEN = re.compile(r"(?:from|between) (.+) (?:to|and) ([0-9].*)")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_TWO_ENDS = re.compile(rf"{_SIGN}? ?{_FIGURE} ?(?:-|\.\.|to) ?{_SIGN}? ?{_FIGURE}", re.ASCII)
_TWO_SIGNS = re.compile(rf"{_SIGN} ?{_FIGURE} ?(?:and|but|&|,|;) ?{_SIGN} ?{_FIGURE}", re.ASCII)
_AROUND = re.compile(rf"{_FIGURE} ?{_SIGN} ?[a-z]+ ?{_SIGN} ?{_FIGURE}", re.ASCII)
_SIGN_BETWEEN = re.compile(rf"{_FIGURE} ?{_SIGN} ?{_FIGURE}", re.ASCII)
_ONE_SIGN = re.compile(rf"{_SIGN} ?{_FIGURE}", re.ASCII)
_CLOSE = ("%", "pp", "x", "s", "ms", "min", "h")


class Unreadable(ValueError):
    """A cell that is no figure or range, or of which nobody can say what it means."""


class Reading(NamedTuple):
    """How figures are written: their unit where the cell has none, and the decimal sign."""

    unit: str = ""
    decimal_comma: bool = False

    def amount(self, text: str) -> Amount:
        """
        A figure with its unit: `99.9`, `99,9 %`, `4h`, `3:59:59`.

        Raises `Unreadable` for anything else, and for a comma of which nobody said what it is.
        """
        clock = _CLOCK.fullmatch(text)
        if clock is not None:
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
            return Amount(f"{hours}h {minutes}min {seconds}s")
        plain = text.strip().replace(" %", "%")
        if self.decimal_comma:
            plain = plain.replace(".", " ").replace(",", ".")
        try:
            amount = Amount(plain)
            return amount if amount.unit or not self.unit else Amount(self._with_unit(plain))
        except QuantityError:
            pass
        comma = "," in text and not self.decimal_comma
        hint = "; say --decimal-comma if that is what the comma is" if comma else ""
        raise Unreadable(f"'{text}' is no figure{hint}")

    def _with_unit(self, figure: str) -> str:
        return f"{figure}{self.unit}" if self.unit in _CLOSE else f"{figure} {self.unit}"


class Range(NamedTuple):
    """The two ends of a row, and the unit of its figures."""

    low: Cut
    high: Cut
    unit: str


Bound = tuple[str, str]  # a sign and a figure


def read_range(cell: str, reading: Reading) -> Range:
    """
    A printed range; an end without a sign belongs to the row, as it is printed.

    Raises `Unreadable` for what is no range, for ends in two units, and where no value lies
    between the ends.
    """
    bounds = _bounds(_signed(cell))
    if not bounds:
        raise Unreadable(f"'{cell}' is no range; write it like 99.0-99.9, < 99.9 and >= 99.0, < 95")
    return _range(bounds, reading)


def read_ends(low: str, high: str, reading: Reading) -> Range:
    """The same in two cells, each with a sign or without; an empty one is an open end."""
    bounds: list[Bound] = []
    for text, sign in ((low, ">="), (high, "<=")):
        if text.strip():
            signed = _signed(text)
            alone = _ONE_SIGN.fullmatch(signed)
            bounds.append((alone[1], alone[2]) if alone else (sign, signed))
    if not bounds:
        raise Unreadable("a row without ends claims every value")
    return _range(bounds, reading)


def _signed(cell: str) -> str:
    """The same text with signs for words, in lower case."""
    text = " ".join(cell.replace("\xa0", " ").lower().split())
    for typed, plain in _TYPED.items():
        text = text.replace(typed, plain)
    if ends := _BETWEEN.fullmatch(text):
        text = f"{ends[1]} to {ends[2]}"
    for words, sign in _BEHIND:
        text = re.sub(rf"^([0-9].*?) ?(?:{words})$", rf"{sign} \1", text)
    for words, sign in _WORDS:
        text = re.sub(rf"(?<![a-z])(?:{words})(?![a-z])", sign, text)
    return text


def _bounds(text: str) -> list[Bound]:
    """The signs and figures of a range; none where it has no form that is known."""
    for form, bounds in _FORMS:
        if found := form.fullmatch(text):
            return bounds(*found.groups())
    return []


def _two_ends(first: str, low: str, second: str, high: str) -> list[Bound]:
    """`99.0-99.9`; signs beside some end say what the other one lacks."""
    if not first and not second:
        return [("", low), ("", high)]
    return [(first or ">=", low), (second or "<=", high)]


def _two_signs(first: str, one: str, second: str, other: str) -> list[Bound]:
    return [(first, one), (second, other)]


def _around(one: str, first: str, second: str, other: str) -> list[Bound]:
    """`99.0 <= x < 99.9`: the sign before the value is read from the other side."""
    return [(_TURNED[first], one), (second, other)]


def _left_out(one: str, sign: str, other: str) -> list[Bound]:
    """`95 >= 93`: from one to the other, where a printer left out what lies between."""
    if sign not in ("<=", ">="):
        raise Unreadable(f"nobody can say which end belongs to '{one} {sign} {other}'")
    return [(_TURNED[sign], one), (sign, other)]


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., list[Bound]]], ...] = (
    (_TWO_ENDS, _two_ends),
    (_TWO_SIGNS, _two_signs),
    (_AROUND, _around),
    (_SIGN_BETWEEN, _left_out),
    (_ONE_SIGN, lambda sign, figure: [(sign, figure)]),
    (re.compile(_FIGURE, re.ASCII), lambda figure: [("=", figure)]),
)


def _range(bounds: list[Bound], reading: Reading) -> Range:
    amounts = [reading.amount(text) for _, text in bounds]
    units = sorted({amount.unit for amount in amounts})
    if len(units) > 1:
        raise Unreadable(f"the ends are in two units: {' and '.join(map(str, amounts))}")
    if not bounds[0][0]:  # two ends without signs, in whatever order
        amounts.sort(key=lambda amount: amount.value)
        bounds = [(">=", bounds[0][1]), ("<=", bounds[1][1])]
    low, high = Cut(Fraction(0), after=False), ENDLESS
    for (sign, _), amount in zip(bounds, amounts, strict=True):
        value = Fraction(amount.value)
        if sign in (">=", ">", "="):
            low = max(low, Cut(value, after=sign == ">"))
        if sign in ("<=", "<", "="):
            high = min(high, Cut(value, after=sign != "<"))
    sides = [sign[0] for sign, _ in bounds]
    if len(sides) != len(set(sides)):
        raise Unreadable(f"{' and '.join(map(str, amounts))} bound the same side")
    if low >= high:
        raise Unreadable(f"no value lies between {' and '.join(map(str, amounts))}")
    return Range(low, high, units[0])
