"""Flags on real boards, drawn by lot for people to judge: whether true, and worth acting on or knowing."""
