"""Which parts of a value differ, where only the value as a whole is told."""

from __future__ import annotations

from slaspec.language.model.node import Node
from slaspec.review.alike import alike, names_of


def parts_that_differ(base: Node, head: Node) -> list[str]:
    """The keys of the fields in which two parts of one class differ."""
    return [
        name.removesuffix("_")
        for name in names_of(type(head))
        if not alike(getattr(base, name), getattr(head, name))
    ]
