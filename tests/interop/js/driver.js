// Calls the official JavaScript client once for each case, and sends what it makes to a server of ours.
//
//   driver.js URL INPUTS CLIENT
//
// INPUTS is a file with all cases, or `-`: a case is read from each line of the standard input.
// Prints a line of JSON for each case: its name, what the client threw, if it did, and what it read from the answer.
'use strict';

const fs = require('fs');
const readline = require('readline');
const { RestliClient } = require('linkedin-api-client');

const [url, inputs, name] = process.argv.slice(2);

/** A value as it stands in the inputs, with what JSON cannot say (`$double`) or says at length (`$repeat`) put in place. */
function value(json) {
  if (Array.isArray(json)) return json.map(value);
  if (json === null || typeof json !== 'object') return json;
  if ('$double' in json) return Number(json.$double);
  if ('$repeat' in json) return json.$repeat[0].repeat(json.$repeat[1]);
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, value(inner)]));
}

/** The method of the client for each of the protocol's, and what it is given besides the path, its keys and the query. */
const CALLS = {
  get: ['get', () => ({})],
  get_all: ['getAll', () => ({})],
  batch_get: ['batchGet', ({ ids }) => ({ ids })],
  finder: ['finder', ({ finder }) => ({ finderName: finder })],
  batch_finder: ['batchFinder', ({ finder, criteria }) => ({ finderName: finder, finderCriteria: criteria })],
  create: ['create', ({ entity }) => ({ entity })],
  batch_create: ['batchCreate', ({ entities }) => ({ entities })],
  update: ['update', ({ entity }) => ({ entity })],
  batch_update: ['batchUpdate', ({ ids, entities }) => ({ ids, entities })],
  partial_update: ['partialUpdate', ({ set, original, modified }) => (set ? { patchSetObject: set } : { originalEntity: original, modifiedEntity: modified })],
  batch_partial_update: ['batchPartialUpdate', ({ ids, sets }) => ({ ids, patchSetObjects: sets })],
  delete: ['delete', () => ({})],
  batch_delete: ['batchDelete', ({ ids }) => ({ ids })],
  action: ['action', ({ action, params }) => ({ actionName: action, data: params })],
};

async function call(one) {
  const client = new RestliClient();
  client.axiosInstance.interceptors.request.use((config) => {
    config.url = config.url.replace('https://api.linkedin.com', url);
    if (!one.token) config.headers.set('X-Interop-Case', one.name);
    return config;
  });
  const [method, own] = CALLS[one.method];
  const { status, data, createdEntityId } = await client[method]({
    resourcePath: one.path,
    accessToken: one.token ?? 'TOKEN',
    pathKeys: one.keys,
    queryParams: one.query,
    versionString: one.version,
    ...own(one),
  });
  return { status, data, createdEntityId };
}

async function* cases() {
  if (inputs !== '-') return yield* JSON.parse(fs.readFileSync(inputs, 'utf8'));
  for await (const line of readline.createInterface({ input: process.stdin })) yield JSON.parse(line);
}

async function main() {
  for await (const one of cases()) {
    if (one.clients && !one.clients.includes(name)) continue;
    let error = null;
    let answer = null;
    try {
      answer = await call(value(one));
    } catch (thrown) {
      error = String(thrown);
    }
    console.log(JSON.stringify({ case: one.name, error, answer }));
  }
}

main();
