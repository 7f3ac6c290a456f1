"""Finds the published JSON Schemas: inside the wheel, or in the checkout of an editable install."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from slaspec.errors import EnvironmentFault

FILE_OF_KIND = {
    "SLA": "agreement",
    "OLA": "agreement",
    "UC": "agreement",
    "Terms": "terms",
    "Parties": "parties",
    "ServiceCatalogue": "service-catalogue",
    "Calendar": "calendar",
    "PriorityMatrix": "priority-matrix",
    "DataSource": "data-source",
    "Profile": "profile",
    "Amendment": "amendment",
    "Scenario": "scenario",
    "Ledger": "ledger",
    "Waivers": "waivers",
}


def folder(name: str = "v1") -> Path:
    """The folder `schemas/<name>`; raises `EnvironmentFault` when the installation lacks it."""
    package = Path(__file__).resolve().parent.parent
    for base in (package / "_schemas", package.parent / "schemas"):
        if (base / name).is_dir():
            return base / name
    raise EnvironmentFault(f"this installation has no schemas/{name}; install slaspec again")


@lru_cache(maxsize=1)
def all_schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its `$id`. Fractions are read as `Decimal`, as contracts are."""
    loaded = (
        json.loads(path.read_text("utf-8"), parse_float=Decimal)
        for path in sorted(folder().glob("*.schema.json"))
    )
    return {schema["$id"]: schema for schema in loaded}


def schema_of(kind: str) -> dict[str, Any]:
    """The root schema of a kind."""
    suffix = f"/{FILE_OF_KIND[kind]}.schema.json"
    return next(schema for id, schema in all_schemas().items() if id.endswith(suffix))
