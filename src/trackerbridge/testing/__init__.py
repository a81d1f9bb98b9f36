"""Contract suites for whoever adds a tracker: inherit, say how to make one, and run pytest.

::

    from trackerbridge.testing import ConnectorContract, WriterContract

    class TestOurConnector(ConnectorContract):
        def make_connector(self, sample): ...
        def make_invisible(self): ...

They need pytest, which trackerbridge itself does not.
"""

import pytest

pytest.register_assert_rewrite("trackerbridge.testing.connector", "trackerbridge.testing.writer")

from trackerbridge.testing.connector import ConnectorContract  # noqa: E402  after the rewriting of its asserts
from trackerbridge.testing.sample import SAMPLE, SampleTask  # noqa: E402
from trackerbridge.testing.writer import WriterBench, WriterContract  # noqa: E402

__all__ = ["SAMPLE", "ConnectorContract", "SampleTask", "WriterBench", "WriterContract"]
