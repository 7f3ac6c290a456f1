"""
Write what came into the text of a scenario, in the place of what was expected.

Only values are changed, each at the span where it was written: comments, order and layout stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.rounding import rounded
from slaspec.scenario.compare import Compared, in_unit
from slaspec.scenario.compare_money import ComparedLine, amount_of, steps_of

if TYPE_CHECKING:
    from slaspec.language.document import Document
    from slaspec.language.model.node import Place
    from slaspec.language.quantities import Amount
    from slaspec.scenario.compare_money import ComparedTotal
    from slaspec.scenario.run import Comparison

_PLAIN = re.compile(r"[A-Za-z0-9-][A-Za-z0-9_./%-]*(?: [A-Za-z0-9_./%-]+)*", re.ASCII)


@dataclass(frozen=True)
class Change:
    """One value of a scenario: where it stands, what it was, and what it becomes."""

    name: str
    at: Place
    old: str
    new: str

    def __str__(self) -> str:
        key = self.at.path[-1]
        return f"{self.at.span}: {self.name}: {key} {self.old} -> {self.new}"


class Unwritable(Exception):
    """What came cannot be written as another value of what stands there; says why."""


def changes_of(failures: Iterable[Comparison]) -> list[Change]:
    """What to change so that all is as expected; `Unwritable` where a value alone cannot do it."""
    return [change for each in failures for change in _changes(each) if change.old != change.new]


def rewritten(document: Document, changes: Sequence[Change]) -> str:
    """The text of a document with other values, each in the form of the one that it replaces."""
    text = document.text
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for change in sorted(changes, key=lambda each: each.at.span, reverse=True):
        span = change.at.span
        begin = starts[span.line - 1] + span.column - 1
        end = begin + span.width
        text = text[:begin] + _written(change.new, text[begin:end]) + text[end:]
    return text


def _written(value: str, before: str) -> str:
    """A value in the quotes of the one before; in quotes as well where it could be misread."""
    if before.startswith("'"):
        return "'" + value.replace("'", "''") + "'"
    if before.startswith('"') or not _PLAIN.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return value


def _changes(each: Comparison) -> Iterator[Change]:
    if isinstance(each, Compared):
        return _of_verdict(each)
    return _of_line(each) if isinstance(each, ComparedLine) else _of_total(each)


def _of_verdict(each: Compared) -> Iterator[Change]:
    expected, actual = each.expected, each.actual
    if expected is None or actual is None:
        raise Unwritable(f"{each.name} {each.differences[0]}: add it, or take it out, by hand")
    yield Change(each.name, expected.at.of("verdict"), expected.verdict, actual.verdict)
    for key, wanted, given in (
        ("met", expected.met, actual.met),
        ("counted", expected.counted, actual.counted),
    ):
        if wanted is not None:
            yield Change(each.name, expected.at.of(key), str(wanted), str(given))
    if expected.value is not None and any("value" in said for said in each.differences):
        value, unit = in_unit(actual), actual.unit
        if value is None:
            raise Unwritable(f"{each.name} has no value: take 'value' out by hand")
        new = _figure(value, unit, expected.value)
        yield Change(each.name, expected.at.of("value"), str(expected.value), new)


def _figure(value: Fraction, unit: str, like: Amount) -> str:
    """A figure with as many places as another one has."""
    places = max(0, -int(like.value.as_tuple().exponent))
    text = f"{rounded(value, places, 'half_up'):f}"
    return text + (unit if unit in ("", "%") else f" {unit}")


def _of_line(each: ComparedLine) -> Iterator[Change]:
    expected, actual = each.expected, each.actual
    if expected is None or (actual is None and not each.reason):
        raise Unwritable(f"{each.name} {each.differences[0]}: add it, or take it out, by hand")
    if expected.trail and actual is None:
        raise Unwritable(f"{each.name} is not paid and has no trail: take it out by hand")
    nothing = f"{expected.amount.amount * 0:f} {expected.amount.currency}"
    new = nothing if actual is None else amount_of(actual)
    yield Change(each.name, expected.at.of("amount"), str(expected.amount), new)
    if actual is None:
        return
    for wanted, step in steps_of(expected.trail or (), actual.trail):
        if step is None:
            raise Unwritable(f"{each.name} has no stage '{wanted.stage}' there: mend it by hand")
        for key, said, found in (
            ("in", wanted.in_, step.amount_in),
            ("out", wanted.out, step.amount_out),
        ):
            if said is not None:
                yield Change(each.name, wanted.at.of(key), said, found)


def _of_total(each: ComparedTotal) -> Iterator[Change]:
    if each.actual is None:
        raise Unwritable(f"{each.name} {each.differences[0]}: take 'total' out by hand")
    yield Change(each.name, each.at, str(each.expected), each.actual)
