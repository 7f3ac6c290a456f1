"""Kind `Parties`: organisations and the people who act for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node


@dataclass(frozen=True, kw_only=True)
class Endpoint(Node):
    """Where electronic invoices are delivered, in a scheme of the list EAS."""

    scheme: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Organisation(Node):
    """A customer, a provider, an internal team or a supplier."""

    id: str
    name: str
    part_of: str | None = None
    registration: str | None = None
    address: str | None = None
    country: str | None = None
    vat_id: str | None = None
    endpoint: Endpoint | None = None


@dataclass(frozen=True, kw_only=True)
class Person(Node):
    """A person and what he or she may do for an organisation."""

    id: str
    name: str
    organisation: str
    roles: tuple[Literal["signs", "represents_users", "represents_delivery"], ...]
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Parties(Node):
    """Organisations and people, once for all agreements."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Parties"]
    id: str
    title: str
    organisations: tuple[Organisation, ...]
    description: str | None = None
    people: tuple[Person, ...] | None = None
