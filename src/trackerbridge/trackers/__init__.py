"""The trackers: reading (Connector) and writing (Writer), one folder each."""
