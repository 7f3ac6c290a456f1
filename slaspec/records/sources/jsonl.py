"""
JSON Lines: one flat object on a line, plain or `.gz`; https://jsonlines.org.

The names of columns are the keys of the objects. A text is itself, a number as it is written
(`1.50` stays `1.50`), true and false are `true` and `false`, null and a key that is not there are
an empty cell. A value that is mapped and is an object or a list is refused; what is not mapped
may be anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slaspec.records.reasons import quoted
from slaspec.records.sources.byte_streams import NulError, open_text
from slaspec.records.sources.csv_faults import FOREIGN, unreadable
from slaspec.records.sources.keyed import Keyed
from slaspec.records.sources.strict_json import DECODER, NoJsonError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import ExitStack
    from pathlib import Path
    from typing import TextIO

    from slaspec.errors import LocatedError
    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "jsonl"
RECORDS = None

ONE_OBJECT = "write one flat JSON object on each line"
_WORDS = {None: "", True: "true", False: "false"}


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> JsonLines:
    """The rows of one file."""
    return JsonLines(source, file, shown, progress)


class JsonLines(Keyed):
    """
    One open file of JSON Lines.

    Raises `LocatedError` (`file:line:column`) where it is none, `EnvironmentFault` where it cannot
    be read.
    """

    def _begin(self, stack: ExitStack) -> Iterator[tuple[int, Mapping[str, str]]]:
        self._bytes, text = open_text(stack, self._file, self._shown, progress=self._progress)
        return self._objects(text)

    def _objects(self, text: TextIO) -> Iterator[tuple[int, Mapping[str, str]]]:
        number = 0
        try:
            with self._faults_of_stream(lambda: number + 1):
                for number, line in enumerate(text, 1):
                    if not line.isspace():
                        yield number, self._texts(number, line)
        except (UnicodeDecodeError, NulError):
            raise self._unreadable_line() from None

    def _texts(self, number: int, line: str) -> dict[str, str]:
        """The mapped values of an object as texts, by key; of others only the keys."""
        row = self._object(number, line)
        for place, (key, value) in enumerate(row.items(), 1):
            if key not in self.wanted:
                row[key] = ""
            elif type(value) is not str:
                row[key] = self._word(number, place, key, value)
            elif "\\u" in line:
                self._require_text(number, place, value)
        return row

    def _object(self, number: int, line: str) -> dict[str, Any]:
        try:
            row = DECODER.decode(line)
        except json.JSONDecodeError as error:
            is_list = line.lstrip().startswith("[")
            what = "the beginning of a list, not an object" if is_list else f"no JSON: {error.msg}"
            sentence = f"this line is {what}"
            raise self.refusal(
                sentence, number, 1 if is_list else error.colno, ONE_OBJECT
            ) from None
        except NoJsonError as error:
            raise self.refusal(str(error), number, 1, ONE_OBJECT) from None
        except RecursionError:
            sentence = "the values of this line are nested too deep"
            raise self.refusal(sentence, number, 1, ONE_OBJECT) from None
        if not isinstance(row, dict):
            sentence = f"this line holds {_kind(row)}, not an object"
            raise self.refusal(sentence, number, 1, ONE_OBJECT)
        return row

    def _word(self, number: int, place: int, key: str, value: object) -> str:
        if isinstance(value, dict | list):
            sentence = f"{quoted(key)} holds {_kind(value)}, not one value"
            flat = "export its parts under keys of their own, or map another key"
            raise self.refusal(sentence, number, place, flat)
        assert value is None or isinstance(value, bool)  # numbers are texts already
        return _WORDS[value]

    def _require_text(self, number: int, place: int, value: str) -> None:
        """Escapes can spell what is no text: NUL, and halves of characters."""
        is_half = any("\ud800" <= character <= "\udfff" for character in value)
        if is_half or "\0" in value:
            what = "half a character (a lone surrogate)" if is_half else "a NUL character"
            again = "export the file as JSON in UTF-8"
            raise self.refusal(f"this value contains {what}", number, place, again)

    def _unreadable_line(self) -> LocatedError:
        """The first line with a NUL character or with bytes that are not UTF-8."""
        from contextlib import ExitStack

        again = "export the file as JSON Lines in UTF-8"
        with ExitStack() as stack:
            _, text = open_text(stack, self._file, self._shown, lenient=True)
            for number, line in enumerate(text, 1):
                foreign = FOREIGN.get(line[:2].encode("utf-8", "surrogateescape"))
                if number == 1 and foreign:
                    return self.refusal(f"{foreign}, not JSON Lines in UTF-8", 1, 1, again)
                if sentence := unreadable(line, "line"):
                    return self.refusal(sentence, number, 1, again)
        return self.refusal("the file changed while it was read", 1, 1, "read it again")


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else "a single value"
