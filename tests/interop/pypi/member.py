"""A member at the consent page, and what programs tell."""

import html
import json
import re
from importlib.metadata import version

import requests


def consent(address):
    """Opens the address of a program, and allows what the page asks for; the address that the member is sent back to."""
    page = requests.get(address)
    if page.status_code != 200:
        raise RuntimeError(f"the consent page says {page.status_code}: {re.findall('class=.problem.>([^<]*)', page.text)}")
    form = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)}
    member = re.search(r'<option value="([^"]*)"', page.text).group(1)
    answer = requests.post(address.split("?")[0], data={**form, "member": member, "decision": "allow"}, allow_redirects=False)
    return answer.headers["Location"]


def told(call, *arguments, **options):
    """What a call returns, or the error that it raises."""
    try:
        return call(*arguments, **options)
    except Exception as error:  # whatever it is, it is the program's outcome
        return f"{type(error).__name__}: {error}".splitlines()[0]


def tell(package, result):
    """Prints what a program did."""
    print(json.dumps({"package": package, "version": version(package), "result": result}))
