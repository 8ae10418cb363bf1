"""Authlib as an OpenID Connect client of LinkedIn: a member logs in, the signature of the ID token is checked, the token is renewed."""

import os

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet
from member import consent, tell

about = requests.get(os.environ["SANDBOX"] + "/oauth/.well-known/openid-configuration").json()
site = OAuth2Session("sandbox", "sandbox-secret", scope="openid profile email", redirect_uri="http://127.0.0.1:9/back",
                     token_endpoint_auth_method="client_secret_post")
address, state = site.create_authorization_url(about["authorization_endpoint"], nonce="n-1")
token = site.fetch_token(about["token_endpoint"], authorization_response=consent(address), state=state)
keys = KeySet.import_key_set(requests.get(about["jwks_uri"]).json())
claims = jwt.decode(token["id_token"], keys, algorithms=["RS256"]).claims
jwt.JWTClaimsRegistry(iss={"essential": True, "value": about["issuer"]}, aud={"essential": True, "value": "sandbox"}).validate(claims)
user = site.get("https://api.linkedin.com/v2/userinfo").json()
renewed = site.refresh_token(about["token_endpoint"], refresh_token=token["refresh_token"])
tell("Authlib", {"claims": sorted(claims), "nonce": claims["nonce"], "user": user, "renewed": sorted(renewed)})
