"""Bytes to text, before any YAML: size, UTF-8, and nothing that a reviewer cannot see."""

from __future__ import annotations

from slaspec.findings import Span
from slaspec.language.characters import HIDDEN, described
from slaspec.language.document import refuse

LARGEST_FILE_BYTES = 1024 * 1024
_ORDINARY = bytes([9, 10, *range(32, 127)])  # tab, line feed, printable ASCII
_MARK = b"\xef\xbb\xbf"  # the byte order mark of UTF-8: editors write it, it means nothing


def decoded(raw: bytes, file: str) -> str:
    """The bytes as text: UTF-8, at most 1 MiB, without hidden characters; else `Refused`."""
    if len(raw) > LARGEST_FILE_BYTES:
        refuse(
            "Y012",
            f"the file has {len(raw):,} bytes; a contract has at most {LARGEST_FILE_BYTES:,}",
            Span(file, 1, 1),
            "split it: one document per file",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in raw[:2]:
        refuse("Y013", "the file is UTF-16 or UTF-32", Span(file, 1, 1), "save it as UTF-8")
    raw = raw.removeprefix(_MARK)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _place(raw[: error.start].decode("utf-8"), file)
        refuse("Y013", f"byte {raw[error.start]:#04x} is not UTF-8", at, "save it as UTF-8")
    if _may_hide(raw) and (hidden := HIDDEN.search(text)):
        refuse(
            "Y007",
            f"hidden character {described(hidden[0])}: a reviewer cannot see it",
            _place(text[: hidden.start()], file),
            "delete it",
        )
    return text


def _may_hide(raw: bytes) -> bool:
    """Whether a search is worth its time: most bytes of most contracts are ordinary."""
    rare = raw.translate(None, _ORDINARY)
    return bool(rare) and (b"\r" in rare or HIDDEN.search(rare.decode("utf-8")) is not None)


def _place(before: str, file: str) -> Span:
    """The place behind a text, in characters."""
    return Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
