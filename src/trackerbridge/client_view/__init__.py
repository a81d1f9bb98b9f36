"""The client's side: what they see, in which words, and what never leaves."""
