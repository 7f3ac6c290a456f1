"""Rule V651."""

from __future__ import annotations

from slaspec.language.book import Book
from slaspec.language.model import Amendment
from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V651",
    name="amendment",
    owns=("Amendment", "Amendment.id", "Amendment.kind"),
    material=False,
)
def amendment(change: Difference) -> Said | None:
    """
    An amendment is new, is gone, or has another id.

    What it compares:
        The amendments by id. What they change is told in the agreement, each with the day from
        which it holds.

    Why:
        An agreement that was signed changes by amendments alone.

    Before:

        description: the service desk

    After:

        description: the service desk
        ---
        kind: Amendment

    Direction:
        neutral
    """
    if change.sort == "renamed":
        return entry("the amendment", change)
    before, after = (_words(each, book) for each, _, book in change.sides)
    sentence = f"an amendment is {change.sort}: {after or before}"
    return Said("neutral", sentence, before, after)


def _words(amendment: Amendment | None, book: Book) -> str:
    """What it makes of which agreement, from when on, and whether all have signed it."""
    if amendment is None:
        return ""
    id = amendment.amends.agreement
    known = book.histories.get(id)
    draft = known is not None and amendment in [text.made_by for text in known.drafts]
    state = ", not signed by all" if draft else ""
    return f"version {amendment.version} of {id} from {amendment.effective.from_} on{state}"
