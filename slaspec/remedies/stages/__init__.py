"""
The stages of the pipeline, one module each.

Each declares `TERMS`: the terms of a remedy it acts on, as dotted keys, with the values it can
settle (none listed = every value). `slaspec.remedies.terms` joins them.
"""
