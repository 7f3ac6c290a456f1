"""
Shape of a document against its JSON Schema, in business words and with places (`S…` rules).

jsonschema is the reference; where jsonschema-rs is installed (extra `fast`) it says first whether
there is anything to report at all. The registry is closed: nothing is ever fetched.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from slaspec.errors import QuantityError
from slaspec.findings import Finding
from slaspec.language import quantities
from slaspec.language.document import Document, as_text
from slaspec.language.model.node import Path
from slaspec.language.schemas import FILE_OF_KIND, all_schemas, schema_of

API_VERSION = "slaspec/v1"
_TYPE_WORDS = {
    "object": "a mapping (key: value)",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def shape_findings(document: Document) -> list[Finding]:
    """
    What is wrong with the shape of a document; empty when it can be structured.

    Where the schema wants text and the file has a plain number, the number is taken as it is
    written (`clause: 4.10`): `document.data` is changed in place.
    """
    head = list(_head(document))
    if head:
        return head
    errors = _errors(document.data)
    if errors and _take_numbers_as_text(document.data, errors):
        errors = _errors(document.data)
    found = {}
    for error in errors:
        for finding in _translated(document, error):
            found.setdefault((finding.rule, finding.span, finding.message), finding)
    return sorted(found.values(), key=lambda finding: finding.order)


def _head(document: Document) -> Iterator[Finding]:
    """`apiVersion` and `kind` choose the schema, so they are looked at first."""
    version, kind = document.data.get("apiVersion"), document.data.get("kind")
    if version != API_VERSION:
        said = "is missing" if version is None else f"is {_quoted(version)}"
        yield _finding(
            document, "S008", ("apiVersion",), f"apiVersion {said}", f"write apiVersion: {API_VERSION}"
        )
    elif not isinstance(kind, str) or kind not in FILE_OF_KIND:
        said = "is missing" if kind is None else f"{_quoted(kind)} is not known"
        yield _finding(
            document, "S008", ("kind",), f"kind {said}", _suggestion(str(kind), FILE_OF_KIND)
        )


def _errors(data: dict[str, Any]) -> list[Any]:
    quick = _quick_validator(data["kind"])
    if quick is not None and quick.is_valid(data):
        return []
    return list(_flat(_validator(data["kind"]).iter_errors(data)))


@lru_cache(maxsize=None)
def _validator(kind: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resources = [(id, Resource.from_contents(schema)) for id, schema in all_schemas().items()]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator(schema_of(kind), registry=registry)


@lru_cache(maxsize=None)
def _quick_validator(kind: str) -> Any:
    """The Rust validator, or None where it is not installed."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    registry = jsonschema_rs.Registry(list(all_schemas().items()))
    return jsonschema_rs.Draft202012Validator(schema_of(kind), registry=registry)


def _flat(errors: Iterable[Any]) -> Iterator[Any]:
    """Errors of the branch that was meant, instead of 'is not valid under any of the given'."""
    for error in errors:
        if error.validator == "anyOf":
            yield from _meant(error)
        else:
            yield error


def _meant(error: Any) -> Iterator[Any]:
    """Of several alternatives, the one with the form of the value; else the error itself."""
    branches: dict[int, list[Any]] = {}
    for nested in error.context:
        branches.setdefault(nested.schema_path[0], []).append(nested)
    fitting = [
        branch
        for branch in branches.values()
        if not any(n.validator == "type" and not n.path for n in branch)
    ]
    if isinstance(error.instance, str):
        worded = [b for b in fitting if not any(n.validator == "enum" for n in b)]
        if len(fitting) > 1 and len(worded) == 1:
            fitting = worded
        if len(fitting) == 1 and len(branches) > 1 and fitting[0][0].validator == "enum":
            yield error  # neither a known word nor a mapping: list both
            return
    if len(fitting) == 1:
        yield from _flat(fitting[0])
    else:
        yield error


def _take_numbers_as_text(data: dict[str, Any], errors: list[Any]) -> bool:
    """Plain numbers where text is wanted become the text that was written."""
    changed = False
    for error in errors:
        number = error.instance
        if isinstance(number, bool) or not isinstance(number, int | Decimal):
            continue
        if _wants_text(error):
            holder: Any = data
            *parents, last = error.absolute_path
            for step in parents:
                holder = holder[step]
            holder[last] = as_text(number)
            changed = True
    return changed


def _wants_text(error: Any) -> bool:
    if error.validator == "type":
        return bool(error.validator_value == "string")
    if error.validator == "anyOf":
        return any(_wants_text(nested) for nested in error.context if not nested.path)
    return False


def _translated(document: Document, error: Any) -> Iterator[Finding]:
    """One schema error in the words of a contract."""
    path: Path = tuple(error.absolute_path)
    translate = _TRANSLATIONS.get(error.validator, _other)
    for rule, at, message, help in translate(error, path):
        yield _finding(document, rule, at, message, help)


Translation = Iterator[tuple[str, Path, str, str]]


def _unknown_key(error: Any, path: Path) -> Translation:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            yield "S001", (*path, key), f"unknown key '{key}'{_where(path)}", _suggestion(key, known)


def _unknown_name(error: Any, path: Path) -> Translation:
    key = str(error.instance)
    allowed = error.schema.get("enum", [])
    help = _suggestion(key, allowed) if allowed else _pattern_help(error.schema)
    yield "S001", (*path, key), f"'{_cut(key)}' is no name that can stand{_where(path) or ' here'}", help


def _missing_key(error: Any, path: Path) -> Translation:
    for key in error.validator_value:
        if key not in error.instance:
            what = error.schema.get("properties", {}).get(key, {})
            yield (
                "S002",
                path,
                f"'{key}' is missing{_where(path)}",
                f"add {key}: {_example(what)}" if what.get("examples") else f"add {key}",
            )


def _missing_companion(error: Any, path: Path) -> Translation:
    for key, needed in error.validator_value.items():
        for other in needed:
            if key in error.instance and other not in error.instance:
                yield "S006", (*path, key), f"'{key}' needs '{other}' beside it", f"add {other}"


def _one_of(error: Any, path: Path) -> Translation:
    choices = [tuple(branch.get("required", ())) for branch in error.validator_value]
    names = [" + ".join(choice) for choice in choices]
    given = [n for n, c in zip(names, choices, strict=True) if set(c) <= set(error.instance)]
    said = f"has {' and '.join(given)} at once" if given else "says none of them"
    yield (
        "S006",
        path,
        f"exactly one of {', '.join(names)} must be given{_where(path)}; this {said}",
        "keep one",
    )


def _wrong_type(error: Any, path: Path) -> Translation:
    wanted = error.validator_value
    words = " or ".join(
        _TYPE_WORDS[w] for w in ([wanted] if isinstance(wanted, str) else wanted)
    )
    if error.instance is None:
        help = "write a value, or drop the key"
    elif wanted == "string" and isinstance(error.instance, bool):
        help = "quote it"
    else:
        help = f"for example {_example(error.schema)}" if error.schema.get("examples") else ""
    yield "S003", path, f"{_name(path)} must be {words}, not {_quoted(error.instance)}", help


def _unknown_word(error: Any, path: Path) -> Translation:
    wanted = error.validator_value if error.validator == "enum" else [error.validator_value]
    yield (
        "S004",
        path,
        f"{_quoted(error.instance)} is not a value of {_name(path)}",
        _suggestion(str(error.instance), [str(w) for w in wanted]),
    )


def _wrong_alternative(error: Any, path: Path) -> Translation:
    words = [w for b in error.validator_value for w in b.get("enum", [])]
    others = "" if not words else "one of " + ", ".join(map(str, words))
    if any("$ref" in branch or branch.get("type") == "object" for branch in error.validator_value):
        others += " or a mapping" if others else "another form"
    yield "S004", path, f"{_quoted(error.instance)} is not a value of {_name(path)}", f"write {others}"


def _wrong_form(error: Any, path: Path) -> Translation:
    quantity = getattr(quantities, str(error.schema.get("title", "")).capitalize(), None)
    message = f"{_quoted(error.instance)} is not a value of {_name(path)}"
    if quantity is not None:
        try:
            quantity(error.instance)
        except QuantityError as wrong:
            message = str(wrong)
    yield "S005", path, message, "" if quantity else _pattern_help(error.schema)


def _out_of_bounds(error: Any, path: Path) -> Translation:
    limit = error.validator_value
    sentence = {
        "minItems": f"the list of {_name(path)} must have at least {limit} entry",
        "maxItems": f"the list of {_name(path)} has more than {limit} entries",
        "minProperties": f"{_name(path)} must say at least {limit} thing",
        "uniqueItems": f"the list of {_name(path)} names something twice",
        "minLength": f"{_name(path)} must not be empty",
        "maxLength": f"{_name(path)} is longer than {limit} characters",
        "minimum": f"{_name(path)} must be at least {limit}",
        "maximum": f"{_name(path)} must be at most {limit}",
    }.get(error.validator, f"{_name(path)} is outside its bounds")
    yield "S007", path, sentence, ""


def _other(error: Any, path: Path) -> Translation:
    yield "S007", path, f"{_name(path)}: {_cut(error.message)}", ""


_TRANSLATIONS: dict[str, Any] = {
    "additionalProperties": _unknown_key,
    "unevaluatedProperties": _unknown_key,
    "required": _missing_key,
    "dependentRequired": _missing_companion,
    "oneOf": _one_of,
    "type": _wrong_type,
    "enum": _unknown_word,
    "const": _unknown_word,
    "anyOf": _wrong_alternative,
    "pattern": _wrong_form,
} | dict.fromkeys(
    (
        "minItems",
        "maxItems",
        "minProperties",
        "uniqueItems",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
    ),
    _out_of_bounds,
)


def _finding(document: Document, rule: str, path: Path, message: str, help: str) -> Finding:
    return Finding(
        rule=rule,
        severity="error",
        message=message[:500],
        span=document.span(path, of_key=rule == "S001"),
        document=_text_of(document.data.get("id")),
        target=_target_of(document, path),
        path=document.ids(path),
        help=help,
    )


def _text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _target_of(document: Document, path: Path) -> str:
    if len(path) < 2 or path[0] != "targets":
        return ""
    return document.ids(path[:2])[1]


def _where(path: Path) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return f" in {keys[-1]}" if keys else ""


def _name(path: Path) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return f"'{keys[-1]}'" if keys else "the document"


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _quoted(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"'{_cut(as_text(value) if isinstance(value, int | Decimal) else str(value))}'"


def _suggestion(said: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(said, names, 1, 0.6)
    if near:
        return f"did you mean {near[0]}?"
    return "one of: " + ", ".join(names[:20]) + (", …" if len(names) > 20 else "")


def _example(schema: dict[str, Any]) -> str:
    import json

    example = schema["examples"][0]
    return example if isinstance(example, str) else json.dumps(example, default=str)


def _pattern_help(schema: dict[str, Any]) -> str:
    return str(schema.get("description", ""))
