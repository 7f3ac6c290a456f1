"""The deadlines of one ticket: what was promised until when, and who behind it has to keep what."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from slaspec.backing.library import Library, library
from slaspec.backing.promise import ALL, Promise, objectives_of, promise_of
from slaspec.checks.backed.words import promised
from slaspec.errors import LocatedError, ServiceTimeError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Parties, PriorityMatrix
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import Target
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Zone
from slaspec.service_time.civil import epoch_of, format_local, local_date, local_time, to_utc
from slaspec.use_cases.due_steps import (
    Notice,
    Step,
    clock_of,
    notices,
    steps_behind,
    waiting_states,
)
from slaspec.use_cases.ticket_clock import Ends

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


@dataclass(frozen=True)
class Deadline:
    """
    The deadline of one target for one ticket.

    `stop` is the event that has to happen; `paused_in` names what moves the deadline: states of
    the ticket, and exclusions. `unknown` are sentences about what stands behind it.
    """

    target: Target
    promised: str
    stop: str
    ends: Ends
    notices: tuple[Notice, ...]
    paused_in: tuple[str, ...]
    steps: tuple[Step, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """
    The deadlines of one ticket, in the text in force when it was reported.

    `reported` and all instants are UTC seconds, shown in `zone`. `without` are targets that have
    no deadline for it (yet), each with the reason.
    """

    book: Book
    agreement: Agreement
    zone: Zone
    reported: int
    priority: str
    deadlines: tuple[Deadline, ...]
    without: tuple[tuple[str, str], ...]

    def shown(self, instant: int) -> str:
        """`Wed 2026-04-01 16:30 +02:00`."""
        return format_local(instant, self.zone)

    def written(self, instant: int) -> str:
        """`2026-04-01T16:30:00+02:00`."""
        return local_time(instant, self.zone).isoformat()

    def name_of(self, group: str) -> str:
        """The name of an organisation, or its id where the book has none."""
        listed = (one for parties in self.book.of(Parties) for one in parties.organisations)
        return next((one.name for one in listed if one.id == group), group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The organisations that have to keep something: the provider, then by step."""
        provider = self.agreement.parties.provider if self.agreement.parties is not None else ""
        steps = [step.group for each in self.deadlines for step in each.steps]
        return tuple(dict.fromkeys([provider, *steps]))


@dataclass(frozen=True)
class Ticket:
    """What is known of a ticket; a priority, or an impact and an urgency that lead to one."""

    reported: str
    priority: str | None = None
    impact: str | None = None
    urgency: str | None = None
    service: str | None = None


def due(book: Book, agreement_id: str, ticket: Ticket, target: str | None = None) -> Due:
    """
    The deadlines of a ticket under an agreement, of one target or of all that it has.

    Raises `UsageError` for an unknown agreement, target, service, priority or time, and for a
    ticket outside the term; `LocatedError` where a calendar is not known as far as needed.
    """
    signed = book.agreement(agreement_id)
    if signed.timezone is None:
        raise LocatedError("nobody says in which time zone", str(signed.at.span), "say timezone")
    reported = instant_of(ticket.reported, signed.timezone)
    day = local_date(reported, signed.timezone)
    agreement = book.in_force(agreement_id, day)
    zone = agreement.timezone or signed.timezone
    _require_in_term(agreement, reported, zone)
    in_force = book.dated(day)
    targets = _targets(agreement, target, ticket.service)
    priority = _priority(in_force, agreement, ticket, targets)
    known = library(in_force)
    deadlines: list[Deadline] = []
    without: list[tuple[str, str]] = []
    for each in targets:
        found = _deadline(known, agreement, each, priority, reported, zone)
        if isinstance(found, str):
            without.append((each.id, found))
        else:
            deadlines.append(found)
    return Due(in_force, agreement, zone, reported, priority, tuple(deadlines), tuple(without))


def instant_of(text: str, zone: Zone) -> int:
    """
    The UTC second of a time: `2026-04-01T16:30+02:00`, or without offset in the zone given.

    Raises `UsageError` for another form, and where the clock showed the time twice or never.
    """
    try:
        moment = datetime.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        raise UsageError(f"'{text}' is no time; write it like 2026-04-01T16:30+02:00")
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        raise UsageError(f"'{text}' is outside {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return epoch_of(moment) if moment.tzinfo is not None else to_utc(moment, zone)
    except ServiceTimeError as error:
        raise UsageError(f"'{text}': {error}") from None


def _require_in_term(agreement: Agreement, reported: int, zone: Zone) -> None:
    effective, day = agreement.effective, local_date(reported, zone)
    first, last = effective.from_.value, effective.through
    goes_on = last is None or effective.renewal == "automatic"
    if day < first or not (goes_on or (last is not None and day <= last.value)):
        through = f" to {last.value}" if last is not None else " on"
        raise UsageError(
            f"'{agreement.id}' holds from {first}{through}; the ticket was reported on {day}"
        )


def _targets(agreement: Agreement, wanted: str | None, service: str | None) -> list[Target]:
    listed = agreement.targets or ()
    if wanted is not None:
        _require(wanted, [each.id for each in listed], f"target in '{agreement.id}'")
    if service is not None:
        services = [line.service for line in agreement.services or ()]
        known = [*services, *(each.service for each in listed)]
        _require(service, known, f"service in '{agreement.id}'")
    return [
        each for each in listed if wanted in (None, each.id) and service in (None, each.service)
    ]


def _priority(book: Book, agreement: Agreement, ticket: Ticket, targets: list[Target]) -> str:
    """The priority of the ticket; `all` where no target asks for one."""
    matrix = book.get(agreement.priorities, PriorityMatrix)
    if ticket.priority is None and (ticket.impact is not None or ticket.urgency is not None):
        return _from_matrix(agreement, matrix, ticket)
    named = [name for each in targets for name in objectives_of(each) if name != ALL]
    if ticket.priority is not None:
        listed = [each.id for each in matrix.priorities] if matrix is not None else []
        _require(ticket.priority, [*listed, *named], f"priority in '{agreement.id}'")
        return ticket.priority
    if named:
        known = ", ".join(dict.fromkeys(named))
        raise UsageError(f"say --priority ({known}), or --impact and --urgency")
    return ALL


def _from_matrix(agreement: Agreement, matrix: PriorityMatrix | None, ticket: Ticket) -> str:
    if matrix is None:
        raise UsageError(f"'{agreement.id}' has no priority matrix; say --priority")
    if ticket.impact is None or ticket.urgency is None:
        raise UsageError("impact and urgency together lead to a priority; say both")
    _require(ticket.impact, [each.id for each in matrix.impact], f"impact in '{matrix.id}'")
    _require(ticket.urgency, [each.id for each in matrix.urgency], f"urgency in '{matrix.id}'")
    found = matrix.table.get(ticket.impact, {}).get(ticket.urgency)
    if found is None:
        what = f"impact {ticket.impact} and urgency {ticket.urgency}"
        raise LocatedError(
            f"'{matrix.id}' gives no priority to {what}", str(matrix.at.of("table").span)
        )
    return found


def _deadline(
    known: Library, agreement: Agreement, target: Target, priority: str, reported: int, zone: Zone
) -> Deadline | str:
    """The deadline of one target, or why there is none."""
    name = ALL if target.objective is not None else priority
    promise = promise_of(agreement, target.id, name)
    if promise is None:
        return f"nothing is promised for {priority}"
    reason = _untimed(promise)
    if reason:
        return reason
    assert isinstance(promise.metric, DurationMetric)
    clock = clock_of(known, promise, zone)
    ends = clock.ends(reported)
    behind = steps_behind(known, promise, reported, ends, zone)
    return Deadline(
        target=target,
        promised=promised(promise.objective, promise.hours),
        stop=(promise.metric.stop or ("done",))[0],
        ends=ends,
        notices=notices(agreement, clock, reported),
        paused_in=tuple(waiting_states(promise)),
        steps=behind.steps,
        unknown=behind.unknown,
    )


def _untimed(promise: Promise) -> str:
    """Why a promise gives no deadline to a ticket that was only reported; empty where it does."""
    metric = promise.metric
    if not isinstance(metric, DurationMetric) or promise.objective.within is None:
        return "it is not about the time of a single ticket"
    said = promised(promise.objective, promise.hours)
    if metric.group is not None:
        return f"its clock starts when the ticket comes to {metric.group} ({said})"
    if metric.start != "reported":
        begins = (metric.start or "started").replace("_", " ")
        return f"its clock starts when the ticket is {begins} ({said})"
    return ""


def _require(said: str, known: Iterable[str], what: str) -> None:
    names = list(dict.fromkeys(known))
    if said not in names:
        near = difflib.get_close_matches(said, names, 1, 0.5)
        hint = f"did you mean '{near[0]}'? " if near else ""
        there = f"there are: {', '.join(names) or 'none'}"
        raise UsageError(f"there is no {what} called '{said}'; {hint}{there}")
