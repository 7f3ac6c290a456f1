"""Both revisions on simulated months: the same records for both, again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import SlaspecError
from slaspec.language.model import Calendar
from slaspec.measure.runs import measure_runs
from slaspec.measure.simulated import AFTER
from slaspec.records.simulate.of_book import calendar_of_profile
from slaspec.review.impact.fed import fed, profiles_of, silent
from slaspec.review.impact.flips import Turns, differs
from slaspec.review.impact.months import known_months
from slaspec.review.impact.rows import PaidPair, Rows
from slaspec.review.impact.told import draft_sentences, month_names, paying, without_window
from slaspec.review.review import Streamed
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.measure.results import Measurements
    from slaspec.review.impact.fed import Fed
    from slaspec.review.impact.measured import Both
    from slaspec.review.impact.months import Ask
    from slaspec.review.impact.revision import Revision
    from slaspec.review.impact.works import Work


def simulated(works: Sequence[Work], ask: Ask) -> dict[str, Streamed]:
    """
    What both texts of each agreement come to on the same months that did not happen, by id.

    All agreements see the same records; where they cannot be computed together, each is by itself.
    """
    fitting = [each for work in works if (each := _fitting(work, ask)) is not None]
    try:
        return _together(fitting, ask)
    except SlaspecError as error:
        if len(fitting) > 1:
            return {id: one for each in fitting for id, one in simulated([each.work], ask).items()}
        fitting[0].work.fault("simulation", error)
        return {}


class _Fitting(NamedTuple):
    """An agreement, the sources that a profile feeds, and what to know of the others."""

    work: Work
    sources: frozenset[str]
    remarks: tuple[str, ...]

    def plans(self, ask: Ask) -> Both | None:
        """What is measured on simulated records."""
        return self.work.both(ask.first, ask.last, self.sources)


def _fitting(work: Work, ask: Ask) -> _Fitting | None:
    """None where nothing of an agreement can be simulated, with a note."""
    every = work.both(ask.first, ask.last, work.sources())
    if every is None:
        return None
    found = profiles_of([every], work.head)
    if found:
        return _Fitting(work, frozenset(found), tuple(silent(every, found)))
    named = ", ".join(f"'{source}'" for source in work.sources())
    work.note(
        f"no profile brings records of {named or 'its targets'}, so nothing is simulated;"
        " slaspec profile SOURCE FILE makes one of a history"
    )
    return None


def _together(fitting: Sequence[_Fitting], ask: Ask) -> dict[str, Streamed]:
    """In the months asked for, or so many whole years earlier that all calendars know them."""
    if not fitting:
        return {}
    plans = [each for one in fitting if (each := one.plans(ask)) is not None]
    head = fitting[0].work.head
    return _run(fitting, known_months(ask, list(_calendars(plans, head))))


def _calendars(plans: Sequence[Both], head: Revision) -> Iterator[Calendar]:
    """The calendars on which verdicts and simulated records depend."""
    for both in plans:
        for plan in both.sides:
            for target in plan.targets:
                hours = [each.calendar for each in target.objectives]
                hours += [target.period_days, *(each.hours for each in target.relief.exclusions)]
                yield from (each for each in hours if isinstance(each, Calendar))
    for profile in profiles_of(plans, head).values():
        calendar = calendar_of_profile(head.book, profile)
        if calendar is not None:
            yield calendar


def _run(fitting: Sequence[_Fitting], ask: Ask) -> dict[str, Streamed]:
    simulating = [
        _Simulated(each, plans, ask) for each in fitting if (plans := each.plans(ask)) is not None
    ]
    if not simulating:
        return {}
    base, head = fitting[0].work.base, fitting[0].work.head
    together = [each.plans for each in simulating]
    streams = fed(together, profiles_of(together, head), ask, base, head)
    every = [plan for both in together for plan in both.plans]
    parts = {source: each.runs.parts() for source, each in streams.items()}
    until = midnight(ask.last + AFTER, every[0].zone)
    for found in measure_runs(every, parts, until, ask.runs):
        rest = iter(found)
        for each in simulating:
            each.add([next(rest) for _ in each.plans.plans])
    return {each.work.id: each.streamed(ask, streams) for each in simulating}


class _Simulated:
    """One agreement, and what its runs came to so far."""

    def __init__(self, fitting: _Fitting, plans: Both, ask: Ask) -> None:
        self.work, self.plans, self._silent = fitting.work, plans, fitting.remarks
        self._amounts = self.work.amounts(ask.first)
        self._turns, self._paid = Turns(), list[PaidPair]()
        self._exercised = False

    def add(self, found: Sequence[Measurements]) -> None:
        """The verdicts of one run."""
        before, after = self.plans.split(found)
        paid = PaidPair(*self._amounts.of(before, after))
        self._paid.append(paid)
        if before is not None and after is not None:
            self._turns.add(before, after)
            self._exercised = self._exercised or differs(before, after)
        else:
            self._exercised = True
        self._exercised = self._exercised or paid.before != paid.after

    def streamed(self, ask: Ask, streams: Mapping[str, Fed]) -> Streamed:
        """What the runs came to."""
        names = month_names(ask.first, ask.last)
        mine = {source: streams[source] for source in self.work.sources() if source in streams}
        targets = paying(self.plans, mine)
        rows = Rows(self.work.text.currency or "", names, targets, self._paid, sample=True)
        return Streamed(
            source="simulation",
            months=ask.runs * ask.inside,
            first=names[0],
            last=names[-1],
            records=sum(len(each.runs.stream) for each in mine.values()),
            rows=tuple(rows.paired()) if self._amounts.known else (),
            flips=self._turns.flips(),
            exercised=self._exercised,
            named=", ".join(dict.fromkeys(each.profile.id for each in mine.values())),
            seed=ask.seed,
            remarks=tuple(dict.fromkeys(self._remarks(names))),
        )

    def _remarks(self, names: tuple[str, ...]) -> Iterator[str]:
        yield from draft_sentences(self.work)
        yield from self._silent
        yield from without_window(self.plans, names)
