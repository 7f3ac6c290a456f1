"""
Plain data to the typed model and back, driven by the annotations of the dataclasses.

`structure` expects data of the right shape (see `shape`); what only a parser can tell (a date
that does not exist, a currency that is no longer in use) it reports as findings.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from slaspec.errors import QuantityError
from slaspec.findings import Finding
from slaspec.language.document import Document
from slaspec.language.model import KINDS
from slaspec.language.model.node import Node, Path, Place
from slaspec.language.quantities import Quantity

Convert = Callable[[Any, Path, "Reading"], Any]
_K = TypeVar("_K")
_V = TypeVar("_V")


def _once(make: Callable[[_K], _V]) -> Callable[[_K], _V]:
    """`functools.cache`, for functions of a class: mypy does not take a class for hashable."""
    return cache(make)


class Reading:
    """One pass over one document; collects the quantities that could not be read."""

    def __init__(self, document: Document | None, data: Mapping[str, Any]) -> None:
        self.document = document
        self.data = data
        self.findings: list[Finding] = []

    def fault(self, message: str, path: Path) -> None:
        """Note that the quantity at a path cannot be read."""
        place = Place(self.document, path)
        self.findings.append(
            Finding(
                rule="S005",
                severity="error",
                message=message[:500],
                span=place.span,
                document=str(self.data.get("id", "")),
                path=self.document.ids(path) if self.document else tuple(map(str, path)),
            )
        )


def structure(
    data: Mapping[str, Any], document: Document | None = None
) -> tuple[Node, list[Finding]]:
    """The model object of a document's data, and the quantities that could not be read."""
    reading = Reading(document, data)
    model = _node(KINDS[data["kind"]])(data, (), reading)
    return model, reading.findings


def unstructure(value: Any) -> Any:
    """The plain data of a model object: what a reader would have written."""
    if isinstance(value, Node):
        return {
            key: unstructure(held)
            for key, name in _keys(type(value)).items()
            if (held := getattr(value, name)) is not None
        }
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, tuple):
        return [unstructure(item) for item in value]
    if isinstance(value, dict):
        return {key: unstructure(item) for key, item in value.items()}
    return value


@_once
def _keys(cls: type[Node]) -> dict[str, str]:
    """Keys of a node's mapping to the names of its fields."""
    names = (field.name for field in dataclasses.fields(cls) if field.name != "at")
    return {name.removesuffix("_"): name for name in names}


@_once
def _hints(cls: type[Node]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@_once
def _node(cls: type[Node]) -> Convert:
    """A converter from a mapping to one class."""
    table: dict[str, tuple[str, Convert | None]] = {}
    put = object.__setattr__  # not by way of the dictionary: names are then kept once for a class

    def convert(raw: Any, path: Path, reading: Reading) -> Any:
        if not table:
            hints = _hints(cls)
            table.update({k: (n, _converter(hints[n])) for k, n in _keys(cls).items()})
        node = object.__new__(cls)  # what is not written is None, the default of the class
        put(node, "at", Place(reading.document, path))
        for key, item in raw.items():
            name, converter = table[key]
            put(node, name, item if converter is None else converter(item, (*path, key), reading))
        return node

    return convert


@_once
def _quantity(cls: type[Quantity]) -> Convert:
    read = lru_cache(maxsize=4096)(cls)  # quantities are immutable: equal texts share one

    def convert(raw: Any, path: Path, reading: Reading) -> Any:
        try:
            return read(raw)
        except QuantityError as error:
            reading.fault(str(error), path)
            return None

    return convert


def _items(of: Convert | None) -> Convert:
    if of is None:
        return lambda raw, _path, _reading: tuple(raw)

    def convert(raw: Any, path: Path, reading: Reading) -> Any:
        return tuple([of(item, (*path, i), reading) for i, item in enumerate(raw)])

    return convert


def _entries(of: Convert | None) -> Convert:
    if of is None:
        return lambda raw, _path, _reading: dict(raw)

    def convert(raw: Any, path: Path, reading: Reading) -> Any:
        return {key: of(item, (*path, key), reading) for key, item in raw.items()}

    return convert


def _converter(hint: Any) -> Convert | None:
    """The converter of an annotation; None where the plain value is the value."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union([a for a in args if a is not type(None)])
    if origin is tuple:
        return _lazy_items(args[0])
    if origin is dict:
        return _entries(_converter(args[1]))
    if isinstance(hint, type) and issubclass(hint, Node):
        return _node(hint)
    if isinstance(hint, type) and issubclass(hint, Quantity):
        return _quantity(hint)
    return None


def _lazy_items(of: Any) -> Convert:
    """Items of a tuple; a branch of a backing tree holds branches: its name is looked up late."""
    if isinstance(of, typing.ForwardRef):
        from slaspec.language.model.backing import Branch

        def recursive(raw: Any, path: Path, reading: Reading) -> Any:
            converter = _branch_items(Branch)
            return converter(raw, path, reading)

        return recursive
    return _items(_converter(of))


@_once
def _branch_items(branch: Any) -> Convert:
    return _items(_converter(branch))


def _union(options: list[Any]) -> Convert | None:
    """The alternative that fits the form of the value: text, mapping, list or number."""
    if len(options) == 1:
        return _converter(options[0])
    words = {w for o in options if get_origin(o) is Literal for w in get_args(o)}
    nodes = [o for o in options if isinstance(o, type) and issubclass(o, Node)]
    quantities = [o for o in options if isinstance(o, type) and issubclass(o, Quantity)]
    lists = [_converter(o) for o in options if get_origin(o) is tuple]
    choose = _chooser(nodes)
    texts = [_quantity(q) for q in quantities]
    if not (nodes or lists or texts):
        return None

    def convert(raw: Any, path: Path, reading: Reading) -> Any:
        if isinstance(raw, dict) and nodes:
            return choose(raw)(raw, path, reading)
        if isinstance(raw, list) and lists and lists[0] is not None:
            return lists[0](raw, path, reading)
        if isinstance(raw, str) and texts and raw not in words:
            return texts[0](raw, path, reading)
        return raw

    return convert


def _chooser(nodes: list[type[Node]]) -> Callable[[dict[str, Any]], Convert]:
    """Which of several classes a mapping is: by its `kind`, else by the keys it must have."""
    converters = [_node(cls) for cls in nodes]
    if len(set(converters)) <= 1:
        return lambda _raw: converters[0]
    if all("kind" in _hints(cls) for cls in nodes):
        by_kind = {get_args(_hints(cls)["kind"])[0]: _node(cls) for cls in nodes}
        return lambda raw: by_kind[raw["kind"]]
    needed = [(_required(cls), _node(cls)) for cls in nodes]
    return lambda raw: next(converter for keys, converter in needed if keys <= set(raw))


def _required(cls: type[Node]) -> set[str]:
    fields = dataclasses.fields(cls)
    missing = dataclasses.MISSING
    return {f.name.removesuffix("_") for f in fields if f.default is missing}
