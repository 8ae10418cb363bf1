"""The OAuth helper of the official Python client: the login of a member, a renewal, an introspection, the token of the app."""

from urllib.parse import parse_qs, urlsplit

from linkedin_api.clients.auth.client import AuthClient
from linkedin_api.clients.restli.client import RestliClient
from member import consent, tell

auth = AuthClient(client_id="sandbox", client_secret="sandbox-secret", redirect_url="http://127.0.0.1:9/back")
back = parse_qs(urlsplit(consent(auth.generate_member_auth_url(scopes=["openid", "profile", "w_member_social"], state="abc"))).query)
token = auth.exchange_auth_code_for_access_token(back["code"][0])
renewed = auth.exchange_refresh_token_for_access_token(token.refresh_token)
inspected = auth.introspect_access_token(renewed.access_token)
app = auth.get_two_legged_access_token()
me = RestliClient().get(resource_path="/userinfo", access_token=renewed.access_token)
tell("linkedin-api-client", {
    "state": back["state"][0],
    "token": {"status": token.status_code, "expires_in": token.expires_in, "scope": token.scope},
    "renewed": {"status": renewed.status_code, "expires_in": renewed.expires_in},
    "inspected": {"active": inspected.active, "status": inspected.status, "scope": inspected.scope, "auth_type": inspected.auth_type},
    "app": {"status": app.status_code, "expires_in": app.expires_in},
    "sub": me.entity["sub"],
})
