// The OAuth helper of the official JavaScript client: the login of a member, a renewal, an introspection, the token of the app.
const { AuthClient, RestliClient } = require('linkedin-api-client');
const { consent, names, tell } = require('./member.cjs');

async function main() {
  const auth = new AuthClient({ clientId: 'sandbox', clientSecret: 'sandbox-secret', redirectUrl: 'http://127.0.0.1:9/back' });
  const back = new URL(await consent(auth.generateMemberAuthorizationUrl(['openid', 'profile', 'w_member_social'], 'abc')));
  const token = await auth.exchangeAuthCodeForAccessToken(back.searchParams.get('code'));
  const renewed = await auth.exchangeRefreshTokenForAccessToken(token.refresh_token);
  const inspected = await auth.introspectAccessToken(renewed.access_token);
  const app = await auth.getTwoLeggedAccessToken();
  const me = await new RestliClient().get({ resourcePath: '/userinfo', accessToken: renewed.access_token });
  tell('linkedin-api-client', {
    state: back.searchParams.get('state'),
    token: names(token),
    renewed: names(renewed),
    inspected: names(inspected.data ?? inspected),
    app: names(app),
    sub: me.data.sub,
  });
}

main();
