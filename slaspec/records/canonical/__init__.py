"""
Records as `slaspec import` keeps them: Parquet that is read part by part, column by column.

    records ─ layout ─ writing ─ FILE ─ opened ─ part ─ the same records, as they are asked for
                        head: source, mapping, names of codes, report of the import

What stands in a file is verified before it is used: whoever wrote it may not have been us.
"""

from __future__ import annotations

from slaspec.records.canonical.head import mapping_of
from slaspec.records.canonical.opened import CanonicalFile, is_canonical, open_canonical
from slaspec.records.canonical.writing import ROWS_IN_PART, write_canonical

__all__ = [
    "ROWS_IN_PART",
    "CanonicalFile",
    "is_canonical",
    "mapping_of",
    "open_canonical",
    "write_canonical",
]
