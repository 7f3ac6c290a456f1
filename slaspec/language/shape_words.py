"""What an error of the schema validator means, in the words of somebody who writes a contract."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from slaspec.errors import QuantityError
from slaspec.language import quantities
from slaspec.language.characters import shown
from slaspec.language.document import as_text
from slaspec.language.model.node import Path

MOST_SUGGESTED = 20
MOST_KEYS = 1_000  # unknown keys of one mapping that are looked at
LONGEST_KEY = 40  # of keys that may be slips
_LIKE = 0.6  # how much alike two words are when one may be a slip of the other
_VERY_LIKE = 0.7
_TYPE_WORDS = {
    "object": "a mapping (key: value)",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


class Fault(NamedTuple):
    """A rule, the place, a sentence, and what to do."""

    rule: str
    path: Path
    message: str
    help: str = ""


Mistyped = Mapping[Path, frozenset[str]]
Faults = Iterator[Fault]


def words(error: Any, mistyped: Mistyped) -> Faults:
    """One schema error as faults; what only follows from a mistyped key is passed over."""
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in list(error.schema_path)[-2:]:
        yield from _unknown_name(error, path)
    elif error.validator in _ABOUT_KEYS:
        yield from _ABOUT_KEYS[error.validator](error, path, mistyped.get(path, frozenset()))
    else:
        yield from _ABOUT_VALUES.get(error.validator, _other)(error, path)


def mistyped_keys(errors: Iterable[Any]) -> Mistyped:
    """For each mapping with unknown keys, the known keys that were meant by them."""
    return {
        tuple(error.absolute_path): frozenset(
            near for key in _unknown_keys(error) if (near := _near(key, _absent(error))) is not None
        )
        for error in errors
        if error.validator == "additionalProperties"
    }


def near_key(missing: str, given: Iterable[str]) -> str | None:
    """The given key that is probably a slip of the missing one."""
    return next(iter(difflib.get_close_matches(missing, _short(given), 1, _VERY_LIKE)), None)


# ---------------------------------------------------------------------------------------- keys


def _unknown_keys(error: Any) -> list[str]:
    known = error.schema.get("properties", {})
    return list(islice((key for key in error.instance if key not in known), MOST_KEYS))


def _absent(error: Any) -> list[str]:
    return [key for key in error.schema.get("properties", {}) if key not in error.instance]


def _unknown_key(error: Any, path: Path, _mistyped: frozenset[str]) -> Faults:
    known, absent = list(error.schema.get("properties", {})), _absent(error)
    for key in _unknown_keys(error):
        near = _near(key, absent)
        help = f"did you mean {near}?" if near else _list_of(known)
        yield Fault("S001", (*path, key), f"unknown key '{shown(key)}'{_where(path)}", help)


def _unknown_name(error: Any, path: Path) -> Faults:
    key = str(error.instance)
    allowed = error.schema.get("enum", [])
    help = suggestion(key, allowed) if allowed else str(error.schema.get("description", ""))
    said = f"'{shown(key)}' is no name that can stand{_where(path) or ' here'}"
    yield Fault("S001", (*path, key), said, help)


def _missing_key(error: Any, path: Path, mistyped: frozenset[str]) -> Faults:
    known = error.schema.get("properties", {})
    unknown = [key for key in error.instance if key not in known]
    for key in error.validator_value:
        if key in error.instance or key in mistyped:
            continue
        if near := near_key(key, unknown):
            said = f"unknown key '{shown(near)}'{_where(path)}"
            yield Fault("S001", (*path, near), said, f"did you mean {key}?")
        else:
            example = _example(known.get(key, {}))
            help = f"add {key}: {example}" if example else f"add {key}"
            yield Fault("S002", path, f"'{key}' is missing{_where(path)}", help)


def _missing_companion(error: Any, path: Path, mistyped: frozenset[str]) -> Faults:
    for key, needed in error.validator_value.items():
        for other in needed:
            if key in error.instance and other not in error.instance and other not in mistyped:
                said = f"'{key}' needs '{other}' beside it"
                yield Fault("S006", (*path, key), said, f"add {other}")


def _one_of(error: Any, path: Path, mistyped: frozenset[str]) -> Faults:
    if not isinstance(error.instance, dict):
        return  # said already: it must be a mapping
    choices = [tuple(branch.get("required", ())) for branch in error.validator_value]
    if any(mistyped & set(choice) for choice in choices):
        return
    names = [" + ".join(choice) for choice in choices]
    given = [n for n, c in zip(names, choices, strict=True) if set(c) <= set(error.instance)]
    said = f"has {' and '.join(given)} at once" if given else "says none of them"
    yield Fault(
        "S006",
        path,
        f"exactly one of {', '.join(names)} must be given{_where(path)}; this {said}",
        "keep one" if given else f"add one of {', '.join(names)}",
    )


# -------------------------------------------------------------------------------------- values


def _wrong_type(error: Any, path: Path) -> Faults:
    wanted, given = error.validator_value, error.instance
    if given is None:
        help = "write a value, or drop the key"
    elif wanted == "string" and isinstance(given, bool):
        help = "quote it"
    else:
        example = _example(error.schema) or _outline(error.schema)
        help = f"for example {example}" if example else ""
    said = f"{_name(path)} must be {_TYPE_WORDS[wanted]}, not {quoted(given)}"
    yield Fault("S003", path, said, help)


def _outline(schema: Mapping[str, Any]) -> str:
    """The keys that a mapping needs: `{party: …, by: …}`."""
    keys = schema.get("required")
    return f"{{{', '.join(f'{key}: …' for key in keys)}}}" if keys else ""


def _unknown_word(error: Any, path: Path) -> Faults:
    wanted = error.validator_value if error.validator == "enum" else [error.validator_value]
    said = f"{quoted(error.instance)} is not a value of {_name(path)}"
    yield Fault("S004", path, said, suggestion(str(error.instance), map(str, wanted)))


def _wrong_alternative(error: Any, path: Path) -> Faults:
    branches = error.validator_value
    if all("required" in branch for branch in branches):
        yield _needs_one(error, path, [key for branch in branches for key in branch["required"]])
        return
    known = [str(word) for branch in branches for word in branch.get("enum", [])]
    example = _example(error.schema)
    if error.instance is None:
        help = "write a value, or drop the key"
    elif isinstance(error.instance, str) and (near := _near(error.instance, known)):
        help = f"did you mean {near}?"
    else:
        choices = [f"one of {', '.join(known)}"] if known else []
        choices += [f"for example {example}"] if example else []
        help = "write " + " or ".join(choices) if choices else ""
    yield Fault("S004", path, f"{quoted(error.instance)} is not a value of {_name(path)}", help)


def _needs_one(error: Any, path: Path, names: list[str]) -> Fault:
    """A key (of `dependentSchemas`) that means something beside certain others only."""
    steps = list(error.schema_path)
    at = steps.index("dependentSchemas") if "dependentSchemas" in steps else None
    said = " or ".join(f"'{name}'" for name in names)
    if at is None:
        return Fault("S006", path, f"{said} must be given{_where(path)}", f"add {names[0]}")
    key = str(steps[at + 1])
    return Fault("S006", (*path, key), f"'{key}' needs {said} beside it", f"add {names[0]}")


def _wrong_form(error: Any, path: Path) -> Faults:
    if not error.instance and "minLength" in error.schema:
        return  # said already: it must not be empty
    message = f"{quoted(error.instance)} is not a value of {_name(path)}"
    help = str(error.schema.get("description", ""))
    quantity = getattr(quantities, str(error.schema.get("title", "")).capitalize(), None)
    if quantity is not None:
        try:
            quantity(error.instance)
        except QuantityError as wrong:
            message, help = str(wrong), _other_words(error)
    yield Fault("S005", path, message, help)


def _other_words(error: Any) -> str:
    """The words that may stand where another form is wrong, as `month` for `rolling 1 months`."""
    beside = error.parent.validator_value if error.parent is not None else ()
    known = [str(word) for branch in beside for word in branch.get("enum", [])]
    return "or " + suggestion(error.instance, known) if known else ""


def _out_of_bounds(error: Any, path: Path) -> Faults:
    limit, name = error.validator_value, _name(path)
    sentence = {
        "minItems": f"the list of {name} must have at least {_counted(limit, 'entry', 'entries')}",
        "minProperties": f"{name} must say at least {_counted(limit, 'thing', 'things')}",
        "uniqueItems": f"the list of {name} names something twice",
        "minLength": f"{name} must not be empty",
        "maxLength": f"{name} is longer than {limit:,} characters",
        "minimum": f"{name} must be at least {limit}",
        "maximum": f"{name} must be at most {limit}",
    }[error.validator]
    yield Fault("S007", path, sentence)


def _other(error: Any, path: Path) -> Faults:
    yield Fault("S007", path, f"{_name(path)}: {shown(error.message)}")


_ABOUT_KEYS: dict[str, Any] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "dependentRequired": _missing_companion,
    "oneOf": _one_of,
}
_ABOUT_VALUES: dict[str, Any] = {
    "type": _wrong_type,
    "enum": _unknown_word,
    "const": _unknown_word,
    "anyOf": _wrong_alternative,
    "pattern": _wrong_form,
    "minItems": _out_of_bounds,
    "minProperties": _out_of_bounds,
    "uniqueItems": _out_of_bounds,
    "minLength": _out_of_bounds,
    "maxLength": _out_of_bounds,
    "minimum": _out_of_bounds,
    "maximum": _out_of_bounds,
}


# --------------------------------------------------------------------------------------- words


def quoted(value: Any) -> str:
    """A value for a message: its text, cut and on one line; or what kind of thing it is."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"'{shown(as_text(value) if isinstance(value, int | Decimal) else str(value))}'"


def suggestion(said: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or all of them."""
    names = list(known)
    near = _near(said, names)
    return f"did you mean {near}?" if near else _list_of(names)


def _list_of(names: list[str]) -> str:
    return "one of: " + ", ".join(names[:MOST_SUGGESTED]) + ", …" * (len(names) > MOST_SUGGESTED)


def _near(said: str, known: Iterable[str]) -> str | None:
    """The known word that is most like the one that was written, in any letter case."""
    names = {name.lower(): name for name in known}
    word = said[:100].lower()
    letters = sorted(word)
    swapped = [name for name in names if sorted(name) == letters]
    near = swapped or difflib.get_close_matches(word, names, 1, _LIKE)
    return names[near[0]] if near else None


def _short(given: Iterable[str]) -> list[str]:
    return [key for key in given if len(key) <= LONGEST_KEY]


def _where(path: Path) -> str:
    keys = [step for step in path if isinstance(step, str)]
    return f" in {shown(keys[-1], 60)}" if keys else ""


def _name(path: Path) -> str:
    keys = [step for step in path if isinstance(step, str)]
    return f"'{shown(keys[-1], 60)}'" if keys else "the document"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _example(schema: Mapping[str, Any]) -> str:
    """The first example of a schema as one would write it; empty where it has none."""
    import json

    if not schema.get("examples"):
        return ""
    example = schema["examples"][0]
    return example if isinstance(example, str) else json.dumps(example, default=str)
