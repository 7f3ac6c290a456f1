"""What the changes of a pair do to money: one impact for each agreement that they reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from slaspec.errors import SlaspecError, UsageError
from slaspec.review.entries import matched
from slaspec.review.impact.closed import Closed, closed
from slaspec.review.impact.histories import Histories, sentence
from slaspec.review.impact.limits import most, uncovered
from slaspec.review.impact.months import YEAR, Ask, first_month
from slaspec.review.impact.replayed import history_of, replayed
from slaspec.review.impact.revision import Latest, Revision
from slaspec.review.impact.simulated import simulated
from slaspec.review.impact.works import Work, with_names
from slaspec.review.names import renamed_documents
from slaspec.review.review import Impact, Streamed

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.review.pair import Pair

MONTHS = 2000
SEED = 1


def impacts(
    pair: Pair,
    as_of: date,
    affected: Collection[str],
    *,
    months: int = MONTHS,
    seed: int = SEED,
    replay: bool = True,
) -> tuple[Impact, ...]:
    """
    What the revisions of each affected agreement come to, by the latest text of each.

    Both see the same records: those of the histories that data sources name (with `replay`: the
    last twelve whole months), and so many simulated `months` in whole years (0: none). SLAs, and
    OLAs and UCs with remedies, stand by id. What cannot be computed is said in `not_computed`;
    raises `UsageError` for a number of months below zero.
    """
    if months < 0:
        raise UsageError(f"{months} months cannot be simulated")
    head = Revision("head", pair.head, as_of)
    base = Revision("base", pair.base, as_of, head.draft_ids)
    works, broken = _works(pair, base, head, affected)
    histories = Histories(base, head)
    streams: dict[str, list[Streamed]] = {work.id: [] for work in works}
    over: dict[str, Closed] = {}
    for work in works if replay else ():
        history = history_of(work, histories, as_of)
        if history is not None:
            found = replayed(work, history)
            streams[work.id] += [found] if found is not None else []
            over[work.id] = closed(work, history)
    if works and months:
        ask = Ask(months, seed, first_month(works, as_of, min(months, YEAR)))
        for id, each in simulated(works, ask).items():
            streams[id].append(each)
    made = [_impact(work, streams[work.id], over.get(work.id, Closed())) for work in works]
    return tuple(sorted((*made, *broken), key=lambda impact: impact.agreement))


def _works(
    pair: Pair, base: Revision, head: Revision, affected: Collection[str]
) -> tuple[list[Work], list[Impact]]:
    """The agreements to be computed, and those of which one side cannot be read."""
    works, broken = list[Work](), list[Impact]()
    renamed = renamed_documents(pair.base, pair.head)
    old = {new: was for was, new in renamed.items()}
    for id in sorted(set(affected) - renamed.keys()):
        found = _work(id, old.get(id, id), base, head)
        if isinstance(found, Impact):
            broken.append(found)
        elif any(_pays(text.agreement) for _, text in found.sides):
            works.append(found)
    return works, broken


def _work(id: str, base_id: str, base: Revision, head: Revision) -> Work | Impact:
    texts, faults = list[Latest | None](), list[str]()
    for revision, own in ((base, base_id), (head, id)):
        try:
            texts.append(revision.text(own))
        except SlaspecError as error:
            faults.append(f"{revision.name}: {sentence(error)}")
    if faults:
        return Impact(agreement=id, currency="", streams=(), not_computed=tuple(faults))
    before, after = texts
    names = new_names(before, after)
    if before is not None:
        before = replace(before, agreement=with_names(before.agreement, names))
    return Work(id, base, head, before, after, base_id, names)


def new_names(before: Latest | None, after: Latest | None) -> Mapping[str, str]:
    """The targets that have another id in the later text, recognised by what they say."""
    if before is None or after is None:
        return {}
    found = matched(before.agreement.targets or (), after.agreement.targets or ())
    return {each.base.id: each.head.id for each in found if each.renamed}


def _pays(agreement: Agreement) -> bool:
    """Whether an agreement is an SLA, or has remedies of its own."""
    return agreement.kind == "SLA" or bool(agreement.remedies)


def _impact(work: Work, streams: list[Streamed], over: Closed) -> Impact:
    before, after = most(work.before, work.after)
    return Impact(
        agreement=work.id,
        currency=work.text.currency or "",
        streams=tuple(streams),
        maximum_before=before.amount,
        maximum_after=after.amount,
        uncovered_before=uncovered(work.base, work.before),
        uncovered_after=uncovered(work.head, work.after),
        closed=over.windows,
        closed_difference=over.difference,
        not_computed=tuple(work.faults),
        draft=work.after is not None and work.after.draft,
        why=tuple(dict.fromkeys((*before.why, *after.why))),
    )
