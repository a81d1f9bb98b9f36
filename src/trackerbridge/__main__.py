"""``python -m trackerbridge`` is the same as the ``trackerbridge`` command."""

from trackerbridge.cli import main

if __name__ == "__main__":
    main()
