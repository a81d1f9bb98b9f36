"""Every test runs with the built-in parts alone; tests of plugins pass an environment of their own."""

import os

os.environ["TRACKERBRIDGE_PLUGINS"] = "off"
os.environ.setdefault("COLUMNS", "100")
