"""
Quantities as they stand in a contract: parsed once, exactly, and printed as written.

Each type keeps the author's text (`str(x)`) beside its exact value, so that a
contract round-trips unchanged. Numbers are ASCII integers and `Decimal`; there is
no float. A text of another form raises `QuantityError` with the form that is wanted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from slaspec.errors import QuantityError
from slaspec.language.characters import shown

_NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_WHOLE = r"(?:0|[1-9][0-9]*)"
_UNITS_WITHOUT_SPACE = frozenset({"h", "min", "s", "ms", "pp", "x"})
DAY_SECONDS = 86400
LONGEST_DURATION_SECONDS = 10 * 366 * DAY_SECONDS
MOST_SHARE_DECIMALS = 6
MOST_SHARE_CHARACTERS = 40
MOST_MONEY_DIGITS = 15
MOST_AMOUNT_CHARACTERS = 60
FIRST_YEAR, LAST_YEAR = 1970, 2199


def number(text: str) -> Decimal:
    """`99.90` as an exact `Decimal`; the digits that were written are kept."""
    if not re.fullmatch("-?" + _NUMBER, text, re.ASCII):
        raise _wrong(text, "a plain number; write it like 12 or 99.5")
    return Decimal(text)


@dataclass(frozen=True, eq=False)
class Quantity:
    """A text with an exact meaning. Two quantities are equal when their texts are."""

    text: str
    form: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._identity == other._identity

    @property
    def _identity(self) -> tuple[str, str]:
        return type(self).__name__, self.text

    def __hash__(self) -> int:
        return hash(self._identity)


def _wrong(text: str, form: str, extra: str = "") -> QuantityError:
    return QuantityError(f"'{shown(text)}' is not {form}{extra}")


@dataclass(frozen=True, eq=False)
class Duration(Quantity):
    """
    A length of time on a metric's clock: `90s`, `30min`, `4h`, `2h 30min`, `300ms`, `PT4H`.

    `seconds` is a whole number; only `value` metrics use `milliseconds` below one second.
    """

    seconds: int = field(init=False)
    milliseconds: int = field(init=False)
    form: ClassVar[str] = "a duration; write it like 90s, 30min, 4h or 2h 30min"

    _plain: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:([1-9][0-9]*|0)h)?(?: ?([1-9][0-9]*|0)min)?(?: ?([1-9][0-9]*|0)s)?", re.ASCII
    )
    _iso: ClassVar[re.Pattern[str]] = re.compile(
        r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?", re.ASCII
    )
    _calendar_unit: ClassVar[re.Pattern[str]] = re.compile(
        r"[0-9] ?(?:working )?(?:d|w|y|day|week|month|year)s?\b", re.ASCII | re.IGNORECASE
    )
    _millis: ClassVar[re.Pattern[str]] = re.compile(r"([1-9][0-9]*)ms", re.ASCII)

    def __post_init__(self) -> None:
        text = self.text
        if millis := self._millis.fullmatch(text):
            total = _bounded(millis[1])
        else:
            match = self._plain.fullmatch(text) or self._iso.fullmatch(text)
            if match is None or not any(match.groups()) or text != text.strip():
                raise _wrong(text, self.form, self._hint(text))
            hours, minutes, seconds = (_bounded(part) for part in match.groups())
            total = 1000 * (hours * 3600 + minutes * 60 + seconds)
        if total > LONGEST_DURATION_SECONDS * 1000:
            raise QuantityError(f"'{shown(text)}' is longer than 10 years")
        object.__setattr__(self, "milliseconds", total)
        object.__setattr__(self, "seconds", total // 1000)

    @staticmethod
    def _hint(text: str) -> str:
        if Duration._calendar_unit.search(text):
            return (
                "; a day or a month has no fixed length on a clock: say 24h, or"
                " {working_days: 2, due: end_of_day}"
            )
        return ""


def _bounded(digits: str | None) -> int:
    """Digits as a number; so many that they are out of every bound are not read to their end."""
    return int((digits or "0").lstrip("0")[:16] or "0")


@dataclass(frozen=True, eq=False)
class Span(Quantity):
    """
    A period for notices, claims and reviews: `30 days`, `10 working days`, `3 months`.

    `unit` is one of `days`, `working days`, `weeks`, `months`, `years`, `hours`, `windows`.
    """

    count: int = field(init=False)
    unit: str = field(init=False)
    form: ClassVar[str] = "a span; write it like 30 days, 10 working days or 3 months"

    _pattern: ClassVar[re.Pattern[str]] = re.compile(
        r"(0|[1-9][0-9]{0,4}) (hour|working day|day|week|month|year|window)s?", re.ASCII
    )

    def __post_init__(self) -> None:
        match = self._pattern.fullmatch(self.text)
        if match is None:
            raise _wrong(self.text, self.form)
        object.__setattr__(self, "count", int(match[1]))
        object.__setattr__(self, "unit", match[2] + "s")


@dataclass(frozen=True, eq=False)
class Lookback(Quantity):
    """A window that looks back: `rolling 12 months`, `rolling 30 days`, or `contract_year`."""

    count: int = field(init=False)
    unit: str = field(init=False)
    form: ClassVar[str] = "a period to look back over; write it like rolling 12 months"

    _pattern: ClassVar[re.Pattern[str]] = re.compile(
        r"rolling ([1-9][0-9]{0,3}) (day|week|month|quarter|year|window)s?", re.ASCII
    )

    def __post_init__(self) -> None:
        if self.text == "contract_year":
            count, unit = 1, "contract_year"
        else:
            match = self._pattern.fullmatch(self.text)
            if match is None:
                raise _wrong(self.text, self.form)
            count, unit = int(match[1]), match[2] + "s"
        object.__setattr__(self, "count", count)
        object.__setattr__(self, "unit", unit)


@dataclass(frozen=True, eq=False)
class Share(Quantity):
    """A share of a whole, always with its unit: `99.9%`. `value` is the exact fraction (0.999)."""

    percent: Decimal = field(init=False)
    value: Fraction = field(init=False)
    form: ClassVar[str] = "a share; write it with its unit, like 99.9%"

    def __post_init__(self) -> None:
        form_is_right = re.fullmatch(_NUMBER + "%", self.text, re.ASCII)
        if not form_is_right or len(self.text) > MOST_SHARE_CHARACTERS:
            raise _wrong(self.text, self.form)
        percent = Decimal(self.text[:-1])
        if -int(percent.as_tuple().exponent) > MOST_SHARE_DECIMALS:
            raise QuantityError(f"'{self.text}' has more than {MOST_SHARE_DECIMALS} decimals")
        object.__setattr__(self, "percent", percent)
        object.__setattr__(self, "value", Fraction(percent) / 100)


@dataclass(frozen=True, eq=False)
class Money(Quantity):
    """An amount with its ISO 4217 currency: `40000.00 EUR`."""

    amount: Decimal = field(init=False)
    currency: str = field(init=False)
    form: ClassVar[str] = "an amount of money; write it like 40000.00 EUR"

    def __post_init__(self) -> None:
        match = re.fullmatch(rf"(-?{_NUMBER}) ([A-Z]{{3}})", self.text, re.ASCII)
        if match is None:
            raise _wrong(self.text, self.form)
        amount = Decimal(match[1])
        if len(match[1].lstrip("-").split(".")[0]) > MOST_MONEY_DIGITS:
            raise QuantityError(
                f"'{shown(self.text)}' has more than {MOST_MONEY_DIGITS} digits before the point"
            )
        digits = minor_units(match[2])
        if digits is None:
            raise QuantityError(f"'{match[2]}' is not a current ISO 4217 currency code")
        if -int(amount.as_tuple().exponent) > digits:
            raise QuantityError(
                f"'{shown(self.text)}' has more decimals than {match[2]} has ({digits})"
            )
        object.__setattr__(self, "amount", amount)
        object.__setattr__(self, "currency", match[2])


@dataclass(frozen=True, eq=False)
class Amount(Quantity):
    """
    A figure with its unit, where the unit is part of the meaning: `10%`, `0.1pp`, `1000.00 EUR`,
    `2 points`, `10x`, `12 service hours`, `3 service days`, `30min`, `10 cases`, `99.5`.

    `value` is an exact `Decimal` in `unit` (durations in seconds, or `ms` when written in
    milliseconds). Money has its currency code as its unit.
    """

    value: Decimal = field(init=False)
    unit: str = field(init=False)
    form: ClassVar[str] = (
        "a figure with its unit; write it like 10%, 0.1pp, 1000.00 EUR, 2 points, 10x or 30min"
    )

    _worded: ClassVar[re.Pattern[str]] = re.compile(
        rf"(-?{_NUMBER}) ?([a-z][a-z_/%]*(?: [a-z][a-z_/]*)?)", re.ASCII
    )

    def __post_init__(self) -> None:
        value, unit = self._read(self.text)
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "unit", unit)

    def _read(self, text: str) -> tuple[Decimal, str]:
        if len(text) > MOST_AMOUNT_CHARACTERS:
            raise _wrong(text, self.form)
        for suffix, unit in (("%", "%"), ("pp", "pp"), ("x", "x")):
            if re.fullmatch("-?" + _NUMBER + suffix, text, re.ASCII):
                return Decimal(text.removesuffix(suffix)), unit
        if re.fullmatch(rf"-?{_NUMBER} [A-Z]{{3}}", text, re.ASCII):
            money = Money(text)
            return money.amount, money.currency
        if re.fullmatch("-?" + _NUMBER, text, re.ASCII):
            return Decimal(text), ""
        return self._duration(text) or self._figure(text)

    @staticmethod
    def _duration(text: str) -> tuple[Decimal, str] | None:
        try:
            duration = Duration(text)
        except QuantityError:
            return None
        if text.endswith("ms"):
            return Decimal(duration.milliseconds), "ms"
        return Decimal(duration.seconds), "s"

    def _figure(self, text: str) -> tuple[Decimal, str]:
        match = self._worded.fullmatch(text)
        if match is None or " " not in text:
            raise _wrong(text, self.form)
        if match[2] in _UNITS_WITHOUT_SPACE:
            whole = text.replace(" ", "")
            raise _wrong(text, "a figure with its unit", f"; write it without a space: {whole}")
        return Decimal(match[1]), _plural(match[2])


def _plural(word: str) -> str:
    return word if word.endswith(("s", "/")) else word + "s"


@dataclass(frozen=True, eq=False)
class Hours(Quantity):
    """
    Opening hours of one day: `08:00-17:00`; `22:00-06:00` goes over midnight.

    `opens` and `closes` are seconds after the local midnight of the opening day;
    `closes` is above 86,400 when the hours go over midnight.
    """

    opens: int = field(init=False)
    closes: int = field(init=False)
    form: ClassVar[str] = "a pair of times; write it like 08:00-17:00, from 00:00 to 24:00"

    def __post_init__(self) -> None:
        match = re.fullmatch(
            r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])", self.text, re.ASCII
        )
        if match is None:
            raise _wrong(self.text, self.form)
        h1, m1, h2, m2 = map(int, match.groups())
        opens, closes = h1 * 3600 + m1 * 60, h2 * 3600 + m2 * 60
        if closes > DAY_SECONDS or opens >= DAY_SECONDS:
            raise _wrong(self.text, self.form)
        if opens == closes:
            raise QuantityError(
                f"'{self.text}' begins and ends at one time; a whole day is 00:00-24:00"
            )
        object.__setattr__(self, "opens", opens)
        object.__setattr__(self, "closes", closes if closes > opens else closes + DAY_SECONDS)


@dataclass(frozen=True, eq=False)
class Day(Quantity):
    """A date, `2026-05-17`, between 1970 and 2199. `value` is a `datetime.date`."""

    value: date = field(init=False)
    form: ClassVar[str] = "a date; write it like 2026-05-17"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", self.text, re.ASCII):
            raise _wrong(self.text, self.form)
        try:
            value = date.fromisoformat(self.text)
        except ValueError:
            raise QuantityError(f"there is no date '{self.text}' in the calendar") from None
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise QuantityError(
                f"'{self.text}' is outside {FIRST_YEAR} to {LAST_YEAR}; leave an open end out"
            )
        object.__setattr__(self, "value", value)


@dataclass(frozen=True, eq=False)
class Instant(Quantity):
    """A point in time with its offset: `2026-04-03T16:50:00+02:00`. `epoch` is UTC seconds."""

    epoch: int = field(init=False)
    value: datetime = field(init=False)
    form: ClassVar[str] = "an instant; write it with its offset, like 2026-04-03T16:50:00+02:00"

    def __post_init__(self) -> None:
        match = re.fullmatch(
            r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
            r"(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])",
            self.text,
            re.ASCII,
        )
        if match is None:
            raise _wrong(self.text, self.form)
        Day(match[1])
        value = datetime.fromisoformat(
            f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}" + match[5].replace("Z", "+00:00")
        )
        object.__setattr__(self, "value", value)
        epoch = value - datetime.fromisoformat("1970-01-01T00:00:00+00:00")
        object.__setattr__(self, "epoch", epoch // timedelta(seconds=1))


MOST_MEANT = 40  # letters; no zone has more


@dataclass(frozen=True, eq=False)
class Zone(Quantity):
    """A time zone: `UTC` or an IANA Area/City name in its exact case, like `Europe/Oslo`."""

    form: ClassVar[str] = "a time zone; write UTC or an Area/City name, like Europe/Oslo"

    def __post_init__(self) -> None:
        if self.text not in _zone_names():
            near = _near_zone(self.text)
            raise _wrong(self.text, self.form, f"; did you mean {near}?" if near else "")


def _near_zone(text: str) -> str | None:
    """The zone that was meant: in other letters, with a typing mistake, or by its city alone."""
    import difflib

    by_lower = {name.lower(): name for name in sorted(_zone_names())}
    by_city = {lower.rpartition("/")[2]: name for lower, name in by_lower.items()}
    meant = text[:MOST_MEANT].lower().replace(" ", "_")
    for known in (by_lower, by_city):
        if near := difflib.get_close_matches(meant, known, 1, 0.8):
            return known[near[0]]
    return None


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    """UTC and the Area/City names of the pinned tzdata package."""
    from importlib import resources

    listed = (resources.files("tzdata") / "zones").read_text("ascii").split()
    legacy = {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}
    return frozenset(
        {"UTC"} | {name for name in listed if "/" in name and name.split("/")[0] not in legacy}
    )


@lru_cache(maxsize=1)
def _currencies() -> dict[str, int]:
    from slaspec.language.currencies import MINOR_UNITS

    return MINOR_UNITS


def minor_units(currency: str) -> int | None:
    """Decimals of an ISO 4217 currency (EUR 2, JPY 0, KWD 3), or None for an unknown code."""
    return _currencies().get(currency)
