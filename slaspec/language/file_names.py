"""Names of files that a contract or an operator gives: of this disk, never of a network."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:/|file:|[\\/]{2}).*", re.DOTALL | re.IGNORECASE)


def is_remote(name: str) -> bool:
    """Whether a name is an address: `https://…`, `s3://…`, `file:…`, or a share of a server."""
    return _ADDRESS.fullmatch(name) is not None
