"""Pages for the manager, for the team alone: a brief before a call, a review at a milestone or at the end."""
