"""Loaded into every program: what goes to LinkedIn's hosts goes to the sandbox (SANDBOX), as a host override would send it."""

import os
import urllib.request

SANDBOX = os.environ.get("SANDBOX", "")
HOSTS = ("https://api.linkedin.com", "https://www.linkedin.com")


def moved(address):
    for host in HOSTS:
        if address == host or address.startswith(host + "/"):
            return SANDBOX + address[len(host):]
    return address


def redirect_requests():
    from requests.adapters import HTTPAdapter

    send = HTTPAdapter.send

    def moved_send(self, request, *arguments, **options):
        request.url = moved(request.url)
        return send(self, request, *arguments, **options)

    HTTPAdapter.send = moved_send


def redirect_httpx():
    import httpx

    def move(request):
        request.url = httpx.URL(moved(str(request.url)))
        request.headers["Host"] = request.url.netloc.decode()

    handle, handle_async = httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request

    def moved_handle(self, request):
        move(request)
        return handle(self, request)

    async def moved_handle_async(self, request):
        move(request)
        return await handle_async(self, request)

    httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request = moved_handle, moved_handle_async


def redirect_urllib():
    begin = urllib.request.Request.__init__

    def moved_begin(self, url, *arguments, **options):
        begin(self, moved(url), *arguments, **options)

    urllib.request.Request.__init__ = moved_begin


if SANDBOX:
    redirect_requests()
    redirect_httpx()
    redirect_urllib()
