"""
A review read back from its JSON, by one who does not trust whoever wrote it.

The JSON of a pull request is written by code of that pull request. So it has to be small, of the
published schema and of the types of a `Review`, with nothing twice, left out or added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from slaspec.errors import UsageError
from slaspec.findings import Finding
from slaspec.review.change import Change
from slaspec.review.review import Review

SCHEMA = "review.schema.json"
MOST_BYTES = 1024 * 1024
LONGEST_TEXT = 10_000
LARGEST_NUMBER = 10**12
_LONGEST_QUOTED = 200
_DERIVED = {Review: {"format", "verdict"}, Change: {"fingerprint"}, Finding: {"fingerprint"}}
_FORMS = {
    Decimal: re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?"),
    Fraction: re.compile(r"-?[0-9]{1,90}(?:/[0-9]{1,90}|\.[0-9]{1,90})?"),
    date: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


class _Refused(Exception):
    """What is wrong, in words; it never leaves this module."""


def from_json(content: bytes, shown: str) -> Review:
    """The review of a file's bytes; `UsageError` for anything that `slaspec diff` never writes."""
    try:
        data = _decoded(content)
        _require_schema(data)
        review: Review = _made(Review, data, "")
    except _Refused as refused:
        said = str(refused)[:_LONGEST_QUOTED]
    except RecursionError:
        said = "it is nested too deeply"
    else:
        return review
    raise UsageError(f"'{shown}' is no review of slaspec diff: {said}")


def _decoded(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise _Refused(f"it is larger than {MOST_BYTES:,} bytes")
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_no_number,
        )
    except ValueError:
        raise _Refused("it is not JSON in UTF-8") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Refused("an object has a key twice")
    return members


def _no_number(word: str) -> NoReturn:
    raise _Refused(f"{word} is no number that slaspec writes")


def _require_schema(data: Any) -> None:
    for error in _schema().iter_errors(data):
        where = "/".join(map(str, error.absolute_path)) or "the whole"
        raise _Refused(f"{where} is not as {SCHEMA} has it")


@cache
def _schema() -> Any:
    from jsonschema import Draft202012Validator

    from slaspec.language.schemas import folder

    return Draft202012Validator(json.loads((folder("output") / SCHEMA).read_text("utf-8")))


def _made(kind: Any, data: Any, at: str) -> Any:
    """A value of an annotated type, of plain data at a place."""
    if origin := get_origin(kind):
        return _GENERIC[origin](get_args(kind), data, at)
    if kind is Any:
        return _plain(data, at)
    if is_dataclass(kind) or issubclass(kind, tuple):
        return _record(kind, data, at)
    return _scalar(kind, data, at)


def _optional(inner: tuple[Any, ...], data: Any, at: str) -> Any:
    return None if data is None else _made(inner[0], data, at)


def _literal(inner: tuple[Any, ...], data: Any, at: str) -> Any:
    return _checked(data, at, holds=isinstance(data, str) and data in inner)


def _mapping(inner: tuple[Any, ...], data: Any, at: str) -> dict[str, Any]:
    _checked(data, at, holds=isinstance(data, dict))
    return {_text(key, at): _made(inner[1], data[key], f"{at}/{key}") for key in data}


def _tuple(inner: tuple[Any, ...], data: Any, at: str) -> tuple[Any, ...]:
    _checked(data, at, holds=isinstance(data, list))
    kinds = [inner[0]] * len(data) if inner[-1] is Ellipsis else inner
    _checked(data, at, holds=len(kinds) == len(data))
    return tuple(
        _made(kind, each, f"{at}/{i}")
        for i, (kind, each) in enumerate(zip(kinds, data, strict=True))
    )


_GENERIC: dict[Any, Callable[[tuple[Any, ...], Any, str], Any]] = {
    Union: _optional,
    UnionType: _optional,
    Literal: _literal,
    Mapping: _mapping,
    tuple: _tuple,
}


def _record(kind: Any, data: Any, at: str) -> Any:
    """A dataclass or a named tuple, of an object with exactly its fields."""
    fields, derived = _fields(kind), _DERIVED.get(kind, set())
    _checked(data, at, holds=isinstance(data, dict) and set(data) == set(fields) | derived)
    made = kind(**{name: _made(each, data[name], f"{at}/{name}") for name, each in fields.items()})
    if isinstance(made, Change):
        _checked(made, at, holds=bool(made.base or made.head))
    return made


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = kind.__dataclass_fields__ if is_dataclass(kind) else kind._fields
    return {name: hints[name] for name in names}


def _scalar(kind: Any, data: Any, at: str) -> Any:
    if kind is str:
        return _text(data, at)
    if kind is bool:
        return _checked(data, at, holds=isinstance(data, bool))
    if kind is int:
        whole = isinstance(data, int) and not isinstance(data, bool)
        return _checked(data, at, holds=whole and abs(data) <= LARGEST_NUMBER)
    _checked(data, at, holds=isinstance(data, str) and bool(_FORMS[kind].fullmatch(data)))
    try:
        return date.fromisoformat(data) if kind is date else kind(data)
    except (ValueError, ZeroDivisionError):
        raise _Refused(f"{at} is no {kind.__name__.lower()}") from None


def _text(data: Any, at: str) -> str:
    return str(_checked(data, at, holds=isinstance(data, str) and len(data) <= LONGEST_TEXT))


def _plain(data: Any, at: str) -> Any:
    """What a run says of itself: words, numbers, and lists and objects of them."""
    if isinstance(data, list):
        return [_plain(each, at) for each in data]
    if isinstance(data, dict):
        return {_text(key, at): _plain(each, f"{at}/{key}") for key, each in data.items()}
    if data is None or isinstance(data, bool):
        return data
    return _scalar(int if isinstance(data, int) else str, data, at)


def _checked(data: Any, at: str, *, holds: bool) -> Any:
    if not holds:
        raise _Refused(f"{at.removeprefix('/') or 'the whole'} is not of the form that it has")
    return data
