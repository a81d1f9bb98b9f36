"""What every run loads, whatever it reads, is small beside a small project's answers (docs/performance.md)."""

import subprocess
import sys

MEASURED = """
import gc, tracemalloc
from trackerbridge.client_view import guard, guard_learned, guard_tone
from trackerbridge.flags.forecast import trees
from trackerbridge.flags.registry import built_in_rules

tracemalloc.start()
built_in_rules()
gc.collect()
before = tracemalloc.get_traced_memory()[0]
trees.shipped()
guard_tone.tone_of("The texts are being written, and will be ready soon.")
gc.collect()
print(tracemalloc.get_traced_memory()[0] - before)
"""


def test_the_guards_words_and_the_forecasts_trees_take_less_than_four_megabytes():
    """They were seven: a dictionary for each word of a pattern, and each tree once as JSON and once to be walked."""
    done = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 4_000_000
