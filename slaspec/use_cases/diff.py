"""Two revisions of a portfolio: what changed, is it still backed, what will it cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.collection import no_collection
from slaspec.review.backing import backing_changes
from slaspec.review.change import Perspective
from slaspec.review.comparable import comparable
from slaspec.review.compare import changes
from slaspec.review.pair import Pair, side_of
from slaspec.review.references import affected
from slaspec.review.regions import regions
from slaspec.review.review import Review
from slaspec.use_cases.baseline import Compared, against_base, unchanged_files
from slaspec.use_cases.run import versions
from slaspec.use_cases.settings import Settings

if TYPE_CHECKING:
    from slaspec.review.review import Impact

MONTHS = 2000
SEED = 1


def diff(
    base: str | Path | Book,
    head: str | Path | Book,
    as_of: date,
    *,
    perspective: Perspective = "provider",
    months: int = MONTHS,
    seed: int = SEED,
    replay: bool = True,
) -> Review:
    """
    The review of two portfolios, each a folder, a file, or a book that was loaded.

    Raises `UsageError` where there is no such path, or no contract in it; what is wrong inside a
    contract never raises.
    """
    from slaspec.use_cases.load import load

    one, two = (each if isinstance(each, Book) else load(each) for each in (base, head))
    pair = Pair(one, two, side_of(one, _name(base)), side_of(two, _name(head)))
    return review(pair, as_of, perspective=perspective, months=months, seed=seed, replay=replay)


def _name(given: str | Path | Book) -> str:
    return given.root.name if isinstance(given, Book) else str(given)


@no_collection()
def review(
    pair: Pair,
    as_of: date,
    *,
    perspective: Perspective = "provider",
    months: int = MONTHS,
    seed: int = SEED,
    replay: bool = True,
    settings: Settings | None = None,
) -> Review:
    """
    Everything there is to say about two revisions, as of a day.

    Money is computed on `months` simulated months (none: 0), all from one `seed`, and with `replay`
    on the histories that data sources name; both revisions see the same records. `settings` are
    those of the project: its gates, and which checks it asks. Never raises for what is in a
    contract.
    """
    from slaspec.review.gates import gates

    settings = settings or Settings()
    read, pair = pair, comparable(pair)
    reached = affected(pair)
    checked = _checked(read, as_of, settings, reached)
    made = Review(
        base=pair.base_side,
        head=pair.head_side,
        perspective=perspective,
        as_of=as_of,
        changes=changes(pair, perspective),
        backing=backing_changes(pair, as_of, reached),
        regions=regions(pair, as_of, reached),
        impacts=_impacts(pair, as_of, reached, months, seed, replay=replay),
        findings=checked.new,
        already_there=checked.already_there,
        fixed=_fixed(checked) if pair.head is read.head else 0,
        unreadable=unreadable(read),
        notes=(*pair.notes, *([settings.remark] if settings.remark else [])),
        run={**versions(), "as_of": as_of.isoformat(), "months": months, "seed": seed},
    )
    return replace(made, gates=gates(pair, made, settings.gates, as_of))


def _impacts(
    pair: Pair, as_of: date, reached: frozenset[str], months: int, seed: int, *, replay: bool
) -> tuple[Impact, ...]:
    if not reached or not (months or replay):
        return ()
    from slaspec.review.impact import impacts

    return impacts(pair, as_of, reached, months=months, seed=seed, replay=replay)


def _checked(pair: Pair, as_of: date, settings: Settings, reached: frozenset[str]) -> Compared:
    """The findings about what changed, against those that the base has of the same."""
    only = frozenset((*reached, *_changed(pair)))
    if not only:
        return Compared(())
    return against_base(pair, as_of, settings, tried=False, only=only)


def unreadable(pair: Pair) -> dict[str, tuple[Finding, ...]]:
    """
    What is wrong with files that differ, by side: what is in them cannot be compared.

    In a file that is the same there is nothing to compare.
    """
    same = unchanged_files(pair)
    return {
        side: tuple(each for each in book.reading_findings if each.span.file not in same)
        for side, book in (("base", pair.base), ("head", pair.head))
    }


def _fixed(checked: Compared) -> int:
    """How many findings are gone; of a head that cannot be read whole, nobody knows."""
    return sum(entry.count for entry in checked.fixed)


def _changed(pair: Pair) -> Iterator[str]:
    base, head = pair.base.contracts, pair.head.contracts
    yield from (id for id in base.keys() | head.keys() if base.get(id) is not head.get(id))
