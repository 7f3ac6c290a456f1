"""
The pipeline: from measured values and an agreement to a statement.

The order of the stages is fixed:

    measure -> round measured -> trigger -> quantity -> rate -> weight and repeat -> base
    -> combine -> points -> claim -> carried in -> rounding and allotment, with caps between
    -> minimum payable -> earn-back, netting

Windows are settled one after the other, by their ends; each is the past of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, TypedDict

from slaspec.language.collection import no_collection
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.ledger import Entry
from slaspec.measure.results import Measured, Measurements
from slaspec.remedies.charges import Charges, Rows, known_currency
from slaspec.remedies.earlier.history import NO_HISTORY, History
from slaspec.remedies.earlier.past import Past
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.evaluations import evaluations
from slaspec.remedies.ledger.choices import Choices
from slaspec.remedies.ledger.claims import Claims
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.money import from_minor, to_minor
from slaspec.remedies.soundness import require_sound
from slaspec.remedies.stages import (
    base,
    caps,
    carried,
    claim,
    combine,
    earn_back,
    from_failure,
    minimum,
    netting,
    points,
    quantity,
    rate,
    repeat,
    round_measured,
    rounding,
    trigger,
    weight,
)
from slaspec.remedies.statement import Line, Netting, Quiet, Statement, exact_sum


class Given(TypedDict, total=False):
    """What `settle` may know beside measurements and charges; see there."""

    history: History
    entries: Sequence[Entry]
    deadlines: Deadlines | None


def settle(
    agreement: Agreement,
    measurements: Measurements,
    *,
    charges: Rows | None = None,
    history: History = NO_HISTORY,
    entries: Sequence[Entry] = (),
    deadlines: Deadlines | None = None,
) -> Statement:
    """
    What the remedies of an agreement come to on what was measured.

    `agreement` is the whole text, with the sections of its Terms. `charges` are the rows of a
    charges file, `(window name, service)` to an amount in the agreement's currency; they are
    final and never prorated. Amounts are exact until the rounding stage; the statement does not
    depend on the order of `measurements.measured`. `entries` are those of the ledger, `deadlines`
    the day on which one looks: without it no claim lapses.

    Raises `Unsettled` for a term that this version cannot settle and `LocatedError` where the
    text is silent or contradicts itself, both before anything is computed; `LocatedError` for a
    charge that is not known; `UsageError` for measurements or charges of something else.
    """
    with no_collection():
        return _statement(
            agreement, measurements, charges, history, Claims(tuple(entries), deadlines)
        )


def _statement(
    agreement: Agreement,
    measurements: Measurements,
    charges: Rows | None,
    history: History,
    claims: Claims,
) -> Statement:
    currency = known_currency(agreement)
    known = Charges(agreement, charges)
    found = evaluations(agreement, measurements)
    require_sound(agreement, found, known, charges)
    past = Past(agreement, history)
    past.require_new(measurements)

    settled = [_settled(window, known, past, claims) for window in _windows(found, measurements)]
    lines = tuple(line for window in settled for line in window.lines)
    return Statement(
        agreement=agreement.id,
        version=agreement.version,
        currency=currency,
        windows=measurements.windows,
        verdicts=measurements.measured,
        lines=lines,
        total=from_minor(to_minor(exact_sum(lines), currency, "down"), currency),
        quiet=tuple(quiet for window in settled for quiet in window.quiet),
        nettings=netting.latest(each for window in settled for each in window.nettings),
    )


class _Window(NamedTuple):
    """Everything that is settled together: the verdicts and evaluations of one window."""

    measured: list[Measured]
    evaluations: list[Evaluation]


class _Settled(NamedTuple):
    lines: Sequence[Line]
    quiet: Sequence[Quiet]
    nettings: Sequence[Netting]


def _windows(found: Sequence[Evaluation], measurements: Measurements) -> list[_Window]:
    """The windows in the order in which they are settled: that of their ends."""
    windows: dict[tuple[int, str], _Window] = {}
    for one in sorted(measurements.measured, key=lambda m: (m.window.end, m.window.start)):
        window = windows.setdefault((one.window.end, one.window.name), _Window([], []))
        window.measured.append(one)
    for evaluation in found:
        span = evaluation.measured.window
        windows[span.end, span.name].evaluations.append(evaluation)
    return list(windows.values())


def _settled(window: _Window, charges: Charges, past: Past, claims: Claims) -> _Settled:
    """The lines of one window, which then is part of the past."""
    outcomes = [_outcome(evaluation, charges, past) for evaluation in window.evaluations]
    dues = [due for due in outcomes if isinstance(due, Due)]
    dues = combine.apply(dues, Choices.of(claims.known))
    dues = [due.changed(gross=due.amount) for due in points.apply(dues, charges)]
    dues = [claim.apply(due, claims) for due in dues]
    dues = [rounding.at_line(due) for due in carried.enter(dues, window.evaluations, past)]
    dues = claim.lapse(caps.apply(dues, window.evaluations, charges, past), claims)
    lines = list(map(_line, minimum.apply(rounding.at_total(dues))))
    past.add(window.measured, lines)
    returned = list(earn_back.lines(window.evaluations, past))
    past.add((), returned)
    lines, nettings = netting.apply([*lines, *returned], window.evaluations, past)
    return _Settled(lines, [each for each in outcomes if isinstance(each, Quiet)], nettings)


def _outcome(evaluation: Evaluation, charges: Charges, past: Past) -> Due | Quiet:
    """One evaluation up to its base: an exact amount, or the reason why nothing is due."""
    figure, measured = round_measured.apply(evaluation)
    fired = trigger.decide(evaluation, figure)
    if isinstance(fired, str):
        return _quiet(evaluation, fired)
    found = quantity.counted(evaluation, figure)
    if isinstance(found, str):
        return _quiet(evaluation, found)
    failure = from_failure.decide(evaluation, past)
    if isinstance(failure, str):
        return _quiet(evaluation, failure)
    size, counted = found
    pay, rated = rate.pays(evaluation, figure, size)
    pay, repeated = repeat.apply(evaluation, pay, past)
    pay, weighed = weight.apply(evaluation, pay)
    trail = (measured, fired, *failure, counted, rated, *repeated, *weighed)
    if pay.unit == "points":
        return Due(evaluation, Fraction(0), trail, points=pay.figure)
    amount, based = base.money(evaluation, pay, charges)
    return Due(evaluation, amount, (*trail, based))


def _quiet(evaluation: Evaluation, reason: str) -> Quiet:
    measured, remedy = evaluation.measured, evaluation.remedy
    return Quiet(measured.target, measured.objective, measured.window, remedy.id, reason, remedy.at)


def _line(due: Due) -> Line:
    evaluation = due.evaluation
    measured, currency = evaluation.measured, evaluation.currency
    nature = evaluation.nature
    assert nature is not None  # trigger.check has seen it
    signed = -due.amount if evaluation.is_bonus else due.amount
    lapsed = -due.lapsed if evaluation.is_bonus else due.lapsed
    return Line(
        target=measured.target,
        objective=measured.objective,
        window=measured.window,
        remedy=evaluation.remedy.id,
        nature=nature,
        amount=from_minor(to_minor(signed, currency, "down"), currency),
        currency=currency,
        trail=due.trail,
        at=evaluation.remedy.at,
        record=evaluation.record,
        gross=due.gross,
        carried_in=due.carried_in,
        cap_cut=due.cap_cut,
        carried_out=due.carried_out,
        minimum_cut=due.minimum_cut,
        claim_by=due.claim_by,
        state="lapsed" if due.claim == "lapsed" else "measured",
        claim=due.claim,
        lapsed=from_minor(to_minor(lapsed, currency, "down"), currency),
        lapsed_uses_cap=due.lapsed_uses_cap,
        open_choice=due.open_choice,
    )
