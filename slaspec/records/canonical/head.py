"""
What a canonical file says of itself, as JSON in the metadata of the Parquet file.

It names the source with all that its DataSource said of the reading, so that a file that was
made under another mapping is not taken for one of today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from slaspec.findings import SEVERITIES, Finding, Span
from slaspec.language.model.node import Node
from slaspec.records.canonical.layout import MANDATORY, NAMES, schema_of
from slaspec.records.reasons import REASONS, Reason
from slaspec.records.tickets import ReadReport

if TYPE_CHECKING:
    from slaspec.language.model.data_source import DataSource

KEY = b"slaspec.records"
FORMAT = "slaspec-records/1"

# Keys of a DataSource that say nothing of how its rows are read.
_NOT_READING = frozenset(
    (
        *("at", "apiVersion", "kind", "id", "title", "description", "system"),
        *("covers", "silence_after", "sample", "histories"),
    )
)


@dataclass(frozen=True)
class Head:
    """
    Everything but the rows.

    `table` is what the records are (`tickets`, …), `kind` their kind (`incident`, …); `names` are
    the texts that codes stand for (`services`, `priorities`, …), `columns` those of the rows.
    """

    source: str
    table: str
    kind: str
    columns: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    mapping: Mapping[str, Any]
    report: ReadReport

    def text(self) -> bytes:
        """As it stands in the file."""
        data = {"format": FORMAT} | {f.name: getattr(self, f.name) for f in fields(self)}
        data["report"] = asdict(self.report)
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    @property
    def rows(self) -> int:
        """How many records there are."""
        return self.report.tickets_used


def read_head(text: bytes) -> Head:
    """
    The head that a file has.

    Raises `ValueError`, with a sentence, for a text that is none.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"it is of the format {data['format']!r:.40}, not of {FORMAT}")
        head = Head(
            source=_text(data["source"]),
            table=_text(data["table"]),
            kind=_text(data["kind"]),
            columns=_texts(data["columns"]),
            names={name: _texts(data["names"][name]) for name in NAMES[data["table"]]},
            mapping=dict(data["mapping"]),
            report=_report(data["report"]),
        )
        schema_of(head.columns)
        lacking = set(MANDATORY[head.table]) - set(head.columns)
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("its description is damaged") from None
    if lacking or len(set(head.columns)) != len(head.columns):
        raise ValueError(f"its columns are not those of {head.table}")
    return head


def mapping_of(source: DataSource) -> dict[str, Any]:
    """What a DataSource says of how its rows are read, as plain data."""
    said = {field.name: _plain(getattr(source, field.name)) for field in fields(source)}
    return {k: v for k, v in said.items() if k not in _NOT_READING and v is not None}


def _plain(value: object) -> Any:
    if isinstance(value, Node):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(held) for name, held in pairs if name != "at" and held is not None}
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return value if value is None or isinstance(value, bool) else str(value)


def _report(data: Mapping[str, Any]) -> ReadReport:
    gaps = data["gaps"]
    return ReadReport(
        source=_text(data["source"]),
        file=_text(data["file"]),
        rows_read=_count(data["rows_read"]),
        tickets_read=_count(data["tickets_read"]),
        tickets_used=_count(data["tickets_used"]),
        excluded={reason: _count(data["excluded"][reason]) for reason in _reasons(data)},
        findings=tuple(map(_finding, data["findings"])),
        precision_seconds=_precision(data["precision_seconds"]),
        time_reversals=_count(data["time_reversals"]),
        digest=_text(data["digest"]),
        records=_text(data["records"]),
        gaps=None if gaps is None else _count(gaps),
        notes=_texts(data["notes"]),
    )


def _reasons(data: Mapping[str, Any]) -> list[Reason]:
    """Why records were left out, by precedence as in every report; the JSON has them by name."""
    if not set(REASONS).issuperset(data["excluded"]):
        raise TypeError
    return [reason for reason in REASONS if reason in data["excluded"]]


def _precision(value: object) -> int:
    if value not in (1, 60):
        raise TypeError
    return _count(value)


def _finding(data: Mapping[str, Any]) -> Finding:
    file, line, column, width = data["span"]
    if data["severity"] not in SEVERITIES:
        raise TypeError
    return Finding(
        rule=_text(data["rule"]),
        severity=data["severity"],
        message=_text(data["message"]),
        span=Span(_text(file), _count(line), _count(column), _count(width)),
        document=_text(data["document"]),
        path=_texts(data["path"]),
        help=_text(data["help"]),
        aspect=_text(data["aspect"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value
