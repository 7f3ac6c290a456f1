"""The figures at which one revision says met and the other missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from slaspec.backing.promise import Promise
from slaspec.language.book import Book
from slaspec.review.regions.edges import Edge, Subject, edges_of
from slaspec.review.regions.meaning import why_not_exact
from slaspec.review.review import Region

_WORDS = {"value": {True: "met", False: "missed"}, "record": {True: "in time", False: "late"}}


def verdict_regions(before: tuple[Book, Promise], after: tuple[Book, Promise]) -> Iterator[Region]:
    """
    The measured values of one objective with another verdict, or the times of one record.

    Where more than the objective's figure changed, what its figures tell is not exact.
    """
    why = why_not_exact(before, after)
    found = list(_by_edges(before[1], after[1]))
    if why and not found:
        found = [_region(after[1], "")]
    for region in found:
        yield replace(region, exact=not (why or region.why), why=why or region.why)


def _by_edges(before: Promise, after: Promise) -> Iterator[Region]:
    was = {(edge.subject, edge.unit): edge for edge in edges_of(before)}
    now = {(edge.subject, edge.unit): edge for edge in edges_of(after)}
    if was.keys() != now.keys():
        yield replace(_region(after, ""), why=f"it promised {_form(was)}, and now {_form(now)}")
        return
    for key, edge in was.items():
        yield from _between(after, edge, now[key])


def _form(edges: Mapping[tuple[Subject, str], Edge]) -> str:
    said = [
        f"times in {unit}" if kind == "record" else f"figures in {unit}" for kind, unit in edges
    ]
    return " and ".join(said) or "no figure"


def _between(promise: Promise, was: Edge, now: Edge) -> Iterator[Region]:
    """The stretches between the edges on which one of them is met."""
    cuts = sorted({was.cut, now.cut})
    words = _WORDS[was.subject]
    for low, high in pairwise((None, *cuts, None)):
        before, after = was.meets(low), now.meets(low)
        if before != after:
            yield replace(
                _region(promise, was.unit),
                low=low.value if low is not None else None,
                high=high.value if high is not None else None,
                low_included=low is not None and not low.after,
                high_included=high is not None and high.after,
                before=words[before],
                after=words[after],
            )


def _region(promise: Promise, unit: str) -> Region:
    return Region(
        document=promise.agreement.id,
        target=promise.target.id,
        objective=promise.priority,
        differs="verdict",
        unit=unit,
        low=None,
        high=None,
        low_included=False,
        high_included=False,
        before="",
        after="",
    )
