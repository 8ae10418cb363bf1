// A member at the consent page: opens the address of a program, and posts the form of the page.
'use strict';

const text = (html) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Allows what the page asks for; the address that the member is sent back to. */
exports.consent = async (address) => {
  const page = await fetch(address);
  const html = await page.text();
  if (!page.ok) throw new Error(`the consent page says ${page.status}: ${html.match(/class="problem">([^<]*)/)?.[1]}`);
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [text(name), text(value)]);
  const member = html.match(/<option value="([^"]*)"/)[1];
  const form = new URLSearchParams([...fields, ['member', member], ['decision', 'allow']]);
  const answer = await fetch(address.split('?')[0], { method: 'POST', body: form, redirect: 'manual' });
  return answer.headers.get('location');
};

/** Prints what a program did. */
exports.tell = (packageName, result) => console.log(JSON.stringify({ package: packageName, version: version(packageName), result }));

const version = (name) => {
  const path = require('path');
  for (const folder of process.env.NODE_PATH.split(path.delimiter)) {
    return JSON.parse(require('fs').readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;
  }
};

/** The names of members, and which of them are empty: what comes back without what differs from run to run. */
exports.names = (value) => Object.keys(value).sort();
