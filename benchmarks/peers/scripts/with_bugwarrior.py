"""What ``bugwarrior pull`` reads, by its own collecting function; writing into Taskwarrior is left out.

``with_bugwarrior.py trello|jira [--import-only]``; its configuration is where ``BUGWARRIORRC`` says.
"""

import importlib
import json
import sys

from bugwarrior.collect import aggregate_issues
from bugwarrior.config import load_config


def main():
    """One pass as the tool does it: a process that asks, and this one that takes what it finds."""
    records = list(aggregate_issues(load_config("general", False, True), "general", False))
    tasks = [record for record in records if isinstance(record, dict)]
    notes = sum(len(task["annotations"]) for task in tasks)
    print(json.dumps({"tasks": len(tasks), "comments": notes, "changes": 0}))
    sys.exit(len(records) > len(tasks))  # anything else is its word that a service failed


importlib.import_module(f"bugwarrior.services.{sys.argv[1]}")
if "--import-only" not in sys.argv:
    main()
