"""Jira's answers as files hold them, and what tests ask of what was read."""

SITE = "https://acme.example/rest/api/2/issue"
WIKI = "The logo is *round*."
ADF = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Round."}]}]}


def issue(number: int, **fields) -> dict:
    """An issue of the project WEB as a search answer holds it."""
    return {
        "id": str(10_000 + number),
        "key": f"WEB-{number}",
        "self": f"{SITE}/{10_000 + number}",
        "fields": {
            "summary": f"Task {number}",
            "status": {"name": "Doing", "statusCategory": {"key": "indeterminate"}},
            "project": {"key": "WEB", "name": "Website"},
            "duedate": "2026-11-30",
            "description": WIKI,
        }
        | fields,
    }


def page(first: int, last: int, total: int, **more) -> dict:
    """A page of a search that counts: issues first to last of total, from 1."""
    issues = [issue(number) for number in range(first, last + 1)]
    return {"startAt": first - 1, "maxResults": 50, "total": total, "issues": issues} | more


def keys(found) -> list[str]:
    """The keys of the tasks that were read."""
    return [task.key for task in found.tasks]


def gaps(found) -> list[str]:
    """What is missing, in sentences."""
    return [gap.reason for gap in found.completeness.gaps]
