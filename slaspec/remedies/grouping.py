"""Lines that a stage looks at together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from slaspec.remedies.evaluation import Due, Evaluation


def grouped(
    dues: Sequence[Due], positions: Iterable[int], key: Callable[[Evaluation], Hashable]
) -> list[list[int]]:
    """Positions of lines by a key of their evaluations, each group in line order."""
    groups: dict[Hashable, list[int]] = {}
    for position in positions:
        groups.setdefault(key(dues[position].evaluation), []).append(position)
    return list(groups.values())
