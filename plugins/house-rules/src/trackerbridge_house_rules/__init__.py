"""House rules: red flags of one agency's own, as a pack for trackerbridge. Whatever rule is imported here is in it."""

from trackerbridge_house_rules.no_area import NoArea
from trackerbridge_house_rules.no_estimate import NoEstimate

__all__ = ["NoArea", "NoEstimate"]
