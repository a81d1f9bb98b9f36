"""Learns from written sentences how a tone sounds that no client should hear."""
