// Auth.js (the engine of NextAuth) with its LinkedIn provider, by OpenID Connect: a member logs in, and the session says who it is.
import { Auth } from '@auth/core';
import LinkedIn from '@auth/core/providers/linkedin';
import member from './member.cjs';

const config = {
  secret: 'a secret of thirty-two characters',
  trustHost: true,
  basePath: '/auth',
  logger: { error: (error) => problems.push(String(error.cause?.err ?? error)), warn: () => {}, debug: () => {} },
  providers: [LinkedIn({ clientId: 'sandbox', clientSecret: 'sandbox-secret', issuer: `${process.env.SANDBOX}/oauth` })],
};
const problems = [];
const jar = new Map();

/** A request of the browser, which keeps cookies. */
async function visit(url, options = {}) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await Auth(new Request(url, { ...options, headers: { ...options.headers, cookie } }), config);
  for (const line of answer.headers.getSetCookie()) {
    const [name, value] = line.split(';')[0].split('=');
    jar.set(name, value);
  }
  return answer;
}

const origin = 'http://127.0.0.1:9/auth';
const { csrfToken } = await (await visit(`${origin}/csrf`)).json();
const start = await visit(`${origin}/signin/linkedin`, { method: 'POST', body: new URLSearchParams({ csrfToken, callbackUrl: 'http://127.0.0.1:9/' }) });
const back = problems.length ? null : await member.consent(start.headers.get('location'));
if (back) await visit(back);
const session = await (await visit(`${origin}/session`)).json();
member.tell('@auth/core', problems.length ? { problems } : { user: session.user });
