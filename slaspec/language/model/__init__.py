"""
The typed contract: frozen dataclasses, one module per kind or concern.

Every class here has a definition of the same fields in `schemas/v1`; a test locks the two.
"""

from __future__ import annotations

from slaspec.language.model.agreement import Agreement, Sections, Terms
from slaspec.language.model.amendment import Amendment
from slaspec.language.model.calendar import Calendar
from slaspec.language.model.catalogue import ServiceCatalogue
from slaspec.language.model.data_source import DataSource
from slaspec.language.model.ledger import Ledger
from slaspec.language.model.node import NOWHERE, Node, Path, Place
from slaspec.language.model.parties import Parties
from slaspec.language.model.priorities import PriorityMatrix
from slaspec.language.model.profile import Profile
from slaspec.language.model.scenario import Scenario
from slaspec.language.model.waivers import Waivers

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
    "Profile": Profile,
    "Amendment": Amendment,
    "Scenario": Scenario,
    "Ledger": Ledger,
    "Waivers": Waivers,
}

Contract = (
    Agreement
    | Terms
    | Parties
    | ServiceCatalogue
    | Calendar
    | PriorityMatrix
    | DataSource
    | Profile
    | Amendment
    | Scenario
    | Ledger
    | Waivers
)

__all__ = [
    "KINDS",
    "NOWHERE",
    "Agreement",
    "Amendment",
    "Calendar",
    "Contract",
    "DataSource",
    "Ledger",
    "Node",
    "Parties",
    "Path",
    "Place",
    "PriorityMatrix",
    "Profile",
    "Scenario",
    "Sections",
    "ServiceCatalogue",
    "Terms",
    "Waivers",
]
