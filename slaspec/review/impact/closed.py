"""Windows that are over, each by the text that was in force: what an edit in place changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import SlaspecError
from slaspec.measure.measure import measure_all
from slaspec.measure.texts import measure_texts, text_plans
from slaspec.remedies.texts import settle_texts
from slaspec.review.impact.flips import by_window, flip, is_turned
from slaspec.review.impact.measured import Both, alike
from slaspec.review.impact.settled import settled_text
from slaspec.review.impact.works import without
from slaspec.review.review import Flip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slaspec.language.amendments import Text
    from slaspec.language.model.ledger import Entry
    from slaspec.measure.results import Measured, Measurements
    from slaspec.measure.texts import TextPlan
    from slaspec.remedies.statement import Statement
    from slaspec.review.impact.replayed import History
    from slaspec.review.impact.revision import Revision
    from slaspec.review.impact.works import Work

    Window = tuple[str, str, str]


class Closed(NamedTuple):
    """
    The windows that are settled otherwise, and the credits less bonuses that this comes to.

    A window may have the same verdict on both sides, and cost another amount.
    """

    windows: tuple[Flip, ...] = ()
    difference: Decimal = Decimal(0)


class _Dated(NamedTuple):
    """One side: the texts of the months with their plans, and the entries of its ledger."""

    name: str
    texts: tuple[Text, ...]
    plans: Sequence[TextPlan]
    entries: tuple[Entry, ...]


def closed(work: Work, history: History) -> Closed:
    """What differs in the months of a history, all of which are over."""
    if work.before is None or work.after is None:
        return Closed()
    try:
        before, after = (_dated(work, revision, history) for revision in (work.base, work.head))
        if _same(before, after) and history.is_read_alike:
            return Closed()
        measured = _measured(before, after, history)
    except SlaspecError as error:
        work.fault("windows that are over", error)
        return Closed()
    return _compared(work, (before, after), measured)


def _measured(one: _Dated, other: _Dated, history: History) -> tuple[Measurements, Measurements]:
    """Both sides; where each has one text, what both measure alike is measured once."""
    until = history.known.until
    if len(one.plans) == len(other.plans) == 1 and history.is_read_alike:
        both = Both(one.plans[0].plan, other.plans[0].plan)
        parts = history.parts(history.before, history.after)
        before, after = both.split(measure_all(both.plans, parts, until))
        assert before is not None
        assert after is not None
        return before, after
    return (
        measure_texts(one.plans, history.parts(history.before), until),
        measure_texts(other.plans, history.parts(history.after), until),
    )


def _dated(work: Work, revision: Revision, history: History) -> _Dated:
    beyond = work.beyond({*history.before, *history.after})
    id = work.base_id if revision is work.base else work.id
    entries = work.entries(revision)
    made = text_plans(
        revision.signed,
        id,
        history.first,
        history.last,
        only=lambda text: without(work.named(revision, text), beyond),
        entries=entries,
    )
    plans = tuple(replace(each, plan=history.known.relieved(each.plan)) for each in made)
    texts = tuple(
        replace(each, agreement=work.named(revision, each.agreement))
        for each in revision.signed.texts(id).up_to(history.last)
    )
    return _Dated(revision.name, texts, plans, entries)


def _same(one: _Dated, other: _Dated) -> bool:
    """Whether both sides judge and settle these months alike, whatever the records."""
    if one.entries != other.entries or len(one.plans) != len(other.plans):
        return False
    return all(map(_same_text, one.plans, other.plans))


def _same_text(one: TextPlan, other: TextPlan) -> bool:
    sides = (one, other)
    dates = [
        each.amendment and (each.amendment.begins, each.amendment.takes_effect) for each in sides
    ]
    ids = [[target.target.id for target in each.plan.targets] for each in sides]
    settled = [settled_text(each.plan.agreement) for each in sides]
    return (
        dates[0] == dates[1]
        and ids[0] == ids[1]
        and settled[0] == settled[1]
        and all(map(alike, one.plan.targets, other.plan.targets))
    )


def _compared(
    work: Work, sides: tuple[_Dated, _Dated], measured: tuple[Measurements, Measurements]
) -> Closed:
    pairs = list(by_window(*measured))
    one, two = (_settled(work, side, each) for side, each in zip(sides, measured, strict=True))
    if one is None or two is None or one.currency != two.currency:
        return Closed(tuple(flip(*pair) for pair in pairs if is_turned(*pair)))
    paid = _paid(one), _paid(two)
    otherwise = (
        pair for pair in pairs if is_turned(*pair) or len({_of(pair, each) for each in paid}) > 1
    )
    return Closed(tuple(flip(*pair) for pair in otherwise), two.total - one.total)


def _settled(work: Work, side: _Dated, measurements: Measurements) -> Statement | None:
    try:
        return settle_texts(side.texts, measurements, entries=side.entries)
    except SlaspecError as error:
        work.fault(side.name, error)
        return None


def _paid(statement: Statement) -> dict[Window, Decimal]:
    """What each objective comes to in each window."""
    found: dict[Window, Decimal] = {}
    for line in statement.lines:
        name = (line.target, line.objective, line.window.name)
        found[name] = found.get(name, Decimal(0)) + line.amount
    return found


def _of(pair: tuple[Measured | None, Measured | None], paid: Mapping[Window, Decimal]) -> Decimal:
    one = pair[0] or pair[1]
    assert one is not None
    return paid.get((one.target, one.objective, one.window.name), Decimal(0))
