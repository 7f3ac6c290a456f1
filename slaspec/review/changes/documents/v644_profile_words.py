"""Rule V644."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V644",
    name="profile-words",
    owns=("Profile.title", "Profile.description"),
    material=False,
)
def profile_words(change: Difference) -> Said | None:
    """
    The title or the description of a profile was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no record.

    Before:

        kind: Profile
        title: Stream of outages

    After:

        kind: Profile
        title: Outages of two carriers

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key}", change))
