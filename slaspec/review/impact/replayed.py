"""Both revisions on the real months of the histories that data sources name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from slaspec.errors import SlaspecError
from slaspec.language.quantities import Zone
from slaspec.measure.measure import measure_all
from slaspec.review.impact.flips import differs, flips, touched
from slaspec.review.impact.histories import Histories, covered, whole_months
from slaspec.review.impact.rows import PaidPair, Rows
from slaspec.review.impact.told import draft_sentences, month_names, paying, without_window
from slaspec.review.impact.works import Known
from slaspec.review.review import Streamed
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan
    from slaspec.measure.results import Measurements
    from slaspec.records.tables import Records
    from slaspec.review.impact.histories import Covered, Held
    from slaspec.review.impact.measured import Both, Pairs
    from slaspec.review.impact.works import Work

    BySource = Mapping[str, Held]

MONTHS = 12
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class History:
    """The records of an agreement by source, as each side reads them, and the months they cover."""

    first: date
    last: date
    known: Known
    before: BySource
    after: BySource

    @property
    def is_read_alike(self) -> bool:
        """Whether both sides read the same records."""
        return all(self.before.get(id, held) is held for id, held in self.after.items())

    @property
    def held(self) -> tuple[Held, ...]:
        """All that was read, each once."""
        every = (*self.after.values(), *self.before.values())
        return tuple({id(each): each for each in every}.values())

    def parts(self, *sides: BySource) -> dict[str, Sequence[Records]]:
        """The records of some sides."""
        return {id: held.parts for side in sides for id, held in side.items()}


def history_of(work: Work, histories: Histories, as_of: date) -> History | None:
    """The records of an agreement, of its last twelve whole months; None where there are none."""
    zone = work.text.timezone or Zone("UTC")
    sides: tuple[dict[str, Held], dict[str, Held]] = ({}, {})
    spans: list[Covered] = []
    for id in work.sources():
        read = work.read(id, histories)
        covers = [covered(source, held.parts, zone) for source, held in read.values()]
        if not covers or None in covers:
            continue
        spans += (each for each in covers if each is not None)
        for side, (_, held) in read.items():
            sides[side][id] = held
    if not spans:
        return None
    months = whole_months(spans, as_of, MONTHS)
    if months is None:
        work.note("the histories cover no whole month together, so nothing is replayed")
        return None
    told = min(max(each.until for each in spans) + 1, midnight(as_of, zone))
    until = max(told, midnight(months[1] + _ONE_DAY, zone))
    return History(*months, Known(until, as_of), *sides)


def replayed(work: Work, history: History) -> Streamed | None:
    """What both texts come to on the real months, as if they had been in force."""
    sources = {*history.before, *history.after}
    plans = work.both(history.first, history.last, sources, history.known)
    found = None if plans is None else _measured(work, plans, history)
    if plans is None or found is None:
        return None
    before, after = found
    amounts = work.amounts(history.first)
    paid = PaidPair(*amounts.of(before, after))
    names = month_names(history.first, history.last)
    rows = Rows(work.text.currency or "", names, paying(plans, sources), [paid], sample=False)
    pair = (before, after) if before is not None and after is not None else None
    return Streamed(
        source="replay",
        months=len(names),
        first=names[0],
        last=names[-1],
        records=sum(each.count for each in history.held),
        rows=tuple(rows.paired()) if amounts.known else (),
        flips=flips(*pair) if pair else (),
        exercised=pair is None or paid.before != paid.after or differs(*pair),
        named=", ".join(dict.fromkeys(name for each in history.held for name in each.names)),
        touched=len(touched(*pair)) if pair else 0,
        remarks=tuple(dict.fromkeys(_remarks(work, plans, history, names))),
    )


def _measured(work: Work, plans: Both, history: History) -> Pairs | None:
    try:
        if history.is_read_alike:
            parts = history.parts(history.before, history.after)
            return plans.split(measure_all(plans.plans, parts, history.known.until))
        return (
            _alone(plans.before, history.parts(history.before), history.known.until),
            _alone(plans.after, history.parts(history.after), history.known.until),
        )
    except SlaspecError as error:
        work.fault("replay", error)
        return None


def _alone(
    plan: Plan | None, parts: Mapping[str, Sequence[Records]], until: int
) -> Measurements | None:
    return None if plan is None else measure_all([plan], parts, until)[0]


def _remarks(work: Work, plans: Both, history: History, names: tuple[str, ...]) -> Iterator[str]:
    yield from draft_sentences(work)
    yield from (remark for each in history.held for remark in each.remarks)
    yield from without_window(plans, names)
