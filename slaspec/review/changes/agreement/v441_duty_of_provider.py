"""Rule V441."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V441",
    name="duty-of-provider",
    owns=("Sections.duties", "Duties.provider"),
    material=True,
)
def duty_of_provider(change: Difference) -> Said | None:
    """
    The provider has a duty more, or one less.

    What it compares:
        The duties of the provider by id.

    Why:
        A duty is owed beside the targets.

    Before:

        duties: {provider: [{id: news, text: tell of planned work}]}

    After:

        duties: {provider: [{id: news, text: tell of planned work},
                    {id: audit, text: allow an audit}]}

    Direction:
        tightened
    """
    if change.key == "duties":
        return judged("the duties of both sides", change)
    return entry("a duty of the provider", change, added="tightened")
