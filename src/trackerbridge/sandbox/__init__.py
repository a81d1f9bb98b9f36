"""A loopback Trello with a sample agency: for the demo, the tests and the benchmarks."""
