// Hono's LinkedIn middleware: a member logs in, and the app shows who it is.
import { Hono } from 'hono';
import { linkedinAuth } from '@hono/oauth-providers/linkedin';
import member from './member.cjs';

const app = new Hono();
app.use('/login', linkedinAuth({ client_id: 'sandbox', client_secret: 'sandbox-secret', scope: ['openid', 'profile', 'email'] }));
app.get('/login', (c) => c.json({ user: c.get('user-linkedin'), token: Object.keys(c.get('token')), scopes: c.get('granted-scopes') }));

const start = await app.request('http://127.0.0.1:9/login');
const cookie = start.headers.get('set-cookie').split(';')[0];
const back = await member.consent(start.headers.get('location'));
const answer = await app.request(back, { headers: { cookie } });
const text = await answer.text();
member.tell('@hono/oauth-providers', answer.ok ? JSON.parse(text) : text);
