"""
Relief: what the entries of the Ledger excuse of one target.

An entry has an effect where the metric of the target names its exclusion, where it is accepted
(`relief_terms`), and where it was made by the date of the measurement. Nothing else is excused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.language.model.ledger import Entry, GrantedEntry, MaintenanceEntry, ReliefEntry
from slaspec.language.model.target import WorkingDays
from slaspec.measure.faults import located
from slaspec.measure.relief_terms import Conditions, Fault, conditions_of, fault_of
from slaspec.measure.repairs import parts_of
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement, Calendar
    from slaspec.language.model.governance import Exclusion
    from slaspec.language.model.metric import Metric
    from slaspec.language.model.target import Target

Effect = Literal["denominator", "numerator", "pause", "leave_out"]


@dataclass(frozen=True)
class Grant:
    """
    One entry as it concerns one target, accepted or (with its `fault`) not.

    `known_from` is the first second of the day of the entry. `parts` are the components and
    services that it is limited to, None where it speaks of all that is measured.
    """

    entry: ReliefEntry
    exclusion: Exclusion
    known_from: int
    fault: Fault | None
    parts: frozenset[str] | None

    @property
    def records(self) -> frozenset[str] | None:
        """The numbers of the records that it is limited to; None where it names none."""
        named = self.entry.records
        return None if named is None else frozenset(named)

    @property
    def span(self) -> tuple[int, int] | None:
        """Its first second and the one after its last; None where it names records alone."""
        begin, end = self.entry.from_, self.entry.until
        return None if begin is None or end is None else (begin.epoch, end.epoch)

    @property
    def windows(self) -> tuple[str, ...]:
        """The windows that it excuses whole."""
        return (self.entry.windows or ()) if isinstance(self.entry, GrantedEntry) else ()

    def holds(self, as_of: int) -> bool:
        """Whether it excuses anything as of an instant (UTC seconds)."""
        return self.fault is None and self.known_from <= as_of


class Excluding(NamedTuple):
    """An exclusion that the metric of a target names, with its effect and its hours."""

    exclusion: Exclusion
    effect: Effect
    hours: Calendar | Literal["24x7"]


@dataclass(frozen=True)
class Relief:
    """What the exclusions of one target can excuse, in the order in which its metric names them."""

    exclusions: tuple[Excluding, ...] = ()
    grants: tuple[Grant, ...] = ()

    def of(self, exclusion: Exclusion, as_of: int) -> Iterator[Grant]:
        """The grants by one exclusion that hold, without those of whole windows."""
        return (grant for _, grant in self.numbered(exclusion, as_of))

    def numbered(self, exclusion: Exclusion, as_of: int) -> Iterator[tuple[int, Grant]]:
        """The same, each with its position among all grants."""
        for position, each in enumerate(self.grants):
            mine = each.exclusion.id == exclusion.id
            if mine and each.holds(as_of) and not each.windows:
                yield position, each

    def left_out(self, as_of: int) -> Iterator[tuple[str, frozenset[str]]]:
        """The records that do not count, by the reason."""
        for exclusion, effect, _ in self.exclusions:
            named = [each.records or frozenset() for each in self.of(exclusion, as_of)]
            if effect == "leave_out" and named:
                yield reason_of(exclusion), frozenset().union(*named)

    def of_window(self, target: str, objective: str, window: str, as_of: int) -> Grant | None:
        """The grant by which a miss of an objective in a window is excused."""
        for each in self.grants:
            if each.holds(as_of) and window in each.windows:
                assert isinstance(each.entry, GrantedEntry)
                if {target, f"{target}/{objective}"} & {*(each.entry.targets or ())}:
                    return each
        return None

    @cached_property
    def reasons(self) -> frozenset[str]:
        """By which words an excluded figure says that an entry excluded it."""
        from slaspec.measure.excused_time import is_standing

        excusing = [each.exclusion for each in self.grants if not is_standing(each.exclusion)]
        ids = {each.id: each for each in excusing}
        return frozenset([*ids, *(reason_of(each) for each in ids.values())])


NO_RELIEF = Relief()


def reason_of(exclusion: Exclusion) -> str:
    """The reason under which records are left out."""
    return f"excused as {exclusion.id}"


def relief_of(
    book: Book, agreement: Agreement, target: Target, metric: Metric, entries: Sequence[Entry]
) -> Relief:
    """
    The relief of one target by the entries of its agreement, in the order written.

    Raises `LocatedError` for an exclusion that is not there or does not say what it does, and for
    a notice or claim whose period nobody says how to count.
    """
    if not metric.exclusions:
        return NO_RELIEF
    listed = tuple(_exclusions(book, agreement, metric))
    if any(each.effect == "pause" for each in listed):
        _refuse_dates(target, metric)
    named = {each.exclusion.id: each.exclusion for each in listed}
    conditions = conditions_of(book, agreement)
    grants = []
    for entry in entries:
        if isinstance(entry, MaintenanceEntry | GrantedEntry) and exclusion_of(entry) in named:
            exclusion = named[exclusion_of(entry)]
            grant = _grant(conditions, agreement, target, metric, entry, exclusion)
            if grant is not None:
                grants.append(grant)
    return Relief(listed, tuple(grants))


def exclusion_of(entry: ReliefEntry) -> str:
    """The exclusion that an entry names."""
    return entry.maintenance if isinstance(entry, MaintenanceEntry) else entry.granted


def _exclusions(book: Book, agreement: Agreement, metric: Metric) -> Iterator[Excluding]:
    from slaspec.measure.excused_time import hours_of

    known = {each.id: each for each in agreement.exclusions or ()}
    for position, id in enumerate(metric.exclusions or ()):
        if id not in known:
            raise located(
                f"there is no exclusion '{id}'",
                metric.at.of("exclusions", position),
                f"there are: {', '.join(known) or 'none'}",
            )
        exclusion = known[id]
        yield Excluding(exclusion, _effect(exclusion, metric), hours_of(book, exclusion))


def _effect(exclusion: Exclusion, metric: Metric) -> Effect:
    """What an exclusion does to a metric; a clock stands still only where there is one."""
    of_time = metric.kind == "availability"
    said = exclusion.on_availability if of_time else exclusion.on_tickets
    if said is None:
        raise located(
            f"exclusion '{exclusion.id}' does not say what it does to metric '{metric.id}'",
            exclusion.at,
            "add on_availability: denominator (not counted at all), or numerator (counted as up)"
            if of_time
            else "add on_tickets: pause (the clock stands), or leave_out",
        )
    if said == "pause" and metric.kind != "duration":
        raise located(
            f"exclusion '{exclusion.id}' pauses a clock, and metric '{metric.id}' of kind"
            f" {metric.kind} has none",
            exclusion.at.of("on_tickets"),
            "say on_tickets: leave_out, or do not name it in this metric",
        )
    return said


def _refuse_dates(target: Target, metric: Metric) -> None:
    """A limit in working days is a date: there is no clock that could stand still."""
    for objective in (target.objective, *(target.objectives or {}).values()):
        if objective is not None and isinstance(objective.within, WorkingDays):
            raise located(
                f"a limit in working days has no clock that could pause (exclusions of metric"
                f" '{metric.id}')",
                objective.at.of("within"),
                "write a limit in hours, or an exclusion with on_tickets: leave_out",
            )


def _grant(
    conditions: Conditions,
    agreement: Agreement,
    target: Target,
    metric: Metric,
    entry: ReliefEntry,
    exclusion: Exclusion,
) -> Grant | None:
    """An entry as it concerns a target; None where it speaks of others alone."""
    measured = parts_of(conditions.book, getattr(metric, "of", None) or target.service)
    parts = _limited_to(conditions.book, entry)
    if parts is not None and not parts & measured:
        return None
    targets = entry.targets if isinstance(entry, GrantedEntry) else None
    if targets is not None and target.id not in {each.partition("/")[0] for each in targets}:
        return None
    limit = None if parts is None or measured <= parts else parts
    known_from = midnight(entry.date.value, conditions.zone)
    fault = fault_of(entry, exclusion, agreement, conditions)
    grant = Grant(entry, exclusion, known_from, fault, limit)
    return grant if fault else replace(grant, fault=_without_effect(grant, metric))


def _limited_to(book: Book, entry: ReliefEntry) -> frozenset[str] | None:
    if entry.services is None and entry.components is None:
        return None
    services = (parts_of(book, service) for service in entry.services or ())
    return frozenset(entry.components or ()).union(*services)


def _without_effect(grant: Grant, metric: Metric) -> Fault | None:
    """Why an accepted entry does nothing to a metric of this kind."""
    if grant.windows:
        return None
    entry, exclusion = grant.entry, grant.exclusion
    effect = _effect(exclusion, metric)
    if effect == "leave_out" and entry.records is None:
        said = f"'{exclusion.id}' leaves records out, and it names none"
        return Fault("names nothing", said, entry.at.of("records"))
    if effect == "pause" and entry.records is None and grant.parts is not None:
        said = "it is about some components, and records are not told apart by component"
        return Fault("names nothing", said, entry.at.of("components"))
    if effect == "pause" and entry.from_ is None:
        said = f"'{exclusion.id}' pauses clocks, and it does not say from when until when"
        return Fault("names nothing", said, entry.at.of("from"))
    if entry.records is None and entry.from_ is None:
        said = "it names neither a time nor records"
        return Fault("names nothing", said, entry.at)
    return None
