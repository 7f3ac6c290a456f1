"""The texts that are committed as records: samples of data sources, and what scenarios give."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path, PurePosixPath

from slaspec.findings import Span
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Scenario
from slaspec.language.model.node import Node, Place

MOST_CHARACTERS = 32 << 20  # of a sample that are looked through


def committed(source: DataSource, book: Book) -> tuple[Path, str] | None:
    """The sample of a source and its name in findings; None where there is none."""
    file = book.attachment(source, source.sample) if source.sample else None
    return None if file is None else (file, _shown(source, file, book))


def _shown(source: DataSource, file: Path, book: Book) -> str:
    """The name of the sample in findings: beside the name of the source's own file."""
    for own in book.files:
        if own.contract is source and own.path is not None:
            sample = source.sample or ""
            if own.path.parent / sample == file:
                return str(PurePosixPath(own.file).parent / sample)
    return file.as_posix()


def lines(file: Path, name: str) -> Iterator[tuple[str, Span]]:
    """The lines of a sample with their places; as far as it is text."""
    from contextlib import ExitStack

    from slaspec.errors import SlaspecError
    from slaspec.records.sources.byte_streams import TooLargeError, open_text

    read = 0
    try:
        with ExitStack() as stack:
            _, text = open_text(stack, file, name, lenient=True)
            for number, line in enumerate(text, 1):
                yield line, Span(name, number, 1)
                read += len(line)
                if read > MOST_CHARACTERS:
                    return
    except (SlaspecError, OSError, EOFError, ValueError, TooLargeError, zlib.error):
        return  # M006 says what is wrong with it


def given_texts(scenario: Scenario) -> Iterator[tuple[str, Place]]:
    """Every text of the records that a scenario gives."""
    for given in scenario.sources:
        for record in given.records:
            yield from _texts(record)


def _texts(node: Node) -> Iterator[tuple[str, Place]]:
    for field in fields(node):
        value, key = getattr(node, field.name), field.name.removesuffix("_")
        if isinstance(value, str):
            yield value, node.at.of(key)
        elif isinstance(value, Mapping):
            yield from ((text, node.at.of(key, name)) for name, text in value.items())
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, Node):
                    yield from _texts(one)
