"""A block of simulated outages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import LocatedError
from slaspec.records.outages import Outages
from slaspec.records.simulate.draws import BITS, BLOCK, Draws
from slaspec.records.simulate.inverse import Inverse, seconds_at
from slaspec.records.simulate.profile_faults import require_sound
from slaspec.records.simulate.texts import Numbered
from slaspec.records.simulate.ticket_model import choice, counts
from slaspec.records.tickets import NO_CODE

if TYPE_CHECKING:
    from slaspec.language.model import Profile
    from slaspec.language.model.profile import OutageFlow
    from slaspec.records.simulate.arrivals import Arrivals
    from slaspec.records.tickets import Int64


@dataclass(frozen=True)
class OutageModel:
    """The tables of a profile of outages; `weights` are shares of the components in 2^-32."""

    flow: OutageFlow
    duration: Inverse
    weights: Int64


def outage_model(profile: Profile) -> OutageModel:
    """The tables of a profile; raises `LocatedError` where it contradicts itself."""
    require_sound(profile)
    flow = profile.outages
    if flow is None:
        say = "name a profile that says outages:"
        raise LocatedError(f"profile '{profile.id}' has no outages", str(profile.at.span), say)
    rows = [seconds_at(each.duration) for each in flow.classes.values()]
    shares = [int(share.value * (1 << BITS)) for share in flow.components.values()]
    return OutageModel(flow, Inverse(rows), np.array(shares, dtype=np.int64))


def outage_block(
    model: OutageModel, arrivals: Arrivals, seed: int, block: int, source: str
) -> Outages:
    """
    The outages of one block, in the order of their begin.

    One that hits several components is a row for each of them, under one id.
    """
    flow, draws = model.flow, Draws(seed, block, arrivals.size(block))
    begin = arrivals.instants(block, draws)
    classes = choice(each.share for each in flow.classes.values()).of(draws("kind"))
    end = begin + model.duration.at(draws("duration"), classes)
    hit = counts(flow.together, draws("together"), least=1)
    owners, components = _components(model, hit, draws)
    order = np.lexsort((components, owners))
    owners, components = owners[order], components[order]
    numbers = Numbered(block * BLOCK + 1, len(begin), "OUT-{:05}")
    ids = tuple(numbers[owner] for owner in owners.tolist())
    return Outages(
        source=source,
        ids=ids,
        parts=tuple(flow.components),
        part=components.astype(np.int32),
        begin=begin[owners],
        end=end[owners],
        classes=tuple(flow.classes),
        kind_of=classes[owners].astype(np.int32),
        shares=(),
        share=np.full(len(owners), NO_CODE, dtype=np.int32),
        incidents=ids,
    )


def _components(model: OutageModel, hit: Int64, draws: Draws) -> tuple[Int64, Int64]:
    """Rows of outages and components: drawn by their shares, and none twice for one outage."""
    left = np.tile(model.weights, (len(hit), 1))
    owners, components = [], []
    for number in range(1, int(hit.max(initial=0)) + 1):
        some = np.flatnonzero(hit >= number)
        sums = np.cumsum(left[some], axis=1)
        point = draws(f"next_{number}")[some] * (sums[:, -1] >> 1) >> (BITS - 1)
        found = (sums <= point[:, np.newaxis]).sum(axis=1)
        left[some, found] = 0
        owners.append(some)
        components.append(found)
    nothing = np.empty(0, dtype=np.int64)
    return np.concatenate([nothing, *owners]), np.concatenate([nothing, *components])
