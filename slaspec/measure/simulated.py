"""The streams of a profile for an agreement: which of its targets they speak of, and which not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Profile
from slaspec.language.model.metric import DurationMetric, RecordKind

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.results import WindowSpan
    from slaspec.records.simulate.runs import Runs

LEAD = timedelta(days=62)  # records begin before the window in which they are decided
AFTER = timedelta(days=62)  # by then all of them are
OUTAGE = "outage"


@dataclass(frozen=True)
class Streams:
    """
    The records of some runs of a period: by data source, the stream that feeds it.

    `silent` are the sentences on targets of which the profile brings nothing.
    """

    runs: Mapping[str, Runs]
    silent: tuple[str, ...]


def streams_of(
    book: Book,
    plans: Sequence[Plan],
    profile: Profile,
    dates: tuple[date, date],
    *,
    seed: int,
    count: int,
    rest: bool = False,
) -> Streams:
    """
    `count` runs of the records that some plans are measured on, from the first date to the last.

    Where a record may be decided in another window than the one in which it began, the streams
    begin earlier; with `rest` they do not, as what began before is known. Raises `UsageError`
    where the profile has nothing for one of the plans.
    """
    from slaspec.records.simulate.runs import runs_of
    from slaspec.records.simulate.streams import Span

    targets = [target for plan in plans for target in plan.targets]
    runs = {}
    for source in dict.fromkeys(target.source.id for target in targets):
        mine = [target for target in targets if target.source.id == source]
        if feeds(profile, mine[0].source):
            span = Span(seed, dates[0] if rest else first_day(mine, dates[0]), dates[1])
            runs[source] = runs_of(book, profile, source, span, count)
    for plan in plans:
        if not any(target.source.id in runs for target in plan.targets):
            message = f"profile '{profile.id}' brings no records for {plan.agreement.id}"
            raise UsageError(message)
    return Streams(runs, tuple(dict.fromkeys(_silent(plans, profile, runs))))


def feeds(profile: Profile, source: DataSource) -> bool:
    """Whether a profile brings records of the kind that a data source has."""
    kind = source.records or "incident"
    if kind == OUTAGE:
        return profile.outages is not None
    return profile.tickets is not None and kind in get_args(RecordKind)


def first_day(targets: Sequence[TargetPlan], first: date) -> date:
    """The day on which records have to begin, so that all are there from a date on."""
    begins = [date.fromisoformat(s.first) for t in targets for s in _spans(t)]
    first = min([first, *begins])
    return first if all(map(_by_start, targets)) else first - LEAD


def _spans(target: TargetPlan) -> Iterator[WindowSpan]:
    yield from (*target.spans.judged.values(), *target.spans.before.values())


def _by_start(target: TargetPlan) -> bool:
    """Whether a record counts where it began, so that none of before matters."""
    timed = isinstance(target.metric, DurationMetric) and target.source.records != OUTAGE
    return timed and target.answers.assign_to == "start"


def _silent(plans: Sequence[Plan], profile: Profile, runs: Mapping[str, Runs]) -> Iterator[str]:
    for plan in plans:
        for target in plan.targets:
            named = f"{plan.agreement.id}#{target.target.id}"
            if target.source.id not in runs:
                yield (
                    f"profile '{profile.id}' brings no records for {named}, which is measured on"
                    f" '{target.source.id}': it is not in these figures"
                )
            elif target.source.records != OUTAGE and not serves(profile, target):
                yield (
                    f"profile '{profile.id}' has no records of service '{target.target.service}',"
                    f" so none of {named}"
                )


def serves(profile: Profile, target: TargetPlan) -> bool:
    """Whether tickets of a profile are of the service of a target."""
    return profile.tickets is not None and target.target.service in profile.tickets.services
