"""A board read with py-trello the way its objects invite to: each card fetched, then its comments and its past.

``with_py_trello.py trello [--import-only]``
"""

import json
import os
import sys

from trello import TrelloClient


def main():
    """Everything of one board, by card."""
    client = TrelloClient(api_key=os.environ["TRELLO_KEY"], token=os.environ["TRELLO_TOKEN"])
    board = client.get_board("bEnch500")
    board.all_lists()
    cards = board.all_cards()
    said, done = set(), set()
    for card in cards:
        card.fetch(eager=False)
        said |= {comment["id"] for comment in card.comments}
        done |= {action["id"] for action in card.fetch_actions("updateCard", action_limit=1000)}
    print(json.dumps({"tasks": len(cards), "comments": len(said), "changes": len(done)}))


if "--import-only" not in sys.argv:
    main()
