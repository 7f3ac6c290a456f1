"""The estimate of an unfinished period as text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.exposure_text import amount, maximum_lines, share_text
from slaspec.report.figures import figure
from slaspec.report.read_report import read_report_text
from slaspec.report.statement_text import VERDICTS, named
from slaspec.report.tables import table

if TYPE_CHECKING:
    from slaspec.remedies.statement import Statement
    from slaspec.use_cases.accrual import Accrual

Key = tuple[str, str, str]


def accrual_text(accrual: Accrual) -> str:
    """What is earned so far, what open records could add, and what is expected of the rest."""
    parts = ["\n".join(_head(accrual))]
    if accrual.reports:
        parts.append("\n".join(line for r in accrual.reports for line in read_report_text(r)))
    parts += [_objectives(accrual), *_amounts(accrual)]
    if accrual.remarks:
        parts.append("\n".join(for_terminal(f"Note: {each}") for each in accrual.remarks))
    return "\n\n".join(parts) + "\n"


def _head(accrual: Accrual) -> Iterator[str]:
    agreement, run = accrual.agreement, accrual.run
    yield for_terminal(f"{agreement.title} ({agreement.id} {agreement.version}), {accrual.period}")
    yield for_terminal(
        f"estimated as of {accrual.as_of} 00:00 {agreement.timezone}: the period is not over, and"
        " all of it may change"
    )
    yield for_terminal(f"slaspec {run['slaspec']}, tzdata {run['tzdata']}")


def _objectives(accrual: Accrual) -> str:
    so_far, at_worst = _by_objective(accrual.so_far), _by_objective(accrual.at_worst)
    currency = accrual.so_far.currency
    rows = []
    for each in accrual.so_far.verdicts:
        key = (each.target, each.objective, each.window.name)
        earned = so_far.get(key, Decimal(0))
        could = max(Decimal(0), at_worst.get(key, Decimal(0)) - earned)
        value = "" if each.value is None else figure(each.value, each.unit)
        rows.append(
            (
                named(each),
                each.window.name,
                value,
                f"{VERDICTS[each.verdict]} so far",
                str(each.open) if each.open else "",
                amount(Fraction(earned), currency),
                amount(Fraction(could), currency) if could else "",
            )
        )
    headings = ("Target", "Window", "So far", "Verdict", "Open", "Credit so far", "Could add")
    return table(headings, rows, right=(2, 4, 5, 6))


def _by_objective(statement: Statement) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for line in statement.credits:
        key = (line.target, line.objective, line.window.name)
        found[key] = found.get(key, Decimal(0)) + line.amount
    return found


def _amounts(accrual: Accrual) -> Iterator[str]:
    currency = accrual.so_far.currency
    rows = [
        ("Earned so far, if nothing more were missed", amount(Fraction(accrual.earned), currency)),
        ("Open records could add up to", amount(Fraction(accrual.could_add), currency)),
    ]
    found, rest, forecast = accrual.whole, accrual.expected_rest, accrual.forecast
    if found is not None and rest is not None and forecast is not None:
        rows += [
            ("Expected of the rest", amount(rest, currency)),
            ("Expected in all", amount(found.expected, currency)),
            ("Most likely in all", amount(Fraction(found.most_likely), currency)),
            ("P90 in all", amount(Fraction(found.p90), currency)),
            ("Probability of any credit", share_text(found.any)),
        ]
    yield table((f"Estimate of {accrual.period}", ""), rows, right=(1,))
    how = "Nothing is expected here of the rest: say --simulate PROFILE for that."
    if forecast is not None:
        how = for_terminal(
            f"The rest by {forecast.months:,} simulations of profile {forecast.profile}, seed"
            f" {forecast.seed}."
        )
    yield "\n".join([how, *maximum_lines(accrual.maximum)])
