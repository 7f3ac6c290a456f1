"""A history of outages as the section `outages` of a profile."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.errors import UsageError
from slaspec.records.fitting.figures import durations, enough, listed_shares, shares
from slaspec.records.fitting.seen import counts_of
from slaspec.records.tickets import ABSENT
from slaspec.service_time.offsets import DAY

if TYPE_CHECKING:
    from slaspec.records.fitting.seen import Bools
    from slaspec.records.outages import Outages

MOST_TOGETHER = 5


def outage_flow(outages: Outages, least: int) -> dict[str, Any]:
    """
    How the outages of a history come and last; nothing is told of fewer than `least` of them.

    Rows of one id are one outage of several components. Raises `UsageError` where no class has
    enough outages that have ended.
    """
    numbers = {id: number for number, id in enumerate(dict.fromkeys(outages.ids))}
    owner = np.array([numbers[id] for id in outages.ids], dtype=np.int64)
    first = np.unique(owner, return_index=True)[1]
    lasted = np.zeros(len(owner), dtype=bool)  # of several rows of an outage, the first one
    lasted[first] = (outages.end != ABSENT)[first] & (outages.end >= outages.begin)[first]
    by_class = counts_of(outages.kind_of[first], outages.classes)
    classes = {
        name: found
        for number, name in enumerate(outages.classes)
        if (found := _lasts(outages, lasted & (outages.kind_of == number), least))
    }
    if not classes:
        raise UsageError(
            f"no class has enough outages to tell of ({2 * least} of them); a longer history is"
            " needed, or a smaller --smallest-group"
        )
    part = shares({name: by_class[name] for name in classes})
    parts = counts_of(outages.part, outages.parts)
    days = max(1, int(outages.begin.max() - outages.begin.min()) // DAY)
    together = np.bincount(np.clip(np.bincount(owner), 1, MOST_TOGETHER), minlength=6)[1:]
    return {
        "per_year": max(1, int(Fraction(365 * len(numbers), days) + Fraction(1, 2))),
        "components": shares(enough(parts, least) or parts),
        "classes": {
            name: {"share": part[name], "duration": found} for name, found in classes.items()
        },
        "together": listed_shares(together.tolist(), least)[: len(enough(parts, least) or parts)],
    }


def _lasts(outages: Outages, mine: Bools, least: int) -> dict[str, str]:
    return durations((outages.end - outages.begin)[mine], least)
