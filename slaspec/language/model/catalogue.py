"""Kind `ServiceCatalogue`: what can be agreed upon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node


@dataclass(frozen=True, kw_only=True)
class Component(Node):
    """A part of a service that can fail by itself."""

    id: str
    title: str
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Service(Node):
    """A service: its components, what it does and where it ends."""

    id: str
    title: str
    description: str | None = None
    components: tuple[str, ...] | None = None
    specification: str | None = None
    limits: str | None = None
    changes: Literal["by_consent", "provider_if_not_worse"] | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceCatalogue(Node):
    """Services, components and tiers (from the weakest to the strongest)."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["ServiceCatalogue"]
    id: str
    title: str
    services: tuple[Service, ...]
    description: str | None = None
    components: tuple[Component, ...] | None = None
    tiers: tuple[str, ...] | None = None
    changes: Literal["by_consent", "provider_if_not_worse"] | None = None
