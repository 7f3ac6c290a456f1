"""The texts of an agreement in a period: which there are, and what each of them settles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from slaspec.errors import Unsupported
from slaspec.language.amendments import Text
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Cap
from slaspec.measure.results import Measurements, WindowSpan
from slaspec.measure.windows import period as dates
from slaspec.measure.windows import window_of
from slaspec.use_cases.measure import require_windows, settle

if TYPE_CHECKING:
    from slaspec.measure.texts import TextPlan
    from slaspec.remedies.statement import Statement

Charges = Mapping[tuple[str, str], Decimal]
_OF_ONE_WINDOW = ("outage", "record", "incident", "window")


def texts_in(book: Book, id: str, period: str) -> tuple[Text, ...]:
    """
    The texts of an agreement up to the end of a period, the signed one first.

    A record of the period may stand under an earlier one: its clock started before. Raises
    `UsageError` for an unknown agreement or period, `LocatedError` where an amendment that is
    effective by then does not apply.
    """
    return book.texts(id).up_to(dates(period)[1])


def plans_in(book: Book, id: str, period: str) -> tuple[TextPlan, ...]:
    """The plan of each text of a period; raises as `measure` does."""
    from slaspec.language.ledgers import entries_of
    from slaspec.measure.texts import text_plans

    plans = text_plans(book, id, *dates(period), entries=entries_of(book, id))
    require_windows(plans[-1].plan, period)
    return plans


def settle_texts(
    texts: Sequence[Text], measurements: Measurements, charges: Charges | None = None
) -> Statement:
    """
    What is owed for some verdicts, each settled by the text that it was judged by.

    Raises as `settle` does, and `Unsupported` for a term that looks at windows of several texts
    together: a cap per quarter with an amendment inside the quarter, repeated failures, a total
    that is rounded once.
    """
    judged = _by_text(texts, measurements)
    if len(judged) == 1:
        return settle(judged[0].text.agreement, judged[0].measurements, charges)
    _refuse(judged, _looks_back)
    made = [settle(each.text.agreement, each.measurements, charges) for each in judged]
    _refuse([each.paying(one) for each, one in zip(judged, made, strict=True) if one.lines], _adds)
    lines = sorted((line for one in made for line in one.lines), key=lambda line: line.window)
    return replace(
        made[-1],
        version=", ".join(one.version for one in made),
        windows=measurements.windows,
        verdicts=measurements.measured,
        lines=tuple(lines),
        total=sum((one.total for one in made), Decimal(0)),
        quiet=tuple(quiet for one in made for quiet in one.quiet),
    )


@dataclass(frozen=True)
class _Judged:
    """What one text judged, and the windows in which it pays where that is known."""

    text: Text
    measurements: Measurements
    windows: frozenset[WindowSpan] = frozenset()

    def paying(self, statement: Statement) -> _Judged:
        """With the windows in which something is paid."""
        return replace(self, windows=frozenset(line.window for line in statement.lines))


def _by_text(texts: Sequence[Text], measurements: Measurements) -> list[_Judged]:
    """The verdicts of each text that judged any; of the last text where none says its version."""
    found = []
    for text in texts:
        version = text.agreement.version
        mine = tuple(m for m in measurements.measured if m.version == version)
        if mine:
            windows = tuple(sorted({m.window for m in mine}))
            own = replace(measurements, measured=mine, windows=windows)
            found.append(_Judged(text, own))
    return found or [_Judged(texts[-1], measurements)]


_Terms = Callable[[Agreement, Sequence[_Judged]], Iterator[tuple[str, Place]]]


def _refuse(judged: Sequence[_Judged], spanning: _Terms) -> None:
    """Refuse the first term by which windows of different texts would be settled together."""
    for each in judged if len(judged) > 1 else ():
        agreement = each.text.agreement
        for term, place in spanning(agreement, judged):
            raise Unsupported(
                f"'{term}' of '{agreement.id}' would settle windows of several versions together"
                f" ({', '.join(one.text.agreement.version for one in judged)}), which this version"
                " cannot; nothing was computed",
                str(place.span),
                f"settle the windows before and from {judged[-1].text.begins} on by themselves",
            )


def _looks_back(agreement: Agreement, _judged: Sequence[_Judged]) -> Iterator[tuple[str, Place]]:
    """Terms for which the windows of another text matter, whether they pay or not."""
    for remedy in agreement.remedies or ():
        for term in ("repeat", "points", "earn_back"):
            if getattr(remedy, term) is not None:
                yield term, remedy.at.of(term)
        if remedy.trigger is not None and remedy.trigger.from_failure is not None:
            yield "from_failure", remedy.trigger.at.of("from_failure")
        if remedy.base is not None and remedy.base.previous_window is not None:
            yield "previous_window", remedy.base.at.of("previous_window")


def _adds(agreement: Agreement, judged: Sequence[_Judged]) -> Iterator[tuple[str, Place]]:
    """Terms that add up amounts, which several texts pay here."""
    if judged[0].text.agreement.currency != agreement.currency:
        yield "currency", agreement.at.of("currency")
    for answers in (agreement.interpretation, *(agreement.remedies or ())):
        rounding = answers.rounding if answers is not None else None
        if rounding is not None and rounding.at_ == "total":
            yield "rounding: total", rounding.at.of("at")
    for remedy in agreement.remedies or ():
        for term in ("combine", "minimum_payable"):
            if getattr(remedy, term) is not None:
                yield term, remedy.at.of(term)
    own = (cap for remedy in agreement.remedies or () for cap in remedy.caps or ())
    for cap in (*(agreement.caps or ()), *own):
        if _caps_together(cap, judged):
            yield "caps", cap.at.of("per")


def _caps_together(cap: Cap, judged: Sequence[_Judged]) -> bool:
    """Whether one period of a cap holds windows of different texts."""
    if cap.excess == "carried" or cap.per not in (*_OF_ONE_WINDOW, "month", "quarter"):
        return True
    if cap.per in _OF_ONE_WINDOW:
        return False
    periods = [{_period_of(str(cap.per), w) for w in each.windows} for each in judged]
    return any(one & other for one, other in combinations(periods, 2))


def _period_of(kind: str, window: WindowSpan) -> tuple[date, date]:
    return window_of(kind, date.fromisoformat(window.first))
