"""Records as an operator gives them: an export, or the canonical file that an import made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.file_names import is_remote
from slaspec.records.sources import read_records, reads_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.canonical import CanonicalFile
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport

PARQUET = b"PAR1"


def open_records(
    source: DataSource, file: Path, *, shown: str, progress: Progress | None = None
) -> tuple[Sequence[Records], ReadReport]:
    """
    The records of one file in parts, and what became of its rows.

    A canonical file is recognised whatever the format of the source; its parts are read when they
    are asked for. Raises as `read_records` and `open_canonical` do, and `UsageError` where there
    is no such file, for an address, and for a canonical file that was made for another source, or
    when its DataSource said something else.
    """
    require_given(source, file, shown)
    if _begins_like_parquet(file):
        from slaspec.records.canonical import is_canonical, open_canonical

        if source.format != "parquet" or is_canonical(file):
            held = open_canonical(file, shown)
            _require_made_for(source, held)
            return held, held.report
    records, report = read_records(source, file, shown=shown, progress=progress)
    return [records], report


def require_local(name: str) -> None:
    """Raises `UsageError` for an address: nothing is read over a network."""
    if is_remote(name):
        shown = re.sub(r"(?<=[:/])[^:/][^/@]*@", "…@", name)  # there may be a password
        raise UsageError(
            f"'{shown}' is an address, and slaspec reads no network; copy the file and name the"
            " copy"
        )


def require_given(source: DataSource, file: Path, shown: str) -> None:
    """
    Raises `UsageError` for an address, and where there is no such file.

    What is a service and no file to the format of the source is the format's to judge.
    """
    if not reads_file(source, file):
        return
    require_local(shown)
    if not file.exists():
        raise UsageError(f"there is no file '{shown}'")
    if not file.is_file():
        raise UsageError(f"'{shown}' is no file that could be read whole")


def _begins_like_parquet(file: Path) -> bool:
    try:
        if not file.is_file():  # a pipe could block for ever
            return False
        with file.open("rb") as stream:
            return stream.read(len(PARQUET)) == PARQUET
    except OSError:
        return False  # who reads it says what is wrong with it


def _require_made_for(source: DataSource, held: CanonicalFile) -> None:
    from slaspec.records.canonical import mapping_of

    again = f"slaspec import {source.id} {held.report.file} -o {held.shown}"
    if held.source != source.id:
        raise UsageError(
            f"'{held.shown}' was imported for the DataSource '{held.source}', not for"
            f" '{source.id}': name the other source, or run {again}"
        )
    was, said = held.head.mapping, mapping_of(source)
    changed = sorted(key for key in {*was, *said} if was.get(key) != said.get(key))
    if changed:
        raise UsageError(
            f"'{held.shown}' was imported when the DataSource '{source.id}' said something else"
            f" under {', '.join(changed)}: run {again}"
        )
