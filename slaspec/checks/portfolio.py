"""
The smallest complete portfolio, without findings: what the examples of the rules are merged into.

One document of each kind, by the name of its file; Terms are there only where an example has some.
"""

from __future__ import annotations

SLA = """\
apiVersion: slaspec/v1
kind: SLA
id: acme-sla
title: Service desk and network for Acme
version: "1.0"
effective: {from: 2026-01-01, through: 2027-12-31, renewal: none, notice: 3 months}
timezone: Europe/Oslo
currency: EUR
parties: {provider: nordit, customer: acme}
signatures:
  - {party: acme, by: j-jansen, date: 2025-12-10}
  - {party: nordit, by: k-berg, date: 2025-12-11}
services:
  - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}
  - {service: network, charge: {amount: 12000.00 EUR, per: month}}
priorities: itil
interpretation:
  window: month
  assign_to: decided
  limit_reached: met
  priority: final
  reclassified: from_start
  reopened: {clock: continues, gap: paused, within: 5 working days}
  without_stop: open
  leave_out: [cancelled, duplicate]
  no_events: not_measured
  no_data: missed
  few_events: none
  round_measured: exact
  partial_window: {charge: prorated, counted: active}
  prorate: calendar_days
  obligation: result
  rounding: {mode: half_up, at: line}
  nature: price_reduction
  claim: {automatic: true}
  settlement: {method: next_invoice, netting: none}
  day_periods:
    {first_day: excluded, ends: end_of_day, on_closed_day: next_open_day, calendar: office}
metrics:
  - {id: resolution-time, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [resolved, closed], pause: [waiting_customer]}
  - {id: network-availability, kind: availability, of: network, source: noc-outages, hours: 24x7,
     down: {down: 100%}, unmonitored: down, quantum: exact, minimum_outage: 0s}
targets:
  - id: resolution
    service: service-desk
    metric: resolution-time
    objectives:
      P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}
      P2: {share: 90%, within: 8h, hours: office, backed_by: [desk-ola#restore/P2]}
    remedies: [desk-credit]
  - {id: availability, service: network, metric: network-availability,
     objective: {availability: 99.9%}, remedies: [network-credit]}
remedies:
  - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}
  - id: network-credit
    for_each: window
    rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 10%}], over: measured}
    base: {charge: network}
purpose: [{value: dealers can sell every opening hour, targets: [resolution, availability]}]
"""

OLA = """\
apiVersion: slaspec/v1
kind: OLA
id: desk-ola
title: Service desk of Nordit
version: "1.0"
effective: {from: 2026-01-01, through: 2027-12-31}
timezone: Europe/Oslo
binding: internal
parties: {provider: nordit-desk, customer: nordit}
services: [{service: service-desk}]
priorities: itil
interpretation:
  window: month
  assign_to: decided
  limit_reached: met
  priority: final
  reclassified: from_start
  reopened: {clock: continues, gap: counts}
  without_stop: open
  leave_out: [cancelled, duplicate]
  no_events: not_measured
  no_data: missed
  few_events: none
  round_measured: exact
  partial_window: not_judged
  obligation: result
metrics:
  - {id: restore-time, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [resolved, closed], pause: []}
targets:
  - id: restore
    service: service-desk
    metric: restore-time
    objectives:
      P1: {share: 95%, within: 4h, hours: 24x7}
      P2: {share: 95%, within: 6h, hours: office}
"""

TERMS = """\
apiVersion: slaspec/v1
kind: Terms
id: nordit-terms
title: General terms of Nordit
version: 2026-1
"""

PARTIES = """\
apiVersion: slaspec/v1
kind: Parties
id: parties
title: Organisations and people
organisations:
  - {id: acme, name: Acme AS}
  - {id: nordit, name: Nordit AS}
  - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}
people:
  - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}
  - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}
"""

CATALOGUE = """\
apiVersion: slaspec/v1
kind: ServiceCatalogue
id: catalogue
title: Services of Nordit
services:
  - {id: service-desk, title: Service desk}
  - {id: network, title: Network, components: [wan]}
components: [{id: wan, title: Wide area network}]
tiers: [silver, gold]
"""

CALENDAR = """\
apiVersion: slaspec/v1
kind: Calendar
id: office
title: Office hours
timezone: Europe/Oslo
open: {mon-fri: ["08:00-17:00"]}
closed: [{date: 2026-05-17, name: Constitution Day}, {date: 2027-05-17, name: Constitution Day}]
valid: {from: 2026-01-01, through: 2028-01-31}
"""

MATRIX = """\
apiVersion: slaspec/v1
kind: PriorityMatrix
id: itil
title: Impact and urgency
impact: [{id: high, text: everybody is stopped}, {id: low, text: one person is hindered}]
urgency: [{id: high, text: work cannot wait}, {id: low, text: work can wait}]
priorities: [{id: P1}, {id: P2}]
table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}
"""

SOURCE = """\
apiVersion: slaspec/v1
kind: DataSource
id: itsm-export
title: Audit log of the service desk tool
format: servicenow_csv
records: incident
layout: events
timezone: Europe/Oslo
date_order: iso
service: service-desk
columns: {id: number, at: updated, state: state, priority: priority, reported: opened}
states:
  active: [In Progress]
  waiting_customer: [Awaiting User]
  resolved: [Resolved]
  closed: [Closed]
sample: samples/itsm.csv
"""

OUTAGES = """\
apiVersion: slaspec/v1
kind: DataSource
id: noc-outages
title: Outages of the network
format: csv
records: outage
timezone: Europe/Oslo
date_order: iso
service: network
columns: {id: number, from: began, until: ended}
"""

SAMPLE = """\
number,opened,updated,state,priority
INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
INC1,2026-02-02 09:00,2026-02-02 10:30,Awaiting User,P1
INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1
INC2,2026-02-03 12:00,2026-02-03 12:10,In Progress,P2
INC2,2026-02-03 12:00,2026-02-03 15:00,Closed,P2
"""

DOCUMENTS = {
    "sla.yaml": SLA,
    "ola.yaml": OLA,
    "parties.yaml": PARTIES,
    "servicecatalogue.yaml": CATALOGUE,
    "calendar.yaml": CALENDAR,
    "prioritymatrix.yaml": MATRIX,
    "datasource.yaml": SOURCE,
    "outages.yaml": OUTAGES,
}
ATTACHMENTS = {"samples/itsm.csv": SAMPLE}

ON_DEMAND = {
    "terms.yaml": TERMS,
    "uc.yaml": OLA.replace("kind: OLA", "kind: UC").replace("id: desk-ola", "id: telco-uc"),
}
