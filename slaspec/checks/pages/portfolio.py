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
effective: {from: 2026-01-01, through: 2027-12-31, renewal: none, notice: 3 months,
            judged_from: 2026-01-01, credits_from: 2026-01-01}
timezone: Europe/Oslo
currency: EUR
binding: contract
parties: {provider: nordit, customer: acme, beneficiaries: []}
signatures:
  - {party: acme, by: j-jansen, date: 2025-12-10}
  - {party: nordit, by: k-berg, date: 2025-12-11}
contact_point: service desk of Nordit
services:
  - service: service-desk
    charge: {amount: 40000.00 EUR, per: month}
    includes: [incidents]
    excludes: [training]
    volume: {expect: 400, at_most: 600, per: month, above: counts, growth: 10%}
  - service: network
    charge: {amount: 12000.00 EUR, per: month}
    includes: [wan]
    excludes: [wifi in rented premises]
support:
  - {channel: phone, contact: "+47 21 00 00 00", hours: 24x7, targets: [resolution]}
duties:
  provider: [{id: knowledge-base, text: keep the knowledge base current}]
  customer: [{id: answers, text: answer questions of the service desk, if_not: none}]
priorities: itil
interpretation:
  window: month
  assign_to: start
  limit_reached: met
  priority: final
  reclassified: from_change
  reopened: {clock: continues, gap: paused, within: 5 working days}
  without_stop: open
  leave_out: [cancelled, duplicate]
  no_events: not_measured
  no_data: missed
  late_report: none
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
    remark: one ticket in ten may be late, whatever the cause
    objectives:
      P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}
      P2: {share: 90%, within: 8h, hours: office, backed_by: [desk-ola#restore/P2]}
    remedies: [desk-credit]
  - {id: availability, service: network, metric: network-availability,
     remark: the network has two carriers and no event is excused,
     objective: {availability: 99.9%, backed_by: [{own: {availability: 99.95%}}]},
     remedies: [network-credit]}
remedies:
  - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}
  - id: network-credit
    for_each: window
    rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 10%}], over: measured}
    base: {charge: network}
liability: {credits: sole_remedy, except: [termination, intent_or_gross_negligence]}
purpose: [{value: dealers can sell every opening hour, targets: [resolution, availability]}]
escalation: [{at_share: 75%, to: service level manager}, {over_by: 1h, to: steering board}]
governance:
  meetings: [{every: month, with: [acme, nordit]}]
  complaints: {to: service level manager, answer_within: 5 working days}
reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}
review: {every: 12 months}
improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 10 working days}
changes: {consent: mutual, notice: 30 days}
disputes:
  {steps: [{body: service managers, within: 10 working days}], forum: Oslo District Court,
   law: Norway}
termination:
  - {when: {missed: availability, times: 3, in: rolling 12 months}, by: customer, notice: 30 days}
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
parties: {provider: nordit-desk, customer: nordit, beneficiaries: [acme]}
signatures:
  - {party: nordit-desk, by: k-berg, date: 2025-12-01}
  - {party: nordit, by: k-berg, date: 2025-12-01}
services: [{service: service-desk}]
priorities: itil
interpretation:
  window: month
  assign_to: start
  limit_reached: met
  priority: final
  reclassified: from_change
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
escalation: [{at_share: 75%, to: service level manager}, {over_by: 1h, to: steering board}]
review: {every: 12 months}
"""

TERMS = """\
apiVersion: slaspec/v1
kind: Terms
id: nordit-terms
title: General terms of Nordit
version: 2026-1
precedence: [agreement, terms]
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
  - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs, represents_users]}
  - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs, represents_delivery]}
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
priorities: [{id: P1, handling: work goes on until it is solved}, {id: P2, handling: next in line}]
table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}
downgrade_needs: customer_consent
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

SCENARIO = """\
apiVersion: slaspec/v1
kind: Scenario
id: late-evening
title: Reported in the evening, restored in time
agreement: acme-sla
as_of: 2026-05-08
period: 2026-04
given:
  records:
    - source: itsm-export
      tickets:
        - id: INC-1
          service: service-desk
          priority: P1
          events:
            - {at: "2026-04-03T20:00:00+02:00", event: reported}
            - {at: "2026-04-03T23:30:00+02:00", state: resolved}
expect:
  verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]
"""

AMENDMENT = """\
apiVersion: slaspec/v1
kind: Amendment
id: acme-amendment-1
title: Faster resolution of critical incidents
amends: {agreement: acme-sla, version: "1.0"}
version: "1.1"
effective: {from: 2026-07-01}
signatures:
  - {party: acme, by: j-jansen, date: 2026-05-20}
  - {party: nordit, by: k-berg, date: 2026-05-21}
changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4h}]
"""

WAIVERS = """\
apiVersion: slaspec/v1
kind: Waivers
id: acme-waivers
title: Accepted findings
waivers:
  - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
     reason: the customer asked for it, until: 2027-03-31}
"""

PROFILE = """\
apiVersion: slaspec/v1
kind: Profile
id: acme-profile
title: Stream of outages
timezone: Europe/Oslo
outages:
  per_year: 24
  components: {wan: 100%}
  classes: {down: {share: 100%, duration: {p50: 1h}}}
"""

LEDGER = """\
apiVersion: slaspec/v1
kind: Ledger
id: acme-ledger
title: Ledger of Acme
agreement: acme-sla
entries: [{statement: 2026-01, date: 2026-02-06, state: issued}]
"""

ON_DEMAND = {
    "amendment.yaml": AMENDMENT,
    "ledger.yaml": LEDGER,
    "profile.yaml": PROFILE,
    "scenario.yaml": SCENARIO,
    "terms.yaml": TERMS,
    "uc.yaml": OLA.replace("kind: OLA", "kind: UC").replace("id: desk-ola", "id: telco-uc"),
    "waivers.yaml": WAIVERS,
}
