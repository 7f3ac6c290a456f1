"""Which priority judges a record, and since when it has been in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.known import owners
from slaspec.records.tickets import ABSENT, NO_CODE, StateHistory, Tickets

if TYPE_CHECKING:
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int64


def priority_in_force(tickets: Tickets, plan: TargetPlan) -> Int64:
    """The code of the priority that judges each ticket, `NO_CODE` for none."""
    if plan.answers.priority == "at_open":
        return tickets.priority_first.astype(np.int64)
    if plan.answers.priority == "final" or tickets.history is None:
        return tickets.priority_final.astype(np.int64)
    return _worst(tickets, tickets.history, plan)


def _worst(tickets: Tickets, history: StateHistory, plan: TargetPlan) -> Int64:
    """The highest priority that each ticket ever had; one without a rank is below all others."""
    ranks = {name: rank for rank, name in enumerate(plan.priorities)}
    lowest = len(ranks)
    rank_of = [ranks.get(name, lowest) for name in tickets.priorities]
    worst = np.full(len(tickets), lowest + 1, dtype=np.int64)
    np.minimum.at(worst, owners(history), np.array([*rank_of, lowest + 1])[history.priority])
    code_of = {rank: code for code, rank in reversed(list(enumerate(rank_of)))}
    codes: Int64 = np.array([code_of.get(r, NO_CODE) for r in range(lowest + 2)])[worst]
    return codes


def since_change(tickets: Tickets, plan: TargetPlan) -> Int64 | None:
    """
    The instant at which the priority in force took the place of another one, `ABSENT` for none.

    None where nobody asks: only `reclassified: from_change` does, and only where the objectives
    are by priority.
    """
    answers, history = plan.answers, tickets.history
    asked = answers.reclassified == "from_change" and answers.priority != "at_open"
    if not asked or not plan.by_priority or history is None:
        return None
    never = np.full(len(tickets), ABSENT, dtype=np.int64)
    stated = np.flatnonzero(history.priority != NO_CODE)
    owner = owners(history)[stated]
    same = history.priority[stated] == priority_in_force(tickets, plan)[owner]
    first = np.append(True, owner[1:] != owner[:-1])[: len(owner)]
    begins = same & ~first & ~np.append(False, same[:-1])[: len(same)]
    changes = stated[begins]
    if answers.priority == "worst":
        changes, owned = _first_only(changes, owner[begins], owner[same & first])
    else:
        owned = owner[begins]
    never[owned] = history.at[changes]  # of several changes of a ticket the last one stays
    return never


def _first_only(changes: Int64, owner: Int64, already: Int64) -> tuple[Int64, Int64]:
    """The first change of each ticket, and none where its first priority was in force already."""
    owned, index = np.unique(owner, return_index=True)
    late = ~np.isin(owned, already)
    return changes[index[late]], owned[late]
