"""Several processes: each counts some of the parts, and what they counted adds up."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from slaspec.measure.counters import counters
from slaspec.measure.engines.local import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slaspec.measure.counters import Counter
    from slaspec.measure.layer import Asked
    from slaspec.records.tables import Records


def count_in_processes(
    counting: Sequence[Counter], asked: Sequence[Asked], parts: Sequence[Records], workers: int
) -> None:
    """
    Count all parts in up to `workers` processes.

    `parts` are handed over whole: a sequence that reads its parts from a file costs nothing.
    """
    shares = [range(first, len(parts), workers) for first in range(min(workers, len(parts)))]
    with ProcessPoolExecutor(len(shares) or 1, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(_counted, asked, parts, share) for share in shares]
        for each in done:
            for counter, counts in zip(counting, each.result(), strict=True):
                counter.plus(counts)


def _counted(
    asked: Sequence[Asked], parts: Sequence[Records], share: Sequence[int]
) -> list[Sequence[Any]]:
    counting = counters(asked)
    count(counting, (parts[number] for number in share))
    return [counter.counts for counter in counting]
