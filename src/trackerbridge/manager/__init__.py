"""The manager's side (CLIENT section 7): what they are told, and when the client is told what. Pure values."""
