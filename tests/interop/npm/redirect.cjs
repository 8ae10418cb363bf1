// Preloaded into every program: what goes to LinkedIn's hosts goes to the sandbox (`SANDBOX`), as a host override would send it.
'use strict';

const http = require('http');
const https = require('https');

const sandbox = new URL(process.env.SANDBOX);
const HOSTS = ['api.linkedin.com', 'www.linkedin.com'];

/** The address at the sandbox in place of one of LinkedIn. */
const moved = (address) => {
  const url = new URL(address);
  return HOSTS.includes(url.host) ? new URL(url.pathname + url.search, sandbox) : url;
};

const { request } = https;
https.request = (first, ...rest) => {
  const url = typeof first === 'string' || first instanceof URL ? new URL(first) : null;
  const options = url ? rest.find((part) => part && typeof part === 'object') ?? {} : first;
  const host = url?.hostname ?? options.hostname ?? options.host;
  if (!HOSTS.includes(host)) return request(first, ...rest);
  const callback = rest.find((part) => typeof part === 'function');
  const path = url ? url.pathname + url.search : options.path;
  const headers = { ...options.headers };
  for (const name of Object.keys(headers)) if (name.toLowerCase() === 'host') delete headers[name];
  const { method } = options;
  return http.request({ method, path, headers, host: sandbox.hostname, port: sandbox.port }, callback);
};

const send = globalThis.fetch;
globalThis.fetch = (input, options) => (input instanceof Request ? send(new Request(moved(input.url), input), options) : send(moved(input), options));
