"""
Settling what several texts of one agreement judged: each window by its own, in order.

What an earlier text settled is the past of a later one, so that repeats, caps over a span and
carried amounts go on where remedy and objective keep their ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Unpack

from slaspec.errors import Unsupported, UsageError
from slaspec.language.amendments import Text
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Base, Cap, Remedy
from slaspec.measure.results import Measured, Measurements
from slaspec.remedies.charges import Rows
from slaspec.remedies.earlier.history import NO_HISTORY, History
from slaspec.remedies.pipeline import Given, settle
from slaspec.remedies.stages.netting import latest
from slaspec.remedies.statement import Statement

_EVENTS = ("outage", "record", "incident")
_ONE_WINDOW = (*_EVENTS, "window")


def settle_text(
    agreement: Agreement,
    measurements: Measurements,
    charges: Rows | None = None,
    **given: Unpack[Given],
) -> Statement:
    """What is owed by one text; `UsageError` for verdicts by another version, else as `settle`."""
    if others := sorted({m.version for m in measurements.measured} - {"", agreement.version}):
        raise UsageError(
            f"these verdicts are by version {', '.join(others)} of '{agreement.id}' and cannot be"
            f" settled by version {agreement.version}; settle each by its own text in force"
        )
    return settle(agreement, measurements, charges=charges, **given)


def settle_texts(
    texts: Sequence[Text],
    measurements: Measurements,
    charges: Rows | None = None,
    **given: Unpack[Given],
) -> Statement:
    """
    What is owed for some verdicts, each settled by the text that it was judged by.

    Raises as `settle` does, and `Unsupported` where several texts would decide one amount: where
    they pay in one window what is added up, or where a percentage is one of the charges of several
    windows and the texts charge differently.
    """
    history = given.pop("history", NO_HISTORY)
    history = replace(history, begun={**_begun(texts), **history.begun})
    settled = partial(settle_text, charges=charges, **given)
    runs = _runs(texts, measurements)
    if len({run.text.begins for run in runs}) == 1:
        whole = replace(measurements, measured=tuple(m for run in runs for m in run.measured))
        return settled(runs[0].text.agreement, whole, history=history)
    _refuse(runs, _over_spans(runs))
    made: list[Statement] = []
    for run in runs:
        past = History.of(made)
        known = replace(
            history,
            verdicts=(*history.verdicts, *past.verdicts),
            lines=(*history.lines, *past.lines),
        )
        made.append(settled(run.text.agreement, run.of(measurements), history=known))
    _refuse(runs, _in_one_window(runs, made))
    return replace(
        made[-1],
        version=", ".join(dict.fromkeys(one.version for one in made)),
        windows=measurements.windows,
        verdicts=measurements.measured,
        lines=tuple(line for one in made for line in one.lines),
        total=sum((one.total for one in made), Decimal(0)),
        quiet=tuple(quiet for one in made for quiet in one.quiet),
        nettings=latest(each for one in made for each in one.nettings),
    )


@dataclass(frozen=True)
class _Run:
    """Verdicts that one text judged, one after the other in the order of their windows."""

    text: Text
    measured: tuple[Measured, ...]

    def of(self, measurements: Measurements) -> Measurements:
        """They alone."""
        windows = tuple(sorted({one.window for one in self.measured}))
        return replace(measurements, measured=self.measured, windows=windows)


def _runs(texts: Sequence[Text], measurements: Measurements) -> list[_Run]:
    """The verdicts by window and text; of the last text where none says its version."""
    positions = {text.agreement.version: position for position, text in enumerate(texts)}
    last = len(texts) - 1

    def text_of(one: Measured) -> int:
        return positions.get(one.version, last)

    ordered = sorted(
        measurements.measured, key=lambda m: (m.window.end, m.window.start, text_of(m))
    )
    runs = [_Run(texts[i], tuple(each)) for i, each in groupby(ordered, key=text_of)]
    return runs or [_Run(texts[last], ())]


def _begun(texts: Sequence[Text]) -> dict[tuple[str, str], date]:
    """The objectives that an amendment brought, and the first day of the text that has them."""
    begun: dict[tuple[str, str], date] = {}
    for text in texts:
        for target in text.agreement.targets or ():
            for objective in target.objectives or ("all",):
                begun.setdefault((target.id, objective), text.begins)
    return {name: day for name, day in begun.items() if day > texts[0].begins}


def _refuse(runs: Sequence[_Run], terms: Iterator[tuple[Agreement, str, Place]]) -> None:
    """Refuse the first term for which several texts would decide one amount."""
    for agreement, term, place in terms:
        versions = dict.fromkeys(run.text.agreement.version for run in runs)
        raise Unsupported(
            f"'{term}' of '{agreement.id}' would settle windows of several versions together"
            f" ({', '.join(versions)}), which this version cannot; nothing was computed",
            str(place.span),
            f"settle the windows before and from {runs[-1].text.begins} on by themselves",
        )


def _over_spans(runs: Sequence[_Run]) -> Iterator[tuple[Agreement, str, Place]]:
    """What is paid in two currencies, or a part of charges over windows that are charged unlike."""
    first = runs[0].text.agreement
    for agreement in (run.text.agreement for run in runs):
        if agreement.currency != first.currency:
            yield agreement, "currency", agreement.at.of("currency")
        if agreement.services == first.services:
            continue
        for other in (first, agreement):
            for remedy in other.remedies or ():
                for base in _looking_around(remedy.base):
                    yield other, "base", base.at
            for cap in _caps(other):
                if cap.of is not None and cap.per not in _ONE_WINDOW and cap.per != "month":
                    yield other, "caps", cap.at.of("per")


def _looking_around(base: Base | None) -> Iterator[Base]:
    """The parts of a base that stand on more windows than one."""
    if base is None:
        return
    if base.over == "contract_year" or base.previous_window is not None:
        yield base
    for inner in (base.of, *(base.greater_of or ())):
        yield from _looking_around(inner)


def _in_one_window(
    runs: Sequence[_Run], made: Sequence[Statement]
) -> Iterator[tuple[Agreement, str, Place]]:
    """Terms that add up what a window pays, where several texts pay in it."""
    paying: dict[object, set[str]] = defaultdict(set)
    for one in made:
        for line in one.lines:
            paying[line.window].add(one.version)
    together = set().union(*(each for each in paying.values() if len(each) > 1))
    for run in runs:
        agreement = run.text.agreement
        if agreement.version in together:
            yield from ((agreement, term, place) for term, place in _adding(agreement))


def _adding(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    for answers in (agreement.interpretation, *(agreement.remedies or ())):
        rounding = answers.rounding if answers is not None else None
        if rounding is not None and rounding.at_ == "total":
            yield "rounding: total", rounding.at.of("at")
    for remedy in agreement.remedies or ():
        for term in ("combine", "points", "minimum_payable"):
            if getattr(remedy, term) is not None:
                yield term, remedy.at.of(term)
    yield from (("caps", cap.at.of("per")) for cap in _caps(agreement) if cap.per not in _EVENTS)


def _caps(agreement: Agreement) -> tuple[Cap, ...]:
    """All caps of an agreement, those of its remedies too."""
    remedies: tuple[Remedy, ...] = agreement.remedies or ()
    return (*(agreement.caps or ()), *(cap for remedy in remedies for cap in remedy.caps or ()))
