"""Rule M046."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import DataSource
from slaspec.language.model.node import Place

_MAPS = (
    "states",
    "priorities",
    "groups",
    "services",
    "components",
    "impacts",
    "urgencies",
    "classes",
)


@rule(
    id="M046",
    name="label-mapped-twice",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def label_mapped_twice(source: DataSource) -> Iterator[Finding]:
    """
    One label of a source stands for two of our words.

    What it does:
        Looks for a label that stands under two words in `states`, `priorities`, `groups`,
        `services`, `components`, `impacts`, `urgencies` or `classes`.

    Why:
        When "On Hold" means waiting for the customer and work in progress, the clock stands still
        and runs. Which of the two a program takes is chance.

    Wrong:

        kind: DataSource
        states:
          active: [In Progress, On Hold]
          waiting_customer: [Awaiting User, On Hold]
          resolved: [Resolved]
          closed: [Closed]

    Right:

        kind: DataSource
        states:
          active: [In Progress]
          waiting_customer: [Awaiting User, On Hold]
          resolved: [Resolved]
          closed: [Closed]

    Source:
        Precise reading of the contract language: maps run from our word to the labels of the
        source.
    """
    for name in _MAPS:
        first: dict[str, tuple[str, Place]] = {}
        for word, labels in (getattr(source, name) or {}).items():
            for position, label in enumerate(labels):
                at = source.at.of(name, word, position)
                other, before = first.setdefault(label, (word, at))
                if other != word:
                    yield finding_at(
                        at,
                        f"the label '{label}' of source '{source.id}' stands for {other} and for"
                        f" {word}",
                        f"keep it under one of the two in {name}",
                        related=((f"first '{label}'", before.span),),
                    )
