"""The nearest answer wins: target before metric before interpretation."""

from __future__ import annotations

from typing import Any

from slaspec.language.model.node import Node


def answer(question: str, *nearest_first: Node | None) -> Any:
    """
    The first answer to a question of the interpretation, or None where nobody answers it.

    `question` is the field's name (`limit_reached`); nodes that cannot answer it are passed over.
    """
    for node in nearest_first:
        if node is not None and (said := getattr(node, question, None)) is not None:
            return said
    return None
