"""The sandbox's Trello: state, rules and routes of the REST API, version 1."""
