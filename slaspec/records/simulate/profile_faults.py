"""What of a profile contradicts itself: sums of shares, order of quantiles, keys without others."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.errors import LocatedError
from slaspec.records.simulate.inverse import position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from slaspec.language.model import Profile
    from slaspec.language.model.node import Place
    from slaspec.language.model.profile import HoursOfWeek, OutageFlow, PriorityFlow, TicketFlow
    from slaspec.language.quantities import Duration, Share

MOST_SPANS = 5
WAITING_STATES = ("waiting_customer", "waiting_supplier", "waiting_internal")
Aspect = Literal["shares", "quantiles", "hours", "together"]


class Fault(NamedTuple):
    """One contradiction: of which kind, where, in a sentence, and what to do."""

    aspect: Aspect
    at: Place
    sentence: str
    help: str


def require_sound(profile: Profile) -> None:
    """Raises `LocatedError` for the first fault of a profile."""
    for fault in faults(profile):
        raise LocatedError(fault.sentence, str(fault.at.span), fault.help)


def faults(profile: Profile) -> Iterator[Fault]:
    """Every contradiction inside a profile."""
    if profile.tickets is None and profile.outages is None:
        help = "say how one of them comes and runs"
        yield Fault("together", profile.at.of("id"), "it says neither tickets nor outages", help)
    if (tickets := profile.tickets) is not None:
        yield from _of_tickets(tickets)
    if (outages := profile.outages) is not None:
        yield from _of_outages(outages)


def _of_tickets(flow: TicketFlow) -> Iterator[Fault]:
    yield from _hours(flow.hours_of_week)
    yield from _whole(flow.services.values(), flow.at.of("services"), "services")
    yield from _priorities(flow)
    for name, each in flow.priorities.items():
        yield from _priority(flow, name, each)
    yield from _rising(flow.day_factor, flow.at.of("day_factor"), most=None)
    yield from _beside_priorities(flow)
    yield from _ends(flow)


def _priorities(flow: TicketFlow) -> Iterator[Fault]:
    """Either every priority says its share, or impact and urgency decide."""
    said = [each.share for each in flow.priorities.values() if each.share is not None]
    if flow.levels is None:
        at = flow.at.of("priorities")
        if len(said) < len(flow.priorities):
            help = "give each of them its share, or say matrix and levels"
            yield Fault("together", at, "a priority has no share", help)
        yield from _whole(said, at, "priorities")
        return
    at = flow.at.of("levels")
    yield from _whole((s for row in flow.levels.values() for s in row.values()), at, "levels")
    if said:
        sentence = "levels decide how many records a priority has, and a priority says its share"
        yield Fault("together", at, sentence, "remove levels, or share from the priorities")
    if flow.matrix is None:
        yield Fault("together", at, "levels lead to no priority", "say matrix: ID")


def _priority(flow: TicketFlow, name: str, each: PriorityFlow) -> Iterator[Fault]:
    yield from _rising(each.resolution, each.at.of("resolution"))
    yield from _rising(each.resolution_with_waiting, each.at.of("resolution_with_waiting"))
    for event, quantiles in (each.events or {}).items():
        yield from _rising(quantiles, each.at.of("events", event))
    yield from _at_most_all([each.waiting], each.at.of("waiting"), "waiting")
    if each.waiting is not None and flow.waiting is None:
        sentence = f"records of {name} wait, and nothing says how"
        yield Fault("together", each.at.of("waiting"), sentence, "say waiting: of the tickets")
    none_waits = each.waiting is None or not each.waiting.value
    if none_waits and each.resolution_with_waiting is not None:
        sentence = (
            f"nothing says how many records of {name} wait"
            if each.waiting is None
            else f"no record of {name} waits, and yet it is said how long those take"
        )
        at = each.at.of("resolution_with_waiting")
        yield Fault("together", at, sentence, "say waiting: with their share")
    listed = {frozenset(other.events or ()) for other in flow.priorities.values()}
    if len(listed) > 1 and each is next(iter(flow.priorities.values())):
        sentence = "some priorities have events that others lack"
        yield Fault("together", each.at, sentence, "say the same events for every priority")


def _beside_priorities(flow: TicketFlow) -> Iterator[Fault]:
    if (waiting := flow.waiting) is not None:
        yield from _rising_parts(waiting.part, waiting.at.of("part"))
        yield from _whole(waiting.states.values(), waiting.at.of("states"), "states")
        yield from _counts(waiting.spans, waiting.at.of("spans"), MOST_SPANS)
        for state in waiting.states:
            if state not in WAITING_STATES:
                at, sentence = waiting.at.of("states", state), f"'{state}' is no state of waiting"
                yield Fault("together", at, sentence, f"one of: {', '.join(WAITING_STATES)}")
    if (changed := flow.reclassified) is not None:
        yield from _rising_parts(changed.part, changed.at.of("part"))
        for name, shares in changed.changes.items():
            yield from _at_most_all(shares.values(), changed.at.of("changes", name), "changes")
            if name in shares:
                at, sentence = changed.at.of("changes", name, name), f"{name} changes to itself"
                yield Fault("together", at, sentence, "remove it")
    if (groups := flow.groups) is not None:
        yield from _whole(groups.first.values(), groups.at.of("first"), "groups")
        yield from _whole((groups.next or {}).values(), groups.at.of("next"), "groups")
        yield from _counts(groups.hand_overs, groups.at.of("hand_overs"), MOST_SPANS + 1)
        if (groups.next is None) != (groups.hand_overs is None):
            sentence = "next and hand_overs go together: to whom, and how often"
            yield Fault("together", groups.at, sentence, "say both, or neither")


def _ends(flow: TicketFlow) -> Iterator[Fault]:
    closed, reopened = flow.closed, flow.reopened
    ends = [flow.cancelled, flow.duplicate]
    yield from _at_most_all(ends, flow.at.of("cancelled"), "cancelled and duplicate")
    yield from _rising(closed.after, closed.at.of("after"))
    yield from _at_most_all([closed.without_resolved], closed.at.of("without_resolved"), "share")
    if closed.bulk is not None:
        yield from _at_most_all([closed.bulk.share], closed.bulk.at.of("share"), "share")
    if reopened is not None:
        yield from _at_most_all([reopened.share], reopened.at.of("share"), "share")
        yield from _rising(reopened.after, reopened.at.of("after"))
        yield from _rising(reopened.takes, reopened.at.of("takes"))


def _of_outages(flow: OutageFlow) -> Iterator[Fault]:
    if flow.hours_of_week is not None:
        yield from _hours(flow.hours_of_week)
    yield from _whole(flow.components.values(), flow.at.of("components"), "components")
    classes = flow.classes.values()
    yield from _whole((one.share for one in classes), flow.at.of("classes"), "classes")
    for each in classes:
        yield from _rising(each.duration, each.at.of("duration"))
    most = min(MOST_SPANS, len(flow.components))
    yield from _counts(flow.together, flow.at.of("together"), most)


def _hours(hours: HoursOfWeek) -> Iterator[Fault]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for name, day in zip(names, hours.days, strict=True):
        if len(day) != 24:
            sentence = f"{name} has {len(day)} numbers, a day has 24 hours"
            yield Fault("hours", hours.at.of(name), sentence, "give one whole number for each hour")
    if not any(any(day) for day in hours.days):
        sentence = "no hour of the week has any records"
        yield Fault("hours", hours.at, sentence, "give the hours in which records come a number")


def _whole(shares: Iterable[Share], at: Place, what: str) -> Iterator[Fault]:
    listed = [share.value for share in shares]
    total = sum(listed, Fraction(0))
    if listed and total != 1:
        sentence = f"the shares of the {what} add up to {_percent(total)}"
        yield Fault("shares", at, sentence, "change them so that they add up to 100%")


def _at_most_all(shares: Iterable[Share | None], at: Place, what: str) -> Iterator[Fault]:
    total = sum((share.value for share in shares if share is not None), Fraction(0))
    if total > 1:
        sentence = f"{what}: {_percent(total)} is more than all"
        yield Fault("shares", at, sentence, "a share of records is at most 100%")


def _counts(shares: Collection[Share] | None, at: Place, most: int) -> Iterator[Fault]:
    yield from _whole(shares or (), at, "counts")
    if shares is not None and len(shares) > most:
        yield Fault("together", at, f"{len(shares)} counts, at most {most}", "drop the last ones")


def _rising(
    quantiles: Mapping[str, Duration | Share] | None, at: Place, most: int | None = None
) -> Iterator[Fault]:
    """Quantiles never fall, and none is beyond p100."""
    known = sorted((position(name), name) for name in quantiles or {})
    values = {name: _exact(value) for name, value in (quantiles or {}).items()}
    for (place, before), (following, name) in pairwise(known):
        if place == following:
            sentence = f"{before} and {name} are the same quantile"
            yield Fault("quantiles", at.of(name), sentence, "keep one of them")
        elif values[name] < values[before]:
            sentence = f"{name} is less than {before}"
            yield Fault("quantiles", at.of(name), sentence, "a higher quantile is never smaller")
    for place, name in known:
        if place > 1:
            help = "p99.9 is exceeded by one in a thousand"
            yield Fault("quantiles", at.of(name), f"there is no quantile {name}", help)
        if most is not None and values[name] > most:
            yield Fault("quantiles", at.of(name), f"{name} is more than 100%", "write at most 100%")


def _rising_parts(quantiles: Mapping[str, Share], at: Place) -> Iterator[Fault]:
    yield from _rising(quantiles, at, most=1)


def _exact(value: Duration | Share) -> Fraction:
    from slaspec.language.quantities import Share as OfShare

    return value.value if isinstance(value, OfShare) else Fraction(value.seconds)


def _percent(total: Fraction) -> str:
    from decimal import Decimal

    hundredfold = Decimal(total.numerator * 100) / total.denominator
    return f"{hundredfold.normalize():f}%"
