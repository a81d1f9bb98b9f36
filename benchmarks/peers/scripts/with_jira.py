"""A project read with the ``jira`` library as an agency would: one search for all, then the comments of each issue.

``with_jira.py jira [--import-only]``
"""

import json
import os
import sys

from jira import JIRA


def main():
    """Everything of one project."""
    site = JIRA("https://bench.atlassian.net", basic_auth=(os.environ["JIRA_EMAIL"], os.environ["JIRA_TOKEN"]))
    issues = site.search_issues("project = CAT", maxResults=False, expand="changelog")
    said, done = set(), set()
    for issue in issues:
        said |= {comment.id for comment in site.comments(issue)}
        done |= {entry.id for entry in issue.changelog.histories}
    print(json.dumps({"tasks": len(issues), "comments": len(said), "changes": len(done)}))


if "--import-only" not in sys.argv:
    main()
