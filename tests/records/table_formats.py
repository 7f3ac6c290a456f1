"""The same rows of texts, written as each format holds a table."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FILES = ("csv", "jsonl", "parquet", "sqlite")
ROWS_BEGIN = {"csv": 2, "jsonl": 1, "parquet": 1, "sqlite": 1, "postgresql": 1}
TABLE = {"sqlite": "updates", "postgresql": "updates"}

_ARROW = {int: pa.int64(), bool: pa.bool_(), datetime: pa.timestamp("us"), str: pa.string()}
_SQL = {int: "bigint", bool: "boolean", datetime: "timestamp", str: "text"}


def write(kind, folder, header, rows, types=None) -> Path:
    """A file in a format; `types` says which columns hold integers, booleans or times."""
    types = [(types or {}).get(name, str) for name in header]
    typed = [[_value(cell, type) for cell, type in zip(row, types, strict=True)] for row in rows]
    file = Path(folder) / f"table.{kind}"
    if kind == "csv":
        file.write_bytes(_csv(header, rows))
    elif kind == "jsonl":
        file.write_text("".join(_line(header, row) for row in typed), "utf-8")
    elif kind == "parquet":
        columns = zip(*typed, strict=True) if typed else [[] for _ in header]
        arrays = [pa.array(c, _ARROW[t]) for c, t in zip(columns, types, strict=True)]
        pq.write_table(pa.table(dict(zip(header, arrays, strict=True))), file, row_group_size=7)
    else:
        _sqlite(file, header, typed)
    return file


def create(header, types=None):
    """The SQL of an empty table."""
    columns = ", ".join(f'"{n}" {_SQL[(types or {}).get(n, str)]}' for n in header)
    return f"CREATE TABLE updates ({columns})"


def _value(cell, type):
    if cell == "" and type is not str:
        return None
    if type is bool:
        return cell == "true"
    return datetime.fromisoformat(cell) if issubclass(type, datetime) else type(cell)


def _csv(header, rows):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def _plain(value):
    return str(value) if isinstance(value, datetime) else value


def _line(header, row):
    return json.dumps(dict(zip(header, map(_plain, row), strict=True)), ensure_ascii=False) + "\n"


def _sqlite(file, header, rows):
    marks = ", ".join("?" * len(header))
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(create(header).replace("text", ""))  # without affinity: as given
        values = [[_sql(cell) for cell in row] for row in rows]
        connection.executemany(f"INSERT INTO updates VALUES ({marks})", values)
    connection.close()


def _sql(value):
    return ("false", "true")[value] if isinstance(value, bool) else _plain(value)
