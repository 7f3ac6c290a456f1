"""A printed table as the YAML of its ladders, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.yaml_flow import flow

if TYPE_CHECKING:
    from slaspec.remedies.bands.ladder import RungWritten
    from slaspec.use_cases.import_bands import ImportedBands


def bands_text(imported: ImportedBands, file: str) -> str:
    """The terms of a remedy, or one line for each fault with its place."""
    lines = _faults(imported, file) if imported.faults else _terms(imported)
    return "".join(f"{line}\n" for line in lines)


def _faults(imported: ImportedBands, file: str) -> Iterator[str]:
    for fault in imported.faults:
        yield for_terminal(f"{file}:{fault.line}:1: {fault.id} {fault.sentence}")
    yield "no ladder was written: ask both sides what these rows mean"


def _terms(imported: ImportedBands) -> Iterator[str]:
    ladders, (unit, places) = imported.ladders, imported.table.axis
    over = "# over: measured, or duration for down time" if unit == "s" else "over: measured"
    assert ladders is not None  # a table without faults has them
    if imported.table.cumulative:
        yield "# CR003: the rows of the table overlap; of those that match the last alone pays"
    if places is not None:
        yield f"# values are compared at {places} decimals: say so with round_measured"
    if ladders.credit and ladders.bonus:
        yield "remedies:"
        credit = ["- id: credit", *_indented(_rate(ladders.credit, over))]
        bonus = ["- id: bonus", "  nature: bonus", *_indented(_rate(ladders.bonus, over))]
        yield from _indented([*credit, *bonus])
        return
    if ladders.bonus:
        yield "nature: bonus"
    yield from _rate(ladders.credit or ladders.bonus, over)


def _rate(rungs: tuple[RungWritten, ...], over: str) -> Iterator[str]:
    yield "rate:"
    yield "  ladder:"
    for rung in rungs:
        yield f"    - {flow({rung.key: rung.threshold, 'pays': rung.pays})}"
    yield f"  {over}"


def _indented(lines: Iterator[str] | list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
