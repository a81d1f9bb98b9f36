"""Red flags: the engine and one file a rule."""
