"""Expected against actual, line by line of the statements, and their totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slaspec.errors import QuantityError
from slaspec.language.quantities import Amount
from slaspec.scenario.compare import ALL, named

if TYPE_CHECKING:
    from decimal import Decimal

    from slaspec.findings import Span
    from slaspec.language.model import Scenario
    from slaspec.language.model.node import Place
    from slaspec.language.model.scenario import ExpectedLine, ExpectedStep
    from slaspec.language.quantities import Money
    from slaspec.remedies.statement import Line, Statement, TrailStep

_Key = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class ComparedLine:
    """
    One line of a statement: as expected and as settled; one of the two may be missing.

    `reason` is why nothing is paid where the remedy was looked at. `tells_trail`: the rows hold
    the trail of the line.
    """

    agreement: str
    expected: ExpectedLine | None
    actual: Line | None
    at: Place
    differences: tuple[str, ...]
    reason: str = ""
    tells_trail: bool = False

    @property
    def name(self) -> str:
        """`acme-sla#uptime in 2026-04, uptime-credit`."""
        agreement, target, objective, window, remedy, record = self._key
        of_record = f" for {record}" if record else ""
        return f"{named(agreement, target, objective, window)}, {remedy}{of_record}"

    @property
    def _key(self) -> _Key:
        if self.expected is not None:
            return _expected_key(self.agreement, self.expected)
        assert self.actual is not None
        return _actual_key(self.agreement, self.actual)

    @property
    def related(self) -> tuple[tuple[str, Span], ...]:
        """The place of the remedy that is paid."""
        return (("the remedy", self.actual.at.span),) if self.actual is not None else ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Expected and actual below each other, then the trail of what is paid."""
        expected = str(self.expected.amount) if self.expected is not None else "nothing"
        actual = amount_of(self.actual) if self.actual is not None else "nothing"
        actual += f" ({self.reason})" if self.reason else ""
        trail = self.actual.trail if self.actual is not None and self.tells_trail else ()
        return (("expected", expected), ("actual", actual), *map(_told, trail))


@dataclass(frozen=True)
class ComparedTotal:
    """What the statement of an agreement adds up to, as expected and as settled."""

    agreement: str
    expected: Money
    actual: str | None
    at: Place
    differences: tuple[str, ...]
    related: tuple[tuple[str, Span], ...] = ()

    @property
    def name(self) -> str:
        """`acme-sla`."""
        return self.agreement

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Expected and actual below each other."""
        return (("expected", str(self.expected)), ("actual", self.actual or "nothing"))


def compared_money(
    scenario: Scenario, statements: Mapping[str, Statement]
) -> Iterator[ComparedLine | ComparedTotal]:
    """
    Each expected line with what was settled, then what else is paid, then the total.

    The trail is told of the first line that differs.
    """
    told = False
    for each in _lines(scenario, statements) if scenario.expect.lines is not None else ():
        first = bool(each.differences) and not told
        told |= first
        yield replace(each, tells_trail=first)
    if scenario.expect.total is not None:
        yield _total(scenario, scenario.expect.total, statements.get(scenario.agreement))


def _lines(scenario: Scenario, statements: Mapping[str, Statement]) -> Iterator[ComparedLine]:
    actual: dict[_Key, list[Line]] = defaultdict(list)
    for id, statement in statements.items():
        for line in statement.lines:
            actual[_actual_key(id, line)].append(line)
    for expected in scenario.lines:
        id = expected.agreement or scenario.agreement
        key = _expected_key(id, expected)
        found = actual[key].pop(0) if actual[key] else None
        reason = "" if found is not None else _quiet(statements.get(id), key)
        differs = tuple(_differences(expected, found, reason))
        yield ComparedLine(id, expected, found, expected.at, differs, reason)
    at = scenario.expect.at.of("lines")
    for key, left in actual.items():
        for line in (line for line in left if line.amount):
            differs = (f"is {amount_of(line)}, and not expected",)
            yield ComparedLine(key[0], None, line, at, differs)


def _differences(expected: ExpectedLine, actual: Line | None, reason: str) -> Iterator[str]:
    if actual is None:
        if expected.amount.amount:
            yield f"is not paid ({reason or 'no such objective, window or remedy is settled'})"
        return
    if (actual.amount, actual.currency) != (expected.amount.amount, expected.amount.currency):
        yield f"is {amount_of(actual)}, not {expected.amount}"
    yield from _of_trail(expected.trail or (), actual.trail)


def _of_trail(expected: Sequence[ExpectedStep], trail: Sequence[TrailStep]) -> Iterator[str]:
    for wanted, step in steps_of(expected, trail):
        if step is None:
            yield f"its trail has no stage '{wanted.stage}' there"
            return
        for word, figure, found in (
            ("takes", wanted.in_, step.amount_in),
            ("gives", wanted.out, step.amount_out),
        ):
            if figure is not None and not _alike(figure, found):
                yield f"its stage '{step.stage}' {word} {found or 'nothing'}, not {figure}"


def steps_of(
    expected: Sequence[ExpectedStep], trail: Sequence[TrailStep]
) -> Iterator[tuple[ExpectedStep, TrailStep | None]]:
    """Expected stages with those of the trail, in their order; others may stand between them."""
    left = iter(trail)
    for wanted in expected:
        yield wanted, next((step for step in left if step.stage == wanted.stage), None)


def _alike(wanted: str, found: str) -> bool:
    """The same text, or the same amount: `4000 EUR` is `4000.00 EUR`."""
    try:
        one, other = Amount(wanted), Amount(found)
    except QuantityError:
        return wanted == found
    return (one.value, one.unit) == (other.value, other.unit)


def _quiet(statement: Statement | None, key: _Key) -> str:
    """Why a remedy that was looked at pays nothing; empty where none was."""
    for quiet in statement.quiet if statement is not None else ():
        if (quiet.target, quiet.objective, quiet.window.name, quiet.remedy) == key[1:5]:
            return quiet.reason
    return ""


def _total(scenario: Scenario, expected: Money, statement: Statement | None) -> ComparedTotal:
    at, id = scenario.expect.at.of("total"), scenario.agreement
    if statement is None:
        differs: tuple[str, ...] = ("settles nothing: no target with a remedy is judged",)
        return ComparedTotal(id, expected, None, at, differs)
    actual = money(statement.total, statement.currency)
    same = (statement.total, statement.currency) == (expected.amount, expected.currency)
    differs = () if same else (f"comes to {actual} in total, not {expected}",)
    return ComparedTotal(id, expected, actual, at, differs)


def _told(step: TrailStep) -> tuple[str, str]:
    return step.stage, step.sentence


def amount_of(line: Line) -> str:
    """The amount of a line with its currency."""
    return money(line.amount, line.currency)


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency, as a contract writes it."""
    return f"{amount:f} {currency}"


def _expected_key(agreement: str, line: ExpectedLine) -> _Key:
    about = (agreement, line.target, line.objective or ALL, line.window)
    return (*about, line.remedy, line.record or "")


def _actual_key(agreement: str, line: Line) -> _Key:
    about = (agreement, line.target, line.objective, line.window.name)
    return (*about, line.remedy, line.record)
