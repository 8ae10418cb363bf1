"""Calls the official Python client once for each case, and sends what it makes to a server of ours.

    driver.py URL INPUTS CLIENT

INPUTS is a file with all cases, or "-": a case is read from each line of the standard input.
Prints a line of JSON for each case: its name, what the client raised, if it did, and what it read from the answer.
"""

import json
import sys

from linkedin_api.clients.restli.client import RestliClient
from requests.adapters import HTTPAdapter

HOST = "https://api.linkedin.com"


def value(tree):
    """A value as it stands in the inputs, with what JSON cannot say ($double) or says at length ($repeat) put in place."""
    if isinstance(tree, list):
        return [value(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if "$double" in tree:
        return float(tree["$double"])
    if "$repeat" in tree:
        text, times = tree["$repeat"]
        return text * times
    return {key: value(inner) for key, inner in tree.items()}


class ToServer(HTTPAdapter):
    """Sends finished requests to another server, as they are."""

    def __init__(self, url, case):
        super().__init__()
        self.url, self.case = url, case

    def send(self, request, **options):
        request.url = request.url.replace(HOST, self.url, 1)
        if self.case:
            request.headers["X-Interop-Case"] = self.case
        return super().send(request, **options)


# The method of the client for each of the protocol's, and what it is given besides the path, its keys and the query:
# its name there, and in the inputs.
CALLS = {
    "get": {},
    "get_all": {},
    "batch_get": {"ids": "ids"},
    "finder": {"finder_name": "finder"},
    "batch_finder": {"finder_name": "finder"},
    "create": {"entity": "entity"},
    "batch_create": {"entities": "entities"},
    "update": {"entity": "entity"},
    "batch_update": {"ids": "ids", "entities": "entities"},
    "partial_update": {"patch_set_object": "set"},
    "batch_partial_update": {"ids": "ids", "patch_set_objects": "sets"},
    "delete": {},
    "batch_delete": {"ids": "ids"},
    "action": {"action_name": "action", "action_params": "params"},
}


def call(one, url):
    client = RestliClient()
    client.session.mount(HOST, ToServer(url, None if "token" in one else one["name"]))
    own = {theirs: one[ours] for theirs, ours in CALLS[one["method"]].items() if ours in one}
    if "criteria" in one:
        own["finder_criteria"] = (one["criteria"]["name"], one["criteria"]["value"])
    return getattr(client, one["method"])(
        resource_path=one["path"],
        access_token=one.get("token", "TOKEN"),
        path_keys=one.get("keys"),
        query_params=one.get("query"),
        version_string=one.get("version"),
        **own,
    )


def read(answer):
    """What an answer of the client holds, but for the parts of HTTP."""
    if isinstance(answer, list):
        return [read(item) for item in answer]
    if isinstance(answer, dict):
        return {str(key): read(inner) for key, inner in answer.items()}
    if answer is None or isinstance(answer, (str, int, float)):
        return answer
    return {name: read(inner) for name, inner in vars(answer).items() if name not in ("response", "headers", "url")}


def cases(inputs):
    if inputs == "-":
        yield from (json.loads(line) for line in sys.stdin)
    else:
        with open(inputs, encoding="utf-8") as file:
            yield from json.load(file)


def main():
    url, inputs, name = sys.argv[1:]
    for one in cases(inputs):
        if name not in one.get("clients", [name]):
            continue
        error = answer = None
        try:
            answer = read(call(value(one), url))
        except Exception as raised:  # whatever it is, it is the client's answer to the case
            error = f"{type(raised).__name__}: {raised}"
        print(json.dumps({"case": one["name"], "error": error, "answer": answer}), flush=True)


main()
