"""Flags on real boards, drawn by lot for people to judge: true, and would a manager act on it or be glad to know?"""
