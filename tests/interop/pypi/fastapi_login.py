"""The LinkedIn login of fastapi-sso in a FastAPI app: a member logs in, and the app shows who it is."""

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from fastapi_sso.sso.linkedin import LinkedInSSO
from member import consent, tell

app = FastAPI()
sso = LinkedInSSO("sandbox", "sandbox-secret", redirect_uri="http://127.0.0.1:9/back", allow_insecure_http=True)


@app.get("/login")
async def login():
    async with sso:
        return await sso.get_login_redirect()


@app.get("/back")
async def back(request: Request):
    async with sso:
        return await sso.verify_and_process(request)


with TestClient(app, base_url="http://127.0.0.1:9") as browser:
    start = browser.get("/login", follow_redirects=False)
    answer = browser.get(consent(start.headers["location"]))
    tell("fastapi-sso", answer.json() if answer.status_code == 200 else answer.text)
