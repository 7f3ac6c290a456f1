"""
Shape of a document against its JSON Schema, with places (`S…` rules).

jsonschema is the reference; where jsonschema-rs is installed (extra `fast`) it says first whether
there is anything to report at all. The registry is closed: nothing is ever fetched. What an error
of the validator means in the words of a contract, `shape_words` says.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from slaspec.findings import Finding
from slaspec.language.document import Document, as_text
from slaspec.language.model.node import Path
from slaspec.language.schemas import FILE_OF_KIND, all_schemas, schema_of
from slaspec.language.shape_words import Fault, mistyped_keys, near_key, quoted, suggestion, words

API_VERSION = "slaspec/v1"
MOST_ERRORS = 1_000  # looked at in one pass: a file that has more is no contract
MOST_FINDINGS = 100  # shown for one file
MOST_PASSES = 4  # each takes plain numbers as text; a later one meets what an earlier one hid


def shape_findings(document: Document) -> list[Finding]:
    """
    What is wrong with the shape of a document; empty when it can be structured.

    Where the schema wants text and the file has a plain number, the number is taken as it is
    written (`clause: 4.10`): `document.data` is changed in place. Of very many faults, the first
    are shown and the last of them says so.
    """
    faults = list(_head(document.data)) or _body(document.data)
    found: dict[Any, Finding] = {}
    for fault in faults:
        finding = _finding(document, fault)
        found.setdefault((finding.rule, finding.span, finding.message), finding)
    return _first(sorted(found.values(), key=lambda finding: finding.order))


def _first(findings: list[Finding]) -> list[Finding]:
    if len(findings) <= MOST_FINDINGS:
        return findings
    *first, last = findings[:MOST_FINDINGS]
    said = f"{last.message[:440]} (and this file has more faults, which are not shown)"
    return [*first, dataclasses.replace(last, message=said)]


def _head(data: dict[str, Any]) -> Iterator[Fault]:
    """`apiVersion` and `kind` choose the schema, so they are looked at first."""
    version, kind = data.get("apiVersion"), data.get("kind")
    if version != API_VERSION:
        yield _head_fault(data, "apiVersion", version, f"write apiVersion: {API_VERSION}")
    elif not isinstance(kind, str) or kind not in FILE_OF_KIND:
        yield _head_fault(data, "kind", kind, suggestion(str(kind), FILE_OF_KIND))


def _head_fault(data: dict[str, Any], key: str, value: Any, help: str) -> Fault:
    if key in data:
        return Fault("S008", (key,), f"{quoted(value)} is no {key} that is known", help)
    if near := near_key(key, data):
        return Fault("S001", (near,), f"unknown key '{near}'", f"did you mean {key}?")
    return Fault("S008", (key,), f"{key} is missing", help)


def _body(data: dict[str, Any]) -> list[Fault]:
    """The faults below the head; plain numbers become text where text is wanted."""
    for _ in range(MOST_PASSES):
        errors = _errors(data)
        if not _take_numbers_as_text(data, errors):
            break
    else:
        errors = _errors(data)
    mistyped = mistyped_keys(errors)
    return [fault for error in errors for fault in words(error, mistyped)]


def _errors(data: dict[str, Any]) -> list[Any]:
    """
    The errors of the reference validator; of the quick one only that there are none.

    They differ in one thing: whether 2.0 is a whole number (here it is not).
    """
    quick = _quick_validator(data["kind"])
    if quick is not None and quick.is_valid(data) and not _holds_decimal(data):
        return []
    return list(_flat(islice(_validator(data["kind"]).iter_errors(data), MOST_ERRORS)))


def _holds_decimal(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_decimal, value.values()))
    if isinstance(value, list):
        return any(map(_holds_decimal, value))
    return isinstance(value, Decimal)


@cache
def _validator(kind: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resources = [(uri, Resource.from_contents(schema)) for uri, schema in all_schemas().items()]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator(schema_of(kind), registry=registry)


@cache
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
    fitting = _fitting(error)
    if isinstance(error.instance, str):
        worded = [b for b in fitting if not any(n.validator == "enum" for n in b)]
        if len(fitting) > 1 and len(worded) == 1:
            fitting = worded
        elif len(fitting) == 1 and not worded:
            yield error  # neither a known word nor a mapping: list both
            return
    if len(fitting) == 1:
        yield from _flat(fitting[0])
    else:
        yield error


def _fitting(error: Any) -> list[list[Any]]:
    """The errors of each alternative that is of the type of the value; words are texts."""
    unfit = {"type"} if isinstance(error.instance, str) else {"type", "enum", "const"}
    branches: dict[int, list[Any]] = {}
    for nested in error.context:
        branches.setdefault(nested.schema_path[0], []).append(nested)
    return [
        branch
        for branch in branches.values()
        if not any(nested.validator in unfit and not nested.path for nested in branch)
    ]


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


def _finding(document: Document, fault: Fault) -> Finding:
    held = document.data.get("id")
    return Finding(
        rule=fault.rule,
        severity="error",
        message=fault.message[:500],
        span=document.span(fault.path, of_key=fault.rule == "S001"),
        document=held if isinstance(held, str) else "",
        target=_target_of(document, fault.path),
        path=document.ids(fault.path),
        help=fault.help,
    )


def _target_of(document: Document, path: Path) -> str:
    return document.ids(path[:2])[1] if path[:1] == ("targets",) and path[1:] else ""
