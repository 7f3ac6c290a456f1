"""One file or one mapping to a typed contract, with everything that is wrong with it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from slaspec.errors import LocatedError
from slaspec.findings import Finding, Span
from slaspec.language.document import Document, Refused, Unplaced, read_document, refuse
from slaspec.language.model import Calendar, Contract
from slaspec.language.shape import shape_findings
from slaspec.language.structure import structure

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class ReadFile:
    """
    What came of one file: the contract if it could be read, and the findings.

    `file` is its name in findings; `path` is where it lies, None when it was read from bytes.
    """

    file: str
    document: Document | None
    contract: Contract | None
    findings: tuple[Finding, ...]
    path: Path | None = None


def read_file(path: Path, shown: str) -> ReadFile:
    """Read one contract file; `shown` is its name in findings. Never raises for the file's sake."""
    try:
        raw = _bytes_of(path, shown)
    except Refused as refused:
        return ReadFile(shown, None, None, (refused.finding,), path)
    return replace(read_text(raw, shown), path=path)


def read_text(raw: bytes, shown: str) -> ReadFile:
    """Read one contract from its bytes."""
    try:
        document = read_document(raw, shown)
    except Refused as refused:
        return ReadFile(shown, None, None, (refused.finding,))
    findings = shape_findings(document)
    if findings:
        return ReadFile(shown, document, None, tuple(findings))
    model, wrong = structure(document.data, document)
    contract = None if wrong else cast("Contract", model)
    return ReadFile(shown, document, contract, tuple(wrong))


def _bytes_of(path: Path, shown: str) -> bytes:
    """The bytes of a regular file; links, pipes, devices and folders are refused unopened."""
    from slaspec.language.decoding import LARGEST_FILE_BYTES

    at = Span(shown, 1, 1)
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            refuse("Y014", *_no_file(path, mode, at))
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            return file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        refuse("Y014", f"this file cannot be read: {reason}", at, "check its permissions")


def _no_file(path: Path, mode: int, at: Span) -> tuple[str, Span, str]:
    """What stands where a contract file should: a message, its place, and what to do."""
    named_like_a_contract = path.suffix.lower() in SUFFIXES
    if stat.S_ISLNK(mode):
        if named_like_a_contract:
            return "this is a symbolic link, not a contract file", at, "copy the file here"
        return "this folder is a symbolic link: it is not searched", at, "copy the contracts here"
    if stat.S_ISDIR(mode) and not named_like_a_contract:
        return "this folder cannot be read", at, "check its permissions"
    return "this is not a regular file", at, "a contract is a text file"


_HEAD = {
    "apiVersion": "slaspec/v1",
    "kind": "Calendar",
    "id": "calendar",
    "title": "Calendar",
}


def calendar_from_mapping(data: Mapping[str, object]) -> Calendar:
    """
    A calendar from the plain mapping of a Calendar document.

    Its head may be left out: what kind of document it is, is known here. Raises `LocatedError`
    with the first fault.
    """
    document = Unplaced({**_HEAD, **cast("dict[str, Any]", _copied(data))})
    findings = shape_findings(document)
    model = None
    if not findings:
        model, findings = structure(document.data, document)
    if findings:
        first = findings[0]
        raise LocatedError(first.message, "/".join(first.path) or "calendar", first.help)
    if not isinstance(model, Calendar):
        raise LocatedError("this is not a document of kind Calendar", "kind")
    return model


def _copied(value: object) -> object:
    """A deep copy with YAML's own types: tuples become lists, dates their text."""
    from datetime import date

    if isinstance(value, Mapping):
        return {str(key): _copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
