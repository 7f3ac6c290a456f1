"""
What a check found is kept by content: the same portfolio is not judged twice.

A key is made of everything that the findings depend on: names and bytes of all contract files, the
date, what the project set, and the program itself (versions, and its own files as they lie on
disk). Files that contracts name (samples, signed papers) are listed with their digests and looked
at again. An entry is JSON, never code; one that cannot be read is as good as none. Nothing is kept
unless the user names a folder; whoever may write to it may change what is shown.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from slaspec.findings import Finding, Span
from slaspec.language.book import Book, contract_paths
from slaspec.language.model import Waivers
from slaspec.use_cases.run import versions
from slaspec.use_cases.settings import Settings

FORMAT = "slaspec-cache/1"
MOST_ENTRIES = 16
_MISSING = "missing"


@dataclass(frozen=True)
class Remembered:
    """
    The findings of a portfolio, what the run was made of, and the names of its contract files.

    `waived`: the portfolio holds waivers, which must be looked at again.
    """

    run: Mapping[str, Any]
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    waived: bool


@dataclass(frozen=True)
class Cache:
    """A folder of results, and the key of one portfolio as it is now."""

    folder: Path
    root: Path
    key: str

    def read(self) -> Remembered | None:
        """What was found the last time; None where nothing is known, or a file has changed."""
        try:
            entry = json.loads(self.file.read_text("utf-8"))
            if entry["format"] != FORMAT or entry["key"] != self.key:
                return None
            if any(_digest(self.root / name) != said for name, said in entry["files"].items()):
                return None
            findings = tuple(map(_finding, entry["findings"]))
            return Remembered(
                entry["run"], tuple(entry["contracts"]), findings, entry["waived"] is True
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def entry(self, book: Book, run: Mapping[str, Any], findings: Sequence[Finding]) -> str:
        """The text to be kept in `file` for a result."""
        named = sorted(book.looked_at)
        entry = {
            "format": FORMAT,
            "key": self.key,
            "files": {os.path.relpath(path, self.root): _digest(path) for path in named},
            "run": dict(run),
            "contracts": [file.file for file in book.files],
            "waived": any(book.of(Waivers)),
            "findings": [asdict(finding) for finding in findings],
        }
        return json.dumps(entry)

    @property
    def file(self) -> Path:
        """Where the result of this portfolio is kept."""
        return self.folder / f"{self.key}.json"

    def forget_oldest(self) -> None:
        """Keep the newest results only."""
        entries = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in entries[:-MOST_ENTRIES]:
            file.unlink(missing_ok=True)


def cache_of(folder: Path, root: Path, shown: str, as_of: date, settings: Settings) -> Cache:
    """
    The cache in a folder, for the contracts below a root as they are now.

    Files are read for their digests and not parsed.
    """
    said = (
        FORMAT,
        shown,
        as_of.isoformat(),
        sorted(settings.severities.items()),
        settings.select,
        settings.ignore,
        settings.scenarios,
        sorted(versions().items()),
        list(_program()),
        [(str(path.relative_to(root)), _digest(path)) for path in sorted(contract_paths(root))],
    )
    return Cache(folder, root, hashlib.sha256(repr(said).encode()).hexdigest())


def _program() -> Iterator[tuple[str, int, int]]:
    """The program's own files, and the extensions that bring rules, as they lie on disk."""
    home = Path(__file__).parents[1]
    for folder in (home, home.parent / "schemas"):
        for path, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.endswith((".py", ".json")):
                    stat = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 - 600 files
                    yield name, stat.st_size, stat.st_mtime_ns
    for entry in sorted(entry_points(group="slaspec.checks"), key=lambda entry: entry.name):
        version = entry.dist.version if entry.dist is not None else ""
        yield f"{entry.name} {entry.value} {version}", 0, 0


def _digest(path: Path) -> str:
    try:
        if not path.is_file():
            return _MISSING
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return _MISSING


def _finding(data: dict[str, Any]) -> Finding:
    span = Span(*data.pop("span"))
    related = tuple((what, Span(*at)) for what, at in data.pop("related"))
    table = tuple(tuple(row) for row in data.pop("table"))
    path = tuple(data.pop("path"))
    return Finding(**data, span=span, related=related, table=table, path=path)
