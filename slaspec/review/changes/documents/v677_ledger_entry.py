"""Rule V677."""

from __future__ import annotations

from typing import Any

from slaspec.review.alike import alike
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V677",
    name="ledger-entry",
    owns=(
        "Ledger.entries",
        "MaintenanceEntry.*",
        "GrantedEntry.*",
        "ClaimEntry.*",
        "ChoiceEntry.*",
        "AcceptedRiskEntry.*",
        "StatementEntry.*",
        "Agreed.*",
        "MaxExposure.*",
    ),
    material=False,
    one_way="to make an entry is routine, to take one out is not",
)
def ledger_entry(change: Difference) -> Said | None:
    """
    Entries were made in a ledger, or entries that stood in it are not what they were.

    What it compares:
        Whether every entry of the base still stands at the head, in its order, before the new ones.

    Why:
        Entries are added and never changed: what they say was agreed, claimed or issued on a day.

    Before:

        kind: Ledger
        entries: [{statement: 2026-01, date: 2026-02-06, state: issued}]

    After:

        kind: Ledger
        entries:
          - {statement: 2026-01, date: 2026-02-06, state: issued}
          - {statement: 2026-01, date: 2026-02-20, state: agreed}

    Direction:
        neutral
    """
    base: tuple[Any, ...] = change.base or ()
    head: tuple[Any, ...] = change.head or ()
    kept = len(base) <= len(head) and all(map(alike, base, head))
    if kept and len(base) == len(head):
        return None
    before, after = (f"entries: {len(each)}" for each in (base, head))
    if kept:
        new = len(head) - len(base)
        made = "an entry is made" if new == 1 else f"{new} entries are made, the last one"
        return Said("neutral", f"{made}: {plain(head[-1])}", before, after)
    sentence = "entries that stood in the ledger were changed or removed, which is never done"
    return Said("neutral", sentence, before, after, material=True)
