"""
A sample of an export that may be committed: whole records, mapped columns, no name of a person.

    read ─ chosen (which records) ─┐
    rows ─ mapped columns ─────────┴─ pseudonyms ─ flat CSV
"""

from __future__ import annotations

from slaspec.records.sampling.sample import Sample, sample_of

__all__ = ["Sample", "sample_of"]
