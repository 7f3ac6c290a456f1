"""Add an entry to the ledger of an agreement: at the end; no line that stands there changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from slaspec.errors import LocatedError, UsageError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import digest_of, digests_of, ledgers_of
from slaspec.language.model import Agreement, Ledger
from slaspec.language.read import ReadFile, read_file, read_text

CHAIN = "D095"
_LONGEST_BEGIN = 50  # of an id of at most 63 characters
_LONGEST_TITLE = 200

Render = Callable[[Any], str]


class Added(NamedTuple):
    """The file of a ledger with its new text, the new lines, their place, what to know of them."""

    path: Path
    text: str
    lines: str
    place: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Target:
    """The file that is added to: its text so far, its entries, and where a new one begins."""

    path: Path
    shown: str
    text: str
    entries: tuple[Mapping[str, Any], ...]
    indent: str


def added(
    book: Book,
    agreement_id: str,
    entry: Mapping[str, Any],
    as_of: date,
    render: Render,
    into: Path | None = None,
) -> Added:
    """
    What the ledger of an agreement becomes with one more entry; nothing is written.

    `entry` is the plain mapping of its keys, `render` writes a value as YAML on one line. The entry
    gets the digest of the one before it. Without `into` it goes into the last ledger of the
    agreement by file name, or into a new one beside the agreement. Raises `UsageError` for an
    unknown agreement and a file that is none of its ledgers, `LocatedError` where the ledger with
    the entry would have a fault.
    """
    agreement = book.agreement(agreement_id)
    target = _target(book, agreement, into)
    whole = dict(entry)
    if target.entries:
        *_, whole["previous"] = digests_of(target.entries)
    lines = _lines(whole, target, render)
    text = target.text + _line_end(target.text) + lines
    after = read_text(text.encode("utf-8"), target.shown)
    _require_added(after, target, whole)
    remarks = _judged(book, after, target, as_of)
    number = text.count("\n") - lines.count("\n") + 1
    return Added(target.path, text, lines, f"{target.shown}:{number}", tuple(remarks))


def issued_digest(book: Book, agreement_id: str, file: Path, window: str) -> str:
    """The SHA-256 of a statement that was issued; raises where it is not one of this window."""
    from slaspec.remedies.ledger.issued_files import read_statement

    issued = read_statement(file, str(file), book.agreement(agreement_id))
    names = sorted({span.name for span in issued.windows})
    if window not in names:
        said = f"this statement is of {', '.join(names) or 'no window'}, not of {window}"
        raise LocatedError(said, f"{file}:1:1", "name the window, or give its own statement")
    return issued.sha256


def _target(book: Book, agreement: Agreement, into: Path | None) -> _Target:
    known = {ledger.id for ledger in ledgers_of(book, agreement.id)}
    files = [f for f in book.files if isinstance(f.contract, Ledger) and f.contract.id in known]
    if into is not None:
        if not into.exists():
            return _new(book, agreement, into)
        files = [file for file in files if file.path and file.path.resolve() == into.resolve()]
        if not files:
            raise UsageError(f"'{into}' is no ledger of '{agreement.id}' in these contracts")
    return _there(files[-1]) if files else _new(book, agreement, None)


def _there(file: ReadFile) -> _Target:
    """The ledger as it lies on the disk now, byte for byte."""
    assert file.path is not None
    now = read_file(file.path, file.file)
    if not isinstance(now.contract, Ledger) or now.document is None:
        raise UsageError(f"'{file.file}' was changed meanwhile and cannot be read; mend it first")
    text = file.path.read_bytes().decode("utf-8")
    line = now.document.line(now.contract.entries[0].at.span.line)
    indent = line[: len(line) - len(line.lstrip())]
    return _Target(file.path, file.file, text, tuple(now.document.data["entries"]), indent)


def _new(book: Book, agreement: Agreement, into: Path | None) -> _Target:
    """A ledger that is not there yet: its head, in a file beside the agreement."""
    beside = next(f for f in book.files if f.contract is not None and f.contract.id == agreement.id)
    path = into
    if path is None:
        assert beside.path is not None
        path = beside.path.parent / f"{agreement.id}.ledger.yaml"
    if path.exists():
        raise UsageError(f"'{path}' is there already, and is no ledger of '{agreement.id}'")
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"'{path}' ends in neither .yaml nor .yml")
    title = f"Ledger of {agreement.title}"[:_LONGEST_TITLE]
    head = {
        "apiVersion": "slaspec/v1",
        "kind": "Ledger",
        "id": _free_id(book, agreement.id),
        "title": title,
        "agreement": agreement.id,
    }
    lines = [
        f"{key}: {value}" if key != "title" else f"title: {_quoted(title)}"
        for key, value in head.items()
    ]
    return _Target(path, str(path), "\n".join((*lines, "entries:", "")), (), "  ")


def _free_id(book: Book, agreement_id: str) -> str:
    """`acme-ledger`, or with a number behind it where that id is taken."""
    taken = {f.contract.id for f in book.files if f.contract is not None}
    numbers = ("" if number == 1 else f"-{number}" for number in count(1))
    ids = (f"{agreement_id[:_LONGEST_BEGIN]}-ledger{number}" for number in numbers)
    return next(id for id in ids if id not in taken)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _lines(entry: Mapping[str, Any], target: _Target, render: Render) -> str:
    """The entry in block style, a key on each line, with the line ends of the file."""
    end = "\r\n" if "\r\n" in target.text else "\n"
    first, *others = (f"{key}: {render(value)}" for key, value in entry.items())
    lines = [f"{target.indent}- {first}", *(f"{target.indent}  {other}" for other in others)]
    return "".join(line + end for line in lines)


def _line_end(text: str) -> str:
    """What is missing before a new line can begin."""
    if text.endswith("\n"):
        return ""
    return "\r\n" if "\r\n" in text else "\n"


def _require_added(after: ReadFile, target: _Target, entry: Mapping[str, Any]) -> None:
    """The new text says what the old one said, and the new entry; nothing else, nothing less."""
    entries = after.document.data.get("entries") if after.document is not None else None
    if not isinstance(entries, list) or tuple(entries[:-1]) != target.entries:
        raise _not_addable(target)
    if after.findings:
        first = after.findings[0]
        raise LocatedError(f"nothing was added: {first.message}", str(first.span), first.help)
    if digest_of(entries[-1]) != digest_of(entry):
        raise _not_addable(target)


def _not_addable(target: _Target) -> UsageError:
    return UsageError(
        f"nothing can be added at the end of '{target.shown}': let 'entries' be its last key, each"
        " entry on lines of its own"
    )


def _judged(book: Book, after: ReadFile, target: _Target, as_of: date) -> Iterator[str]:
    """What the rules on ledgers say of the new entry: an error refuses it, the rest is told."""
    number = f"[{len(target.entries)}]"
    for finding in _findings(book, replace(after, path=target.path), as_of):
        mine = finding.path[:2] == ("entries", number)
        if finding.severity == "error" and (mine or finding.rule == CHAIN):
            message = f"nothing was added: {finding.rule} {finding.message}"
            raise LocatedError(message, str(finding.span), finding.help)
        if mine:
            yield f"{finding.rule} {finding.message}"


def _findings(book: Book, after: ReadFile, as_of: date) -> Iterator[Finding]:
    from slaspec.checks.registry import all_rules

    files = [after if file.file == after.file else file for file in book.files]
    if all(file.file != after.file for file in book.files):
        files.append(after)
    with_entry = Book(book.root, tuple(files)).dated(as_of)
    assert isinstance(after.contract, Ledger)
    for rule in all_rules():
        if rule.subject is Ledger:
            yield from rule.run_on(after.contract, with_entry, as_of)
