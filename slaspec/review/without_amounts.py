"""
A review that names no price: for comments that more people read than may know the amounts.

Each amount in a text becomes "an amount", and each amount as a figure becomes a sign: before is 0,
after is -1, 0 or 1, for lower, the same, or higher.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from slaspec.findings import Span
from slaspec.language.currencies import MINOR_UNITS
from slaspec.remedies.distribution import Distribution
from slaspec.review.change import Change
from slaspec.review.histogram import Bar
from slaspec.review.review import GateResult, Impact, Paired, Region, Review

AMOUNT = "an amount"
AMOUNT_GATES = "expected-credit"
_SIGN = r"[-+−]?"
_POINT = r"[.,'/_\u00a0\u202f]"
# Begins where a number begins, and never goes back: the time is that of one reading of the text.
_FIGURE = rf"(?<!\d)(?<!\d{_POINT})\d++(?:{_POINT}\d++|\x20\d{{3}}(?!\d)){{0,12}}+…?[kKmM]?"
_MONEY = rf"(?:{'|'.join(sorted(MINOR_UNITS))}|[€$£¥]|kr\.?)(?![^\W\d])"
_AMOUNT = re.compile(rf"{_SIGN}{_FIGURE}\s{{0,3}}{_MONEY}|(?<!\w){_MONEY}\s{{0,3}}{_SIGN}{_FIGURE}")
_AS_WE_WRITE = re.compile(r"([-+−]?[\d,]+(?:\.\d+|/[1-9]\d*)?) ([A-Z]{3})")
_SHARE = re.compile(rf"{_SIGN}{_FIGURE}\s{{0,3}}(?:%|per ?cent)")
_Value = TypeVar("_Value")


def without_amounts(review: Review) -> Review:
    """The same review, with `amounts` False and no amount left in any of its fields."""
    return _masked(
        dataclasses.replace(
            review,
            changes=tuple(map(_compared, review.changes)),
            regions=tuple(map(_compared, review.regions)),
            impacts=tuple(map(_impact, review.impacts)),
            gates=tuple(map(_gate, review.gates)),
            amounts=False,
        )
    )


def _masked(value: _Value) -> _Value:
    """A value with every amount in its texts, however deep, as words; places stay."""
    made: Any = value
    if isinstance(value, str):
        made = _AMOUNT.sub(AMOUNT, value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [each.name for each in dataclasses.fields(value) if each.init]
        made = dataclasses.replace(
            value, **{name: _masked(getattr(value, name)) for name in fields}
        )
    elif isinstance(value, Mapping):
        made = {key: _masked(each) for key, each in value.items()}
    elif isinstance(value, tuple) and not isinstance(value, Span | Bar):
        made = tuple(_masked(each) for each in value)
    return made  # type: ignore[no-any-return]


_Told = TypeVar("_Told", Change, Region)


def _compared(told: _Told) -> _Told:
    """Of an amount before and another one after it is still said which one is higher."""
    before, after = (_single(each) for each in (told.before, told.after))
    if before is None or after is None or before[1] != after[1]:
        return told
    words = {-1: "a lower amount", 0: AMOUNT, 1: "a higher amount"}
    word = words[_sign(after[0] - before[0])]
    return dataclasses.replace(told, after=_AMOUNT.sub(word, told.after))


def _single(text: str) -> tuple[Fraction, str] | None:
    """The one amount of a text and its currency; None where there are more, or none we wrote."""
    found = _AMOUNT.findall(text)
    written = _AS_WE_WRITE.fullmatch(found[0]) if len(found) == 1 else None
    if written is None:
        return None
    return Fraction(written[1].replace(",", "").replace("−", "-")), written[2]


def _gate(gate: GateResult) -> GateResult:
    """What a gate about amounts says in per cent of them is an amount as well."""
    if not gate.name.startswith(AMOUNT_GATES):
        return gate
    finding = gate.finding and dataclasses.replace(
        gate.finding,
        message=_SHARE.sub(AMOUNT, gate.finding.message),
        help=_SHARE.sub(AMOUNT, gate.finding.help),
        table=(),
    )
    return dataclasses.replace(gate, sentence=_SHARE.sub(AMOUNT, gate.sentence), finding=finding)


def _impact(impact: Impact) -> Impact:
    both = (impact.maximum_before, impact.maximum_after)
    maximum = [None if each is None else Decimal(0) for each in both]
    if None not in both:
        maximum[1] = Decimal(_sign(both[1] - both[0]))  # type: ignore[operator]
    before, after = impact.uncovered_before, impact.uncovered_after
    return dataclasses.replace(
        impact,
        currency="",
        streams=tuple(
            dataclasses.replace(each, rows=tuple(map(_paired, each.rows)))
            for each in impact.streams
        ),
        maximum_before=maximum[0],
        maximum_after=maximum[1],
        uncovered_before={name: amount and Fraction(0) for name, amount in before.items()},
        uncovered_after={
            name: amount if amount is None else Fraction(_sign(amount - (before.get(name) or 0)))
            for name, amount in after.items()
        },
        closed_difference=Decimal(_sign(impact.closed_difference)),
    )


def _paired(row: Paired) -> Paired:
    """How often is no amount and stays; the amounts become signs, their bars and error nothing."""
    return dataclasses.replace(
        row,
        before=_signs(row.before, row.before, row.before),
        after=_signs(row.after, row.before, row.after),
        difference=_signs(row.difference, None, row.difference),
        error=None,
        bars_before=(),
        bars_after=(),
        bars_difference=(),
    )


def _signs(of: Distribution, before: Distribution | None, after: Distribution) -> Distribution:
    """A distribution that keeps its count and share; of each amount the sign of the difference."""
    names = [each.name for each in dataclasses.fields(of) if each.name not in ("count", "any")]
    signs = {
        name: type(getattr(of, name))(
            _sign(getattr(after, name) - (getattr(before, name) if before else 0))
        )
        for name in names
    }
    return dataclasses.replace(of, **signs)


def _sign(number: Decimal | Fraction | int) -> int:
    return (number > 0) - (number < 0)
