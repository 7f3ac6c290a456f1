"""The canonical tables of records, whatever the source."""

from __future__ import annotations

from slaspec.records.figures import Figures
from slaspec.records.outages import Outages, Probes
from slaspec.records.tickets import Tickets

Records = Tickets | Outages | Probes | Figures
