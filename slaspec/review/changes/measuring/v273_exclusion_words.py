"""Rule V273."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V273",
    name="exclusion-words",
    owns=("Exclusion.text", "Exclusion.clause"),
    material=True,
)
def exclusion_words(change: Difference) -> Said | None:
    """
    The words or the clause number of an exclusion were changed.

    What it compares:
        `text` and `clause` of an exclusion, word by word. The number of the clause is not material.

    Why:
        The words say what is excused. Nobody can tell from them which way a verdict goes.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance,
             text: planned work on the core network}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance,
             text: planned work on any network}

    Direction:
        neutral
    """
    words_of_it = change.key == "text"
    what = "the text of the exclusion" if words_of_it else "the clause of the exclusion"
    return Said("neutral", instead(what, change), material=words_of_it)
