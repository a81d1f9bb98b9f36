"""How well the flags would have foretold lateness, on a project's own past. Pure.

In the order of the files: ``rows`` stops the past at the four moments of every dated task and asks the rules;
``measures`` says what the answers are worth; ``result`` puts the figures together; ``thresholds`` seeks better ones.
"""

from trackerbridge.backtest.result import Backtest, PointFigures, RuleFigures, backtest
from trackerbridge.backtest.rows import Row, replayed
from trackerbridge.backtest.thresholds import Suggestion

__all__ = ["Backtest", "PointFigures", "Row", "RuleFigures", "Suggestion", "backtest", "replayed"]
