"""The sandbox as a web application.

Trello is under ``/1`` and its boards as pages under ``/b``; Jira under ``/rest`` and ``/browse``, below the site's
context path; the controls under ``/_sandbox``.
"""

from __future__ import annotations

import html
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.sandbox.faults import Fault
from trackerbridge.sandbox.jira import errors as jira_errors
from trackerbridge.sandbox.jira import web as jira
from trackerbridge.sandbox.jira.service import Answer as JiraAnswer
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.requestlog import CREDENTIALS, Entry
from trackerbridge.sandbox.trello import errors
from trackerbridge.sandbox.trello.service import TEXT_TYPE, Answer, Asked
from trackerbridge.sandbox.wire import WIRE

if TYPE_CHECKING:
    from trackerbridge.sandbox.server import Sandbox

METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


def make_app(sandbox: Sandbox) -> Flask:
    """The application of one sandbox."""
    app = Flask("trackerbridge.sandbox", static_folder=None)
    app.add_url_rule("/<path:path>", "tracker", lambda **_: _tracker(sandbox), methods=METHODS)
    app.add_url_rule("/", "index", lambda: _index(sandbox))
    app.add_url_rule("/b/<link>", "page", lambda link: _page(sandbox, link))
    app.add_url_rule("/b/<link>/<name>", "named_page", lambda link, **_: _page(sandbox, link))
    app.add_url_rule("/_sandbox/clock", "clock", lambda: _clock(sandbox), methods=["GET", "PUT"])
    app.add_url_rule("/_sandbox/requests", "requests", lambda: _requests(sandbox), methods=["GET", "DELETE"])
    app.add_url_rule("/_sandbox/faults", "faults", lambda: _faults(sandbox), methods=["POST", "DELETE"])
    app.add_url_rule("/_sandbox/boards", "load", lambda: _load(sandbox), methods=["POST"])
    app.add_url_rule("/_sandbox/boards/<link>", "dump", lambda link: _dump(sandbox, link))
    app.add_url_rule("/_sandbox/jira", "jira", lambda: _jira_settings(sandbox), methods=["GET", "PUT"])
    app.add_url_rule("/_sandbox/jira/issues", "jira_load", lambda: _jira_load(sandbox), methods=["POST"])
    app.add_url_rule(
        "/_sandbox/jira/issues/<key>/move", "jira_move", lambda key: _jira_move(sandbox, key), methods=["POST"]
    )
    app.add_url_rule(
        "/_sandbox/jira/accounts/<login>",
        "jira_account",
        lambda login: _jira_account(sandbox, login),
        methods=["GET", "PUT"],
    )
    app.register_error_handler(TrackerbridgeError, lambda error: (jsonify(error=str(error)), 400))
    app.register_error_handler(
        errors.TrelloError, lambda error: Response(str(error.body), error.status, mimetype="text/plain")
    )
    app.register_error_handler(jira_errors.JiraError, lambda error: (jsonify(error.body), error.status))
    return app


# -- the trackers ------------------------------------------------------------------------------------


def _tracker(sandbox: Sandbox) -> Response:
    site = sandbox.jira
    if site is not None and request.path.startswith(f"{site.context_path}/browse/"):
        return jira.issue_page(site, request.path.rpartition("/")[2])
    entry = sandbox.requests.begin(sandbox.state.now(), request.method, sandbox.redact(request.path))
    fault = sandbox.faults.of(request.method, *_paths(request))
    time.sleep((sandbox.latency_ms + (fault.delay_ms if fault else 0)) / 1000)
    try:
        answer = _spoiled(sandbox, entry, fault) if fault else _served(sandbox, entry)
    except Exception:
        entry.status = 500
        raise
    finally:
        sandbox.requests.finish(entry)
    response = Response(answer.body, answer.status, content_type=answer.content_type)
    response.headers.update(answer.headers)
    return response


def _paths(asked: Request) -> list[str]:
    """The path, and for a batch those of the questions in it: what spoils one of them spoils the answer."""
    inner = asked.args.get("urls", "").split(",") if asked.path == "/1/batch" else []
    return [asked.path, *(f"/1{urlsplit(url).path}" for url in inner)]


def _served(sandbox: Sandbox, entry: Entry) -> Answer | JiraAnswer:
    site, service = sandbox.jira, sandbox.jira_service
    if site is not None and service is not None and site.serves(request.path):
        answer = service.answer(jira.asked(site, request), entry)
        entry.status, entry.bytes = answer.status, len(answer.body)
        return answer
    return _trello(sandbox, entry)


def _trello(sandbox: Sandbox, entry: Entry) -> Answer:
    try:
        asked = _asked(request)
    except ValueError:
        return Answer(400, b"invalid JSON", TEXT_TYPE)
    except HTTPException as error:
        return Answer(error.code or 400, (error.description or "").encode(), TEXT_TYPE)
    entry.params = {name: value for name, value in asked.params.items() if name not in CREDENTIALS}
    if not request.path.startswith("/1/"):
        answer = Answer(404, f"Cannot {request.method} {request.path}".encode(), TEXT_TYPE)
    else:
        answer = sandbox.service.answer(asked, entry)
    entry.status, entry.bytes = answer.status, len(answer.body)
    return answer


def _spoiled(sandbox: Sandbox, entry: Entry, fault: Fault) -> Answer | JiraAnswer:
    wire = request.environ[WIRE]
    entry.fault = f"drop {fault.drop}" if fault.drop else f"status {fault.status}" if fault.status else "slow or cut"
    if fault.drop == "before":
        wire["drop"] = True
        return Answer(500, b"", TEXT_TYPE)
    if fault.status is not None:
        body, content_type = fault.content
        entry.status, entry.bytes = fault.status, len(body)
        return Answer(fault.status, body, fault.headers.get("content-type", content_type), fault.headers)
    answer = _served(sandbox, entry)
    if fault.drop == "after":
        wire["drop"] = True
        entry.status = 0
    wire["truncate"] = fault.truncate
    return answer


def _asked(incoming: Request) -> Asked:
    """Query, form, multipart and JSON bodies all give parameters (API-FACTS 6.18)."""
    body = incoming.get_data()
    params: dict[str, Any] = incoming.args.to_dict()
    upload = None
    if body and incoming.mimetype == "application/json":
        given = json.loads(body)
        if not isinstance(given, dict):
            raise ValueError
        params.update(given)
    elif body:
        params.update(incoming.form.to_dict())
        file = incoming.files.get("file")
        if file is not None:
            upload = (file.filename or "file", file.mimetype, file.read())
            params["file"] = upload[0]
    return Asked(
        method=incoming.method,
        path=incoming.path.removeprefix("/1"),
        params=params,
        authorization=incoming.headers.get("Authorization", ""),
        has_body=bool(body),
        upload=upload,
    )


# -- controls ----------------------------------------------------------------------------------------


def _clock(sandbox: Sandbox) -> Response:
    if request.method == "PUT":
        given = request.get_json(force=True)
        try:
            sandbox.clock.set(given.get("now"))
        except ValueError:
            abort(400, "now is an ISO time or null")
    return jsonify(now=sandbox.state.now())


def _requests(sandbox: Sandbox) -> Response:
    if request.method == "DELETE":
        sandbox.requests.clear()
    return jsonify(requests=sandbox.requests.as_json(), counts=sandbox.requests.counts())


def _faults(sandbox: Sandbox) -> Response:
    if request.method == "DELETE":
        sandbox.faults.clear()
    else:
        sandbox.faults.add(request.get_json(force=True))
    return jsonify(rules=len(sandbox.faults.rules))


def _load(sandbox: Sandbox) -> Response:
    board = sandbox.state.load_export(request.get_json(force=True))
    return jsonify(id=board["id"], shortLink=board["shortLink"])


def _dump(sandbox: Sandbox, link: str) -> Response:
    return jsonify(sandbox.state.export_board(link))


def _site(sandbox: Sandbox) -> JiraSite:
    if sandbox.jira is None:
        abort(404, "this sandbox serves no Jira")
    return sandbox.jira


def _jira_settings(sandbox: Sandbox) -> Response:
    given = request.get_json(force=True) if request.method == "PUT" else {}
    return jsonify(jira.settings(_site(sandbox), given))


def _jira_load(sandbox: Sandbox) -> Response:
    return jsonify(jira.take_issues(_site(sandbox), request.get_json(force=True)))


def _jira_move(sandbox: Sandbox, key: str) -> Response:
    return jsonify(jira.move(_site(sandbox), key, request.get_json(force=True)))


def _jira_account(sandbox: Sandbox, login: str) -> Response:
    given = request.get_json(force=True) if request.method == "PUT" else {}
    return jsonify(jira.account(_site(sandbox), login, given))


# -- to look at --------------------------------------------------------------------------------------


def _index(sandbox: Sandbox) -> Response:
    rows = [(board["shortLink"], html.escape(board["name"])) for board in sandbox.state.boards]
    items = "".join(f'<li><a href="/b/{link}">{name}</a></li>' for link, name in rows)
    issues = jira.issue_list(sandbox.jira) if sandbox.jira else ""
    return Response(
        f'<!doctype html><meta charset="utf-8"><title>Sandbox</title><h1>Boards</h1><ul>{items}</ul>{issues}',
        mimetype="text/html",
    )


def _page(sandbox: Sandbox, link: str) -> Response:
    from trackerbridge.sandbox import page

    return Response(page.render(sandbox.state.export_board(link), now=sandbox.clock.now()), mimetype="text/html")
