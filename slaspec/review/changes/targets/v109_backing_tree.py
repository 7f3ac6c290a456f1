"""Rule V109."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V109",
    name="backing-tree",
    owns=("Sections.backing", "BackingTree.id"),
    material=False,
)
def backing_tree(change: Difference) -> Said | None:
    """
    A named tree of what stands behind promises was added, removed or renamed.

    What it compares:
        The trees of the section `backing` by their ids.

    Why:
        Several objectives may stand on one tree. By itself it promises nothing to anybody.

    Before:

        backing: [{id: desk-first, backed_by: [desk-ola#restore/P1]}]

    After:

        backing: [{id: desk-first, backed_by: [desk-ola#restore/P1]},
                  {id: desk-later, backed_by: [desk-ola#restore/P2]}]

    Direction:
        neutral
    """
    before, after = (each.id if each else "" for each in (change.base, change.head))
    if change.sort == "renamed":
        return Said("neutral", f"the tree is named {after} instead of {before}", before, after)
    return Said("neutral", f"a named tree of what stands behind was {change.sort}", before, after)
