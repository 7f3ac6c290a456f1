"""The regions of a change: for each objective that both revisions have, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from slaspec.backing.library import library
from slaspec.backing.promise import objectives_of
from slaspec.review.backing.moments import Moment, moments
from slaspec.review.names import ids_before, renamed_documents, with_ids_of
from slaspec.review.regions.credits import credit_regions
from slaspec.review.regions.verdicts import verdict_regions

if TYPE_CHECKING:
    from slaspec.review.pair import Pair
    from slaspec.review.review import Region


def regions(pair: Pair, as_of: date, affected: Collection[str]) -> tuple[Region, ...]:
    """
    The measured values for which the objectives of some agreements are judged or paid otherwise.

    They are compared as of a day, on every later day on which a text begins, and with each draft as
    if it were signed; a region that shows several times is told for the first day. Amounts are
    before rounding and the minimum payable, at the charges of the first whole window.
    """
    found: dict[Region, Region] = {}
    for moment in moments(pair, as_of, affected):
        for region in _at(moment, affected):
            told = replace(region, effective=moment.effective, draft=moment.draft)
            found.setdefault(region, told)
    return tuple(found.values())


def _at(moment: Moment, affected: Collection[str]) -> Iterator[Region]:
    base, head = library(moment.base), library(moment.head)
    old = {new: was for was, new in renamed_documents(moment.base, moment.head).items()}
    for id in sorted(affected):
        before, after = base.agreement(old.get(id, id)), head.agreement(id)
        if before is None or after is None or not (moment.begins is None or id in moment.begins):
            continue
        names = ids_before(before.targets, after.targets)
        for target in after.targets or ():
            for priority in objectives_of(target):
                was = base.promise(before.id, names.get(target.id, target.id), priority)
                now = head.promise(id, target.id, priority)
                if was is not None and now is not None:
                    yield from verdict_regions((moment.base, was), (moment.head, now))
        yield from credit_regions(with_ids_of(before, after), after)
