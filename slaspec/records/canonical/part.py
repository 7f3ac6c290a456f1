"""
One part of a canonical file: its columns, each read and verified when it is asked for.

Texts stay in the dictionary of their column, so that a text that stands a million times is held
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np
import pyarrow as pa

from slaspec.errors import LocatedError
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR
from slaspec.records.canonical.layout import EVENT, EVENTS, TEXT, type_of
from slaspec.records.tickets import ABSENT, NO_CODE
from slaspec.service_time.offsets import DAY, day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.records.tickets import Int8, Int32, Int64

    Coded = tuple[Sequence[str], Int32]

EARLIEST = (day_number(date(FIRST_YEAR, 1, 1)) - 1) * DAY  # a day of room for offsets
LATEST = (day_number(date(LAST_YEAR, 12, 31)) + 2) * DAY
DICTIONARY = pa.dictionary(pa.int32(), TEXT)

_T = TypeVar("_T")


class Part:
    """
    Some consecutive records of a file.

    Whatever cannot be used raises `LocatedError`, which names the column.
    """

    def __init__(self, read: Callable[[str], pa.Array], rows: int, shown: str) -> None:
        self._read, self.rows, self._shown = read, rows, shown

    def codes(self, column: str, names: Sequence[object], lowest: int = NO_CODE) -> Int32:
        """Indices of some names; `lowest` is 0 where each record must have one."""
        return self._within(column, self._numbers(column), lowest, len(names) - 1)

    def small_codes(self, column: str, count: int, lowest: int) -> Int8:
        """Indices below a count."""
        return self._within(column, self._numbers(column), lowest, count - 1)

    def instants(self, column: str) -> Int64:
        """UTC seconds of the years that we know, or `ABSENT`."""
        return self._instants(column, self._numbers(column))

    def seconds(self, column: str) -> Int64:
        """Seconds from 0 on, or `ABSENT`."""
        found = self._numbers(column)
        if ((found < 0) & (found != ABSENT)).any():
            raise self._refusal(column, "a time below zero")
        return found

    def texts(self, column: str) -> Texts:
        """The texts of a column; none is read yet."""
        return Texts(lambda: self._coded_texts(column), self.rows)

    def event_instants(self) -> tuple[Int64, Int64]:
        """Where the events of each record begin (and the last end), and when they happened."""
        lists, found = self._events("at")
        with damaged(self._shown):
            first = _in_memory(lists.offsets).astype(np.int64)
        if first[0] or first[-1] != len(found) or (np.diff(first) < 0).any():
            raise self._refusal("history", "lists that run backwards")
        return first, self._instants("history", found)

    def event_codes(self, key: str, count: int, lowest: int) -> NDArray[Any]:
        """Codes below a count, one for each event."""
        return self._within("history", self._events(key)[1], lowest, count - 1)

    def _events(self, key: str) -> tuple[pa.ListArray, NDArray[Any]]:
        lists = self._asked(EVENTS + key)
        read = [EVENT.field(field.name) for field in lists.type.value_type]  # others with it
        # pyarrow calls the elements as the file does only where all their columns are read.
        element = lists.type.value_field.with_type(pa.struct(read))
        self._require(lists, "history", pa.list_(element))
        with damaged(self._shown):
            return lists, _in_memory(lists.values.field(key))

    def _coded_texts(self, column: str) -> Coded:
        array = self._array(column, DICTIONARY)
        with damaged(self._shown):
            words, codes = array.dictionary.to_pylist(), _in_memory(array.indices)
        self._within(column, codes, 0, len(words) - 1)
        if None in words:
            raise self._refusal(column, "no text")
        return words, codes

    def _numbers(self, column: str) -> NDArray[Any]:
        array = self._array(column, type_of(column))
        with damaged(self._shown):
            return _in_memory(array)

    def _array(self, column: str, wanted: pa.DataType) -> pa.Array:
        array = self._asked(column)
        self._require(array, column, wanted)
        return array

    def _asked(self, column: str) -> pa.Array:
        with damaged(self._shown):
            return self._read(column)

    def _require(self, array: pa.Array, column: str, wanted: pa.DataType) -> None:
        if array.type != wanted or array.null_count or len(array) != self.rows:
            raise self._refusal(column, f"{array.type} of {len(array)} rows")

    def _within(self, column: str, found: NDArray[Any], lowest: int, highest: int) -> NDArray[Any]:
        if len(found) and (found.min() < lowest or found.max() > highest):
            raise self._refusal(column, "a code that stands for nothing")
        return found

    def _instants(self, column: str, found: Int64) -> Int64:
        if not len(found) or (found.min() >= EARLIEST and found.max() < LATEST):
            return found
        if (((found < EARLIEST) & (found != ABSENT)) | (found >= LATEST)).any():
            raise self._refusal(column, f"a time that is not between {FIRST_YEAR} and {LAST_YEAR}")
        return found

    def _refusal(self, column: str, what: str) -> LocatedError:
        return refusal(self._shown, f"the column {column} of the canonical file has {what}")


class Texts(Sequence[str]):
    """A column of texts that is read when the first text is asked for."""

    def __init__(self, load: Callable[[], Coded], length: int) -> None:
        self._load, self._length = load, length
        self._loaded: Coded | None = None

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, position: int) -> str: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[str]: ...

    def __getitem__(self, position: int | slice) -> str | Sequence[str]:
        words, codes = self.coded
        if isinstance(position, slice):
            return [words[code] for code in codes[position].tolist()]
        return words[int(codes[position])]

    def __iter__(self) -> Iterator[str]:
        words, codes = self.coded
        return (words[code] for code in codes.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def coded(self) -> Coded:
        """The distinct texts, and for each record the index of its own."""
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded


class Loaded(Mapping[str, _T]):
    """A mapping whose keys are known, and whose values are read when they are asked for."""

    def __init__(self, keys: Sequence[str], load: Callable[[str], _T]) -> None:
        self._keys, self._load = tuple(keys), load
        self._values: dict[str, _T] = {}

    def __getitem__(self, key: str) -> _T:
        if key not in self._values:
            if key not in self._keys:
                raise KeyError(key)
            self._values[key] = self._load(key)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _in_memory(array: pa.Array) -> NDArray[Any]:
    """An array without nulls as NumPy's, not copied (`to_numpy` would import pandas)."""
    if array.null_count:
        raise ValueError(f"{array.null_count} values are missing")
    kind = np.dtype(array.type.to_pandas_dtype())
    if not len(array):
        return np.empty(0, dtype=kind)
    return np.frombuffer(array.buffers()[1], kind, len(array), array.offset * kind.itemsize)


@contextmanager
def damaged(shown: str) -> Iterator[None]:
    """Whatever the Parquet library says of a damaged file, as an error with the file's name."""
    try:
        yield
    except (
        pa.ArrowException,
        OSError,
        ValueError,
        OverflowError,
        MemoryError,
        IndexError,
    ) as error:
        sentence = " ".join(str(error).split())[:200]
        raise refusal(shown, f"the Parquet file is damaged or cut off ({sentence})") from None


def refusal(shown: str, message: str) -> LocatedError:
    """The error that refuses a canonical file."""
    again = "make it again with slaspec import"
    return LocatedError(message, f"{shown}:1:1", again)
