"""
Windows that were issued before: never credited again, only corrected by the difference.

What a late correction changes stands as adjustment lines in a later statement, as `late_data` of
the statement terms says; the issued one stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError
from slaspec.remedies.earlier.history import PastLine
from slaspec.remedies.ledger.issued import Issued, Key, credited_in, history_of, key_of
from slaspec.remedies.money import from_minor, money_text, to_minor
from slaspec.remedies.statement import Line, Statement, TrailStep, exact_sum

if TYPE_CHECKING:
    from slaspec.language.model import Agreement

STAGE = "adjustment"


def adjusted(statement: Statement, agreement: Agreement, issued: Sequence[Issued]) -> Statement:
    """
    The statement with the lines of issued windows replaced by what differs from what was issued.

    Raises `LocatedError` where something differs and the agreement does not say that late data is
    corrected in the next statement.
    """
    files = {window: each.file for each in issued for window in each.credited}
    again = tuple(each.name for each in statement.windows if each.name in files)
    if not again:
        return statement
    past = {key_of(x): x for x in history_of(issued).lines if x.window.name in again}
    lines = tuple(_lines(statement, past, credited_in(issued), files, agreement))
    changed = [line for line in lines if line.adjusts and line.state != "lapsed"]
    if changed:
        _require_correction(agreement, changed[0])
    currency = statement.currency
    total = from_minor(to_minor(exact_sum(lines), currency, "down"), currency)
    nettings = tuple(each for each in statement.nettings if each.name not in again)
    return replace(statement, lines=lines, total=total, nettings=nettings, adjusts=again)


def _lines(
    statement: Statement,
    past: dict[Key, PastLine],
    credited: dict[Key, Decimal],
    files: dict[str, str],
    agreement: Agreement,
) -> Iterator[Line]:
    """The new lines and what corrects the issued ones; at the end what is not due any more."""
    seen: set[Key] = set()
    for line in statement.lines:
        file = files.get(line.window.name)
        if file is None:
            yield line
            continue
        key = key_of(PastLine.of(line))
        seen.add(key)
        before, carried = credited.get(key, Decimal(0)), _carried(past.get(key))
        if line.amount != before or line.carried_out != carried:
            yield _corrected(line, before, file)
    for key, line_before in past.items():
        if key not in seen and (credited[key] or line_before.carried):
            file = files[line_before.window.name]
            yield _withdrawn(line_before, credited[key], statement.currency, file, agreement)


def _carried(before: PastLine | None) -> Fraction:
    return Fraction(0) if before is None else before.carried


def _corrected(line: Line, credited: Decimal, file: str) -> Line:
    step = _step(credited, line.amount, line.currency, file)
    amount = _difference(line.amount, credited, line.currency)
    nothing = Fraction(0)
    return replace(
        line, amount=amount, trail=(*line.trail, step), adjusts=file,
        gross=nothing, carried_in=nothing, cap_cut=nothing, minimum_cut=nothing,
    )  # fmt: skip


def _withdrawn(
    before: PastLine, credited: Decimal, currency: str, file: str, agreement: Agreement
) -> Line:
    """The correction of a line that is not due any more."""
    at = next((r.at for r in agreement.remedies or () if r.id == before.remedy), agreement.at)
    step = replace(_step(credited, Decimal(0), currency, file), at=at)
    return Line(
        before.target, before.objective, before.window, before.remedy, before.nature,
        _difference(Decimal(0), credited, currency), currency, (step,), at, before.record,
        kind=before.kind, adjusts=file,
    )  # fmt: skip


def _step(credited: Decimal, due: Decimal, currency: str, file: str) -> TrailStep:
    texts = [money_text(Fraction(amount), currency) for amount in (due, credited)]
    difference = money_text(Fraction(due) - Fraction(credited), currency)
    said = f"{texts[1]} stand in the statement that was issued ({file}): the rest is corrected"
    return TrailStep(STAGE, said, texts[0], difference)


def _difference(due: Decimal, credited: Decimal, currency: str) -> Decimal:
    return from_minor(to_minor(Fraction(due) - Fraction(credited), currency, "down"), currency)


def _require_correction(agreement: Agreement, line: Line) -> None:
    terms = agreement.statement
    if terms is not None and terms.late_data == "next_statement":
        return
    of = f"{line.target}/{line.objective} in {line.window.name}"
    if terms is not None and terms.late_data is not None:
        why, place = "late data is not corrected", terms.at.of("late_data")
    else:
        why, place = "nobody says what becomes of late data", agreement.at
    raise LocatedError(
        f"the statement of {line.window.name} was issued ({line.adjusts}), and {of} differs from"
        f" it by {line.amount:f} {line.currency}: {why}",
        str(place.span),
        "preview what was not issued yet, or agree on statement: {late_data: next_statement}",
    )
