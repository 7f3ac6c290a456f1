"""
Loads the plugin of this checkout, so that a clone that is not installed still tests its contracts.

Where slaspec is installed the plugin is loaded already, under the same name.
"""

pytest_plugins = ["slaspec.pytest_plugin", "pytester"]
