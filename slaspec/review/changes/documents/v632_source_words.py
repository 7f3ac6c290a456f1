"""Rule V632."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V632",
    name="source-words",
    owns=("DataSource.title", "DataSource.description"),
    material=False,
)
def source_words(change: Difference) -> Said | None:
    """
    The title or the description of a data source was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no record.

    Before:

        kind: DataSource
        title: Audit log

    After:

        kind: DataSource
        title: Audit log of the service desk

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key}", change))
