"""
The typed contract: frozen dataclasses, one module per kind or concern.

Every class here has a definition of the same fields in `schemas/v1`; a test locks the two.
"""

from __future__ import annotations

from slaspec.language.model.agreement import Agreement, Sections, Terms
from slaspec.language.model.calendar import Calendar
from slaspec.language.model.catalogue import ServiceCatalogue
from slaspec.language.model.data_source import DataSource
from slaspec.language.model.node import NOWHERE, Node, Path, Place
from slaspec.language.model.parties import Parties
from slaspec.language.model.priorities import PriorityMatrix

KINDS: dict[str, type[Node]] = {
    "SLA": Agreement,
    "OLA": Agreement,
    "UC": Agreement,
    "Terms": Terms,
    "Parties": Parties,
    "ServiceCatalogue": ServiceCatalogue,
    "Calendar": Calendar,
    "PriorityMatrix": PriorityMatrix,
    "DataSource": DataSource,
}

Contract = Agreement | Terms | Parties | ServiceCatalogue | Calendar | PriorityMatrix | DataSource

__all__ = [
    "KINDS",
    "NOWHERE",
    "Agreement",
    "Calendar",
    "Contract",
    "DataSource",
    "Node",
    "Parties",
    "Path",
    "Place",
    "PriorityMatrix",
    "Sections",
    "ServiceCatalogue",
    "Terms",
]
