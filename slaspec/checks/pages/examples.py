"""
The examples on the pages of the rules, as files that can be checked.

An example shows only what it is about. Its parts, separated by `---`, are laid over the smallest
complete portfolio: a part replaces the top-level keys that it has in the document of its `kind`
(an SLA where it has none), keeps its own line numbers, and drops `key` with the comment
`# key is missing`. A second part of one kind is a further document. A part that begins with
`# file: samples/itsm.csv` is that file. `<U+202E>` stands for a character and `<byte FF>` for a
byte that cannot be shown; `<link to sla.yaml>` alone is a symbolic link. Examples of `Y` rules are
one file by themselves; for those of `R` rules the samples are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS, ON_DEMAND
from slaspec.checks.run import run
from slaspec.findings import Finding
from slaspec.language.book import Book, load_book
from slaspec.language.model import DataSource

_SEPARATOR = re.compile(r"^---\n", re.MULTILINE)
_KIND = re.compile(r"^kind: *([A-Za-z]+)", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_]+):")
_MISSING = re.compile(r"^# ([a-z_]+) is missing$", re.MULTILINE)
_FILE = re.compile(r"# file: (\S+)\n")
_LINK = re.compile(r"<link to (\S+)>")
_HIDDEN = re.compile(rb"<U\+([0-9A-F]{4,6})>|<byte ([0-9A-F]{2})>")


def findings_of(example: str, rule_id: str, folder: Path, as_of: date) -> list[Finding]:
    """What is reported of an example of a rule, written into an empty folder."""
    (write_file if rule_id.startswith("Y") else write_example)(example, folder)
    book = load_book(folder)
    found = run(book, as_of, scenarios=True)
    return [*found, *_of_samples(book)] if rule_id.startswith("R") else found


def _of_samples(book: Book) -> Iterator[Finding]:
    from slaspec.records.sources import formats, read_sample

    for source in book.of(DataSource):
        file = book.attachment(source, source.sample) if source.sample else None
        if file is not None and source.format in formats():
            yield from read_sample(source, file, shown=file.as_posix())[2]


def write_example(example: str, folder: Path) -> None:
    """Write the portfolio with an example laid over it into an empty folder."""
    files = ATTACHMENTS | DOCUMENTS | dict(_parts(example))
    for name, text in files.items():
        _write(folder / name, text)


def write_file(example: str, folder: Path) -> None:
    """Write an example as the whole text of one file, `example.yaml`."""
    _write(folder / "example.yaml", example)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if link := _LINK.fullmatch(text.strip()):
        path.symlink_to(link[1])
    else:
        path.write_bytes(_HIDDEN.sub(_shown, text.encode()))


def _shown(match: re.Match[bytes]) -> bytes:
    character, byte = match.groups()
    return chr(int(character, 16)).encode() if character else bytes([int(byte, 16)])


def _parts(example: str) -> Iterator[tuple[str, str]]:
    """File names with texts, in the order of the example."""
    taken: set[str] = set()
    for part in _SEPARATOR.split(example):
        if file := _FILE.match(part):
            yield file[1], part[file.end() :]
            continue
        name = _document_name(part)
        further = re.sub(r"\.yaml$", "-2.yaml", name) if name in taken else name
        taken.add(name)
        yield further, _laid_over((DOCUMENTS | ON_DEMAND).get(name, ""), part)


def _document_name(part: str) -> str:
    kind = _KIND.search(part)
    if re.search(r"^id: noc-outages$", part, re.MULTILINE):
        return "outages.yaml"
    return f"{kind[1].lower()}.yaml" if kind else "sla.yaml"


def _laid_over(base: str, part: str) -> str:
    """The part as it is, then the sections of the base that it has not."""
    replaced = {m[1] for line in part.split("\n") if (m := _KEY.match(line))}
    replaced |= set(_MISSING.findall(part))
    kept = [text for key, text in _sections(base) if key not in replaced]
    return part.rstrip("\n") + "\n" + "".join(kept)


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Top-level keys with the lines from each to the next."""
    key, lines = "", list[str]()
    for line in text.splitlines(keepends=True):
        if match := _KEY.match(line):
            if key:
                yield key, "".join(lines)
            key, lines = match[1], []
        lines.append(line)
    if key:
        yield key, "".join(lines)
