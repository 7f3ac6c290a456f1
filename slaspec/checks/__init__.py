"""
What can be wrong with a contract: one rule per file, in the folder of its aspect.

A rule is a pure function from an agreement (or another document, or the whole book) to findings;
its docstring is its page. `registry.all_rules()` finds them, `run.run()` runs them.
"""
