"""What to write into scenarios so that they expect what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, SlaspecError
from slaspec.language.model import Scenario

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.read import ReadFile
    from slaspec.scenario.rewrite import Change
    from slaspec.scenario.run import Comparison


@dataclass(frozen=True)
class ScenarioUpdate:
    """
    One scenario that does not come out as expected.

    `changes` are the values that become others, `text` is the whole file with them. Where a value
    alone cannot do it, or the scenario cannot be measured, there are none, and `refused` says why.
    """

    file: str
    path: Path
    changes: tuple[Change, ...] = ()
    text: str = ""
    refused: str = ""


def scenario_updates(book: Book, wanted: Callable[[str], bool]) -> Iterator[ScenarioUpdate]:
    """
    What would have to be written into which scenarios so that all is as expected.

    `wanted` chooses files by their names in findings. Nothing is written.
    """
    for file in book.files:
        if isinstance(file.contract, Scenario) and file.path is not None and wanted(file.file):
            yield from _of_file(book, file, file.contract, file.path)


def _of_file(
    book: Book, file: ReadFile, scenario: Scenario, path: Path
) -> Iterator[ScenarioUpdate]:
    from slaspec.scenario.rewrite import Unwritable, changes_of

    try:
        failures = _failures(book, scenario)
        changes = tuple(changes_of(failures))
        if failures:
            yield ScenarioUpdate(
                file.file, path, changes, _new_text(book, file, path, scenario, changes)
            )
    except Unwritable as reason:
        yield ScenarioUpdate(file.file, path, refused=str(reason))
    except LocatedError as error:
        yield ScenarioUpdate(file.file, path, refused=f"{error.at}: {error.message}")
    except SlaspecError as error:
        yield ScenarioUpdate(file.file, path, refused=str(error))


def _failures(book: Book, scenario: Scenario) -> tuple[Comparison, ...]:
    from slaspec.scenario.frozen import frozen_at
    from slaspec.scenario.run import run_scenario

    with frozen_at(scenario.as_of.value):
        return run_scenario(book, scenario).failures


def _new_text(
    book: Book, file: ReadFile, path: Path, scenario: Scenario, changes: tuple[Change, ...]
) -> str:
    """The file with its changes, which is proved to come out as expected and to say no more."""
    from slaspec.language.read import read_text
    from slaspec.language.structure import unstructure
    from slaspec.scenario.rewrite import Unwritable, rewritten

    assert file.document is not None
    mark = "\ufeff" if path.read_bytes().startswith("\ufeff".encode()) else ""
    if path.read_bytes().decode().removeprefix(mark) != file.document.text:
        raise Unwritable("the file has changed since it was read: try again")
    text = mark + rewritten(file.document, changes)
    contract = read_text(text.encode(), file.file).contract
    if (
        not isinstance(contract, Scenario)
        or unstructure(contract.given) != unstructure(scenario.given)
        or _failures(book, contract)
    ):
        raise Unwritable("other values alone do not make it come out as expected: mend it by hand")
    return text
