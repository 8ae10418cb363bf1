// Passport's LinkedIn strategy in an Express app: a member logs in, and the app shows the profile.
const express = require('express');
const session = require('express-session');
const passport = require('passport');
const { Strategy } = require('passport-linkedin-oauth2');
const { consent, tell } = require('./member.cjs');

async function login(server, options) {
  const origin = `http://127.0.0.1:${server.address().port}`;
  passport.use(new Strategy({ clientID: 'sandbox', clientSecret: 'sandbox-secret', callbackURL: `${origin}/back`, state: true, ...options },
    (token, refresh, profile, done) => done(null, profile)));
  const start = await fetch(`${origin}/login`, { redirect: 'manual' });
  const cookie = start.headers.get('set-cookie').split(';')[0];
  const back = await consent(start.headers.get('location'));
  const answer = await fetch(back, { headers: { cookie } });
  const text = await answer.text();
  if (!answer.ok) return text.match(/<pre>(.*?)(<br>|<\/pre>)/s)?.[1] ?? text;
  const { id, displayName, name, emails, photos } = JSON.parse(text);
  return { id, displayName, name, emails, photos: photos.length };
}

async function main() {
  passport.serializeUser((user, done) => done(null, user));
  const app = express();
  app.use(session({ secret: 'secret', resave: false, saveUninitialized: true }));
  app.get('/login', passport.authenticate('linkedin'));
  app.get('/back', passport.authenticate('linkedin', { session: false }), (request, response) => response.json(request.user));
  const server = app.listen(0, '127.0.0.1', async () => {
    const result = {};
    for (const scope of ['r_liteprofile', 'r_fullprofile']) result[scope] = await login(server, { scope: [scope, 'r_emailaddress'] });
    tell('passport-linkedin-oauth2', result);
    server.close();
  });
}

main();
