"""A page in a folder as the client's side: nothing to log in to, one file to look at."""
