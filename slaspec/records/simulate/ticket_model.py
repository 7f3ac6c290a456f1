"""A profile of tickets as integer tables: what each draw of a ticket leads to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.errors import LocatedError
from slaspec.records.simulate.draws import BITS
from slaspec.records.simulate.inverse import Choice, Inverse, parts_at, seconds_at, threshold
from slaspec.records.simulate.profile_faults import require_sound
from slaspec.records.tickets import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from slaspec.language.model import PriorityMatrix, Profile
    from slaspec.language.model.profile import TicketFlow
    from slaspec.language.quantities import Share
    from slaspec.records.tickets import Int64


class Kind(NamedTuple):
    """What a ticket is opened as; impact and urgency where the profile says so."""

    priority: str
    impact: str | None = None
    urgency: str | None = None


@dataclass(frozen=True)
class TicketModel:
    """
    The tables of a profile. Codes of priorities index `priorities`, those of groups `groups`.

    `waits` has the threshold of each priority; `resolution` two rows for each priority, without
    and with waiting; `events` a row for each priority.
    """

    kinds: tuple[Kind, ...]
    kind: Choice
    priority_of: Int64
    priorities: tuple[str, ...]
    services: tuple[str, ...]
    service: Choice
    waits: Int64
    resolution: Inverse
    events: Mapping[str, Inverse]
    flow: TicketFlow

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that tickets can come to, sorted."""
        flow = self.flow.groups
        return () if flow is None else tuple(sorted({*flow.first, *(flow.next or ())}))

    def changes(self) -> tuple[Int64, Choice]:
        """The priorities to which one changes, the last being no change, and their choice."""
        flow = self.flow.reclassified
        assert flow is not None
        rows = []
        for name in self.priorities:
            said = flow.changes.get(name, {})
            shares = [_fraction(said.get(other)) for other in self.priorities]
            rows.append([*shares, 1 - sum(shares, _fraction(None))])
        return np.array([*range(len(self.priorities)), NO_CODE]), Choice(rows)


def ticket_model(profile: Profile, matrix: PriorityMatrix | None = None) -> TicketModel:
    """
    The tables of a profile; `matrix` is the one that it names.

    Raises `LocatedError` where the profile contradicts itself, or leads to an unknown priority.
    """
    require_sound(profile)
    flow = profile.tickets
    if flow is None:
        say = "name a profile that says tickets:"
        raise LocatedError(f"profile '{profile.id}' has no tickets", str(profile.at.span), say)
    mix = _mix(flow, matrix)
    priorities = tuple(flow.priorities)
    of_priority = list(flow.priorities.values())
    resolution = []
    for each in of_priority:
        waiting = each.resolution_with_waiting or each.resolution
        resolution += [seconds_at(each.resolution), seconds_at(waiting)]
    events = of_priority[0].events or {}
    return TicketModel(
        kinds=tuple(mix),
        kind=Choice([list(mix.values())]),
        priority_of=np.array([priorities.index(kind.priority) for kind in mix]),
        priorities=priorities,
        services=tuple(flow.services),
        service=choice(flow.services.values()),
        waits=np.array([threshold(each.waiting) for each in of_priority], dtype=np.int64),
        resolution=Inverse(resolution),
        events={
            event: Inverse([seconds_at((each.events or {})[event]) for each in of_priority])
            for event in events
        },
        flow=flow,
    )


def choice(shares: Iterable[Share]) -> Choice:
    """One of several by shares that a profile states."""
    return Choice([[share.value for share in shares]])


def counts(shares: Sequence[Share] | None, draws: Int64, least: int) -> Int64:
    """How many, by shares of `least`, `least + 1` and so on; the least where nothing is said."""
    if shares is None:
        return np.full(len(draws), least, dtype=np.int64)
    return choice(shares).of(draws) + least


def part_of(whole: Int64, quantiles: Mapping[str, Share], draws: Int64) -> Int64:
    """A part of some seconds by the quantiles of its share."""
    parts = Inverse([parts_at(quantiles)]).at(draws)
    return whole * parts // 1_000_000


def fraction_of(whole: Int64, draws: Int64) -> Int64:
    """A part of some seconds that is as likely to be short as long."""
    return whole * draws >> BITS


def _mix(flow: TicketFlow, matrix: PriorityMatrix | None) -> dict[Kind, Fraction]:
    if flow.levels is None:
        said = flow.priorities.items()
        return {Kind(name): _fraction(each.share) for name, each in said}
    mix: dict[Kind, Fraction] = {}
    for impact, row in flow.levels.items():
        for urgency, share in row.items():
            found = matrix.table.get(impact, {}).get(urgency) if matrix is not None else None
            if found not in flow.priorities:
                place = flow.at.of("levels", impact, urgency)
                told = f"'{found}', of which the profile says nothing" if found else "no priority"
                sentence = f"impact {impact} with urgency {urgency} leads to {told}"
                raise LocatedError(sentence, str(place.span), "add it under priorities")
            mix[Kind(str(found), impact, urgency)] = share.value
    return mix


def _fraction(share: Share | None) -> Fraction:

    return Fraction(0) if share is None else share.value
