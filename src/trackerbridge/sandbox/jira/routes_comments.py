"""Comments of an issue, and of a service desk's request."""

from __future__ import annotations

from trackerbridge.sandbox.jira import comments, errors, history, moments, paging, render, texts, views
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route

PAGE, GRANTED = 100, 5000
BODY = (
    "body:any visibility:any properties:objects author:ignored updateAuthor:ignored created:ignored updated:ignored "
    "id:ignored self:ignored renderedBody:ignored jsdPublic:ignored jsdAuthorCanSeeRequest:ignored"
)


@route(
    "GET /api/issue/{issueIdOrKey}/comment",
    "startAt:0..10000000 maxResults:0..100000 orderBy:text expand:words",
    anonymous=True,
)
def list_comments(call: Call) -> Json:
    """One page of comments, by offset (6.36); they can be ordered by ``created`` alone."""
    row = call.issue()
    order = call.get("orderBy", "created")
    if order.lstrip("+-") != "created":
        raise errors.messages(400, f"'{order}' is not a valid field to order by.")
    found = views.visible_comments(call.face, row)
    found = found[::-1] if order.startswith("-") else found
    granted = min(call.get("maxResults", PAGE if call.site.cloud else GRANTED), GRANTED)
    shown = [views.comment(call.face, row, one, call.get("expand", [])) for one in found]
    return paging.by_offset(shown, "comments", call.get("startAt", 0), granted)


def _comment(call: Call, row: Json) -> Json:
    for one in views.visible_comments(call.face, row):
        if str(one["id"]) == call.path["id"]:
            return one
    raise errors.messages(404, f"Can not find a comment for the id: {call.path['id']}.")


@route("GET /api/issue/{issueIdOrKey}/comment/{id}", "expand:words", anonymous=True)
def read_comment(call: Call) -> Json:
    """One comment."""
    row = call.issue()
    return views.comment(call.face, row, _comment(call, row), call.get("expand", []))


@route("POST /api/issue/{issueIdOrKey}/comment", "expand:words", body=BODY, open_body=True)
def add_comment(call: Call) -> Reply:
    """A new comment: 201, with its address (6.33)."""
    row = call.writable()
    made = views.comment(call.face, row, comments.add(call, row, call.body), call.get("expand", []))
    return Reply(201, made, {"location": made["self"]})


@route(
    "PUT /api/issue/{issueIdOrKey}/comment/{id}",
    "notifyUsers:bool overrideEditableFlag:bool expand:words",
    body=BODY,
    open_body=True,
)
def change_comment(call: Call) -> Json:
    """Another text."""
    row = call.writable()
    found = _comment(call, row)
    _own(call, found)
    comments.change(call, row, found, call.body)
    return views.comment(call.face, row, found, call.get("expand", []))


@route("DELETE /api/issue/{issueIdOrKey}/comment/{id}")
def delete_comment(call: Call) -> None:
    """Take a comment away."""
    row = call.writable()
    found = _comment(call, row)
    _own(call, found)
    row["comments"].remove(found)
    history.touch(call.state, row)


def _own(call: Call, comment: Json) -> None:
    if not call.me.admin and comment.get("author") != {"$user": call.me.user}:
        raise errors.messages(400, f"You do not have permission to edit comment with id '{comment['id']}'.")


@route("GET /api/comment/{commentId}/properties/{propertyKey}")
def comment_property(call: Call) -> Json:
    """A property of a comment, ``sd.public.comment`` for instance."""
    for row in call.state.issues:
        for one in views.visible_comments(call.face, row) if call.sees(row) else ():
            if str(one["id"]) == call.path["commentId"] and call.path["propertyKey"] in one["properties"]:
                return {"key": call.path["propertyKey"], "value": one["properties"][call.path["propertyKey"]]}
    raise errors.not_found("The comment or its property")


# -- service desk ----------------------------------------------------------------------------------------


@route(
    "GET /servicedeskapi/request/{issueIdOrKey}/comment",
    "public:bool internal:bool start:0..10000000 limit:1..100 expand:ignored",
)
def request_comments(call: Call) -> Json:
    """The comments of a customer's request: public ones, and with the team's eyes internal ones too."""
    row = call.issue()
    wanted = {True: call.get("public", True), False: call.get("internal", True)}
    found = [one for one in views.visible_comments(call.face, row) if wanted[views.is_public(one)]]
    start, limit = call.get("start", 0), call.get("limit", 50)
    page = [_request_comment(call, one) for one in found[start : start + limit]]
    return {
        "size": len(page),
        "start": start,
        "limit": limit,
        "isLastPage": start + limit >= len(found),
        "values": page,
    }


@route("POST /servicedeskapi/request/{issueIdOrKey}/comment", body="body!:text public:bool additionalComment:ignored")
def add_request_comment(call: Call) -> Reply:
    """A new comment that says whether the customer reads it (API-FACTS 1.5)."""
    row = call.writable()
    internal = [{"key": "sd.public.comment", "value": {"internal": not call.get("public", True)}}]
    return Reply(
        201, _request_comment(call, comments.add(call, row, {"body": call.get("body"), "properties": internal}))
    )


def _request_comment(call: Call, comment: Json) -> Json:
    created = comment["created"]
    at = moments.read(created)
    return {
        "id": comment["id"],
        "body": texts.as_plain(comment["body"]),
        "public": views.is_public(comment),
        "author": render.value(call.face, comment["author"]),
        "created": {"iso8601": moments.write(at, call.face.zone), "epochMillis": round(at.timestamp() * 1000)},
    }
