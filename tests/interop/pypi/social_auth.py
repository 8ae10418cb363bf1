"""Python Social Auth with its two LinkedIn backends: a member logs in, and the program has the profile."""

import os
from urllib.parse import parse_qs, urlsplit

from member import consent, tell, told
from social_core.backends.linkedin import LinkedinOAuth2, LinkedinOpenIdConnect
from social_core.storage import BaseStorage, NonceMixin
from social_core.strategy import BaseStrategy

SETTINGS = {
    "SOCIAL_AUTH_LINKEDIN_OPENIDCONNECT_OIDC_ENDPOINT": os.environ["SANDBOX"] + "/oauth",
    "SOCIAL_AUTH_LINKEDIN_OPENIDCONNECT_KEY": "sandbox",
    "SOCIAL_AUTH_LINKEDIN_OPENIDCONNECT_SECRET": "sandbox-secret",
    "SOCIAL_AUTH_LINKEDIN_OAUTH2_KEY": "sandbox",
    "SOCIAL_AUTH_LINKEDIN_OAUTH2_SECRET": "sandbox-secret",
    "SOCIAL_AUTH_LINKEDIN_OAUTH2_SCOPE": ["r_emailaddress"],
    "SOCIAL_AUTH_LINKEDIN_OAUTH2_FIELD_SELECTORS": ["emailAddress"],
}


class Nonce(NonceMixin):
    """Values that are used once: each one is new here."""

    @classmethod
    def use(cls, server_url, timestamp, salt):
        return True

    @classmethod
    def consume(cls, server_url, timestamp, salt):
        return True


class Storage(BaseStorage):
    nonce = Nonce


class Strategy(BaseStrategy):
    """The seam to a framework: settings, a session, the request."""

    def __init__(self):
        super().__init__(Storage())
        self.session, self.data = {}, {}

    def get_setting(self, name):
        return SETTINGS[name]

    def request_data(self, merge=True):
        return self.data

    def request_host(self):
        return "127.0.0.1:9"

    def session_get(self, name, default=None):
        return self.session.get(name, default)

    def session_set(self, name, value):
        self.session[name] = value

    def session_pop(self, name):
        return self.session.pop(name, None)

    def build_absolute_uri(self, path=None):
        return f"http://127.0.0.1:9{path or ''}"


def login(backend):
    strategy = Strategy()
    site = backend(strategy, redirect_uri="/back")
    address = site.auth_url()
    back = parse_qs(urlsplit(consent(address)).query)
    strategy.data = {name: values[0] for name, values in back.items()}
    site.data = strategy.data
    token = site.request_access_token(
        site.access_token_url(), data=site.auth_complete_params(site.validate_state()), headers=site.auth_headers(),
        auth=site.auth_complete_credentials(), method=site.ACCESS_TOKEN_METHOD,
    )
    profile = site.user_data(token["access_token"], response=token)
    return site.get_user_details(profile)


tell("social-auth-core", {backend.name: told(login, backend) for backend in (LinkedinOpenIdConnect, LinkedinOAuth2)})
