"""Where the data is that may not be distributed: beside the checkout, or where TRACKERBRIDGE_CORPUS says.

Tests that use it skip with a reason where it is absent.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TRACKERBRIDGE_CORPUS") or ROOT.parent / "shared" / "data")
"""Real boards, issues, recordings and labelled texts."""
SHARED = DATA.parent
SPECS = SHARED / "specs"
"""The vendors' descriptions of their interfaces."""
