"use strict";
// Everything that comes from the server is put in as text, never as markup.

const KEPT = 1000;
const at = id => document.getElementById(id);
const sleep = ms => new Promise(done => setTimeout(done, ms));

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") element.className = value;
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

async function ask(path, verb = "GET", body = undefined) {
  const answer = await fetch("/_sandbox/" + path, {
    method: verb,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { "content-type": "application/json" },
    signal: AbortSignal.timeout(40_000),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message);
  return told;
}

// Tells the user of a screen reader, at most once in two seconds.
let saying;
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { at("said").textContent = text; }, 100);
}
function sayLater(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { at("said").textContent = text; }, 2000);
}

// Does what a button is for, and tells a failure.
function on(element, event, action) {
  element.addEventListener(event, async happened => {
    try { await action(happened); } catch (error) { say("It failed: " + error.message); }
  });
}

async function copy(button, element) {
  const before = [...button.childNodes];
  try {
    await navigator.clipboard.writeText(element.textContent);
    button.replaceChildren("Copied");
    say("Copied");
  } catch {
    getSelection().selectAllChildren(element);
    button.replaceChildren("Press Ctrl+C");
    say("The text is selected: press Ctrl+C");
  }
  await sleep(1500);
  button.replaceChildren(...before);
}

const clock = millis => {
  const time = new Date(millis);
  const two = number => String(number).padStart(2, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, "0")}`;
};
const day = millis => new Date(millis).toISOString().slice(0, 16).replace("T", " ") + " UTC";
const duration = ms => ms < 9.995 ? ms.toFixed(2) + " ms" : ms < 1000 ? Math.round(ms) + " ms" : (ms / 1000).toFixed(1) + " s";
const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const bytes = size => count(size, "byte", "bytes");

// A sentence, whose words between backticks are code.
const prose = text => text.split("`").map((part, place) => place % 2 === 0 ? part : make("code", {}, part));

// JSON indented as it stands: numbers and names keep their digits and their order, and a text that is cut off ends where it ends.
function pretty(text) {
  const out = document.createDocumentFragment();
  if (!/^\s*[[{]/.test(text)) { out.append(text); return out; }
  const tokens = text.match(/"(?:[^"\\]|\\[^])*"?|[{}[\],:]|[^\s{}[\],:"]+/g) || [];
  let depth = 0, plain = "";
  const line = () => "\n" + "  ".repeat(depth);
  const put = (kind, token) => { out.append(plain, make("span", { class: kind }, token)); plain = ""; };
  tokens.forEach((token, place) => {
    const next = tokens[place + 1], last = tokens[place - 1];
    if (token === "{" || token === "[") { depth += 1; plain += token + (next === "}" || next === "]" ? "" : line()); }
    else if (token === "}" || token === "]") { depth = Math.max(0, depth - 1); plain += (last === "{" || last === "[" ? "" : line()) + token; }
    else if (token === ",") plain += token + line();
    else if (token === ":") plain += ": ";
    else put(next === ":" ? "key" : token[0] === "\"" ? "text" : "other", token);
  });
  out.append(plain);
  return out;
}

// Requests

const rows = at("rows");
/** The exchanges shown, by number: the summary, its row, and the text that a search looks in. */
const shown = new Map();
let chosen = null;
let loading = 0;

const kindOf = status => status < 300 ? "good" : status < 500 ? "odd" : "bad";
const answerOf = one => make("span", { class: "code", "data-kind": kindOf(one.status) }, String(one.status));

function remarksOf(one) {
  const remark = (kind, word, text) => make("span", { class: "remark", "data-kind": kind }, make("b", {}, word), " ", text);
  return [
    one.fault && remark("fault", "fault", one.fault),
    one.refusedBy && remark("refused", "refused by", one.refusedBy.replaceAll("_", " ")),
    ...one.unread.map(part => remark("unread", "unread", part.replaceAll("`", ""))),
    one.tunnelled && remark("tunnelled", "tunnelled", ""),
  ].filter(Boolean);
}

function rowOf(one) {
  const cell = (kind, ...inside) => make("td", { role: "cell", class: kind }, ...inside);
  const open = make("button", { type: "button", class: "open", tabindex: "-1", "aria-expanded": "false", "aria-controls": "detail", title: one.target },
    make("span", { class: "verb" }, one.verb), make("span", { class: "target" }, one.target));
  return make("tr", { role: "row", "data-number": one.number },
    cell("time mono", make("time", { datetime: new Date(one.time).toISOString() }, clock(one.time))),
    cell("request", open, make("div", { class: "operation" }, one.operation || "no operation")),
    cell("status", answerOf(one), make("span", { class: "reason" }, one.reason || "")),
    cell("took", duration(one.took)),
    cell("permission", one.permission || ""),
    cell("quota", ...one.quotasLeft.map(quota => make("div", {}, `${quota.name} ${quota.left.toLocaleString("en")}`))),
    cell("remarks", ...remarksOf(one)));
}

const textOf = one => [
  one.number, one.verb, one.target, one.operation, one.status, one.reason, one.permission, one.refusedBy, one.fault,
  ...one.unread, one.tunnelled ? "tunnelled" : "",
].join(" ").toLowerCase();

const KINDS = {
  "": () => true,
  refused: one => one.status >= 400,
  unread: one => one.unread.length > 0,
  fault: one => one.fault !== null,
  change: one => one.verb !== "GET",
};

function wanted() {
  const words = at("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const isOfKind = KINDS[at("kind").value];
  return entry => isOfKind(entry.one) && words.every(word => entry.text.includes(word));
}

function filter() {
  const isWanted = wanted();
  for (const entry of shown.values()) entry.row.hidden = !isWanted(entry);
  settle();
}

// What follows from the rows: how many there are, the words for none, and the one row that Tab leads to.
function settle() {
  const all = shown.size;
  const seen = [...shown.values()].filter(entry => !entry.row.hidden);
  at("count").textContent = seen.length === all ? count(all, "request", "requests") : `${seen.length.toLocaleString("en")} of ${count(all, "request", "requests")}`;
  at("none").hidden = seen.length > 0;
  if (seen.length === 0) at("none").replaceChildren(...all > 0 ? ["No request is like this."] : ["Requests appear here as they come. Point a client at", make("br"), make("pre", {}, at("address").textContent)]);
  const stop = rows.querySelector(".open[tabindex='0']");
  if (stop && stop.closest("tr").hidden) stop.tabIndex = -1;
  if (!rows.querySelector(".open[tabindex='0']")) {
    const first = rows.querySelector("tr:not([hidden]) .open");
    if (first) first.tabIndex = 0;
  }
}

function add(exchanges) {
  const isWanted = wanted();
  const news = document.createDocumentFragment();
  for (const one of exchanges.slice(-KEPT).reverse()) {
    const entry = { one, row: rowOf(one), text: textOf(one) };
    entry.row.hidden = !isWanted(entry);
    shown.set(one.number, entry);
    news.append(entry.row);
  }
  rows.prepend(news);
  while (rows.childElementCount > KEPT) drop(rows.lastElementChild);
}

function drop(row) {
  shown.delete(Number(row.dataset.number));
  row.remove();
}

function dropBefore(first) {
  while (rows.lastElementChild && Number(rows.lastElementChild.dataset.number) < first) drop(rows.lastElementChild);
}

function live(is) {
  at("live").dataset.state = is ? "live" : "lost";
  at("live").textContent = is ? "live" : "no answer, trying again";
}

async function watch() {
  let after = 0, isNew = true;
  for (;;) {
    try {
      const told = await ask(`exchanges?after=${after}&wait=${isNew ? 0 : 25}`);
      if (isNew) { await about(); rows.replaceChildren(); shown.clear(); live(true); }
      if (told.last < after) throw new Error("another sandbox answers");
      add(told.exchanges);
      dropBefore(told.first);
      settle();
      if (told.exchanges.length > 0) {
        const last = told.exchanges.at(-1);
        if (!isNew) sayLater(`${count(told.exchanges.length, "new request", "new requests")}, the last ${last.verb} ${last.target.split("?")[0]}, ${last.status}`);
        refresh();
      }
      after = told.last;
      isNew = false;
      await sleep(250);
    } catch {
      live(false);
      after = 0;
      isNew = true;
      await sleep(1000);
    }
  }
}

async function about() {
  const told = await ask("about");
  document.title = `${told.api} sandbox`;
  at("title").textContent = `${told.api} sandbox`;
  at("address").textContent = told.baseUrl;
  at("facts").textContent = `${count(told.operations, "operation", "operations")} · unread input is ${told.refusesUnread ? "refused" : "reported"} · seed ${told.seed}`;
}

// One request

const isNarrow = matchMedia("(max-width: 59.99rem)");

function headersOf(pairs) {
  const list = make("dl", { class: "headers" });
  for (const [name, value] of pairs) list.append(make("dt", {}, name), make("dd", {}, value));
  return list;
}

function bodyOf(body) {
  if (body.size === 0) return make("p", { class: "note" }, "No body.");
  if (body.text === null) return make("p", { class: "note" }, `${bytes(body.size)} that are no text.`);
  return make("pre", { class: "box" }, pretty(body.text));
}

function sideOf(title, headers, body) {
  const size = body.size === 0 || body.text === null ? "" : body.isWhole ? bytes(body.size) : `the beginning of ${bytes(body.size)}`;
  return make("div", {}, make("h3", {}, title, make("span", { class: "size" }, size)), headersOf(headers), bodyOf(body));
}

function factsOf(one) {
  const facts = make("dl");
  const fact = (name, ...inside) => inside.length > 0 && facts.append(make("dt", {}, name), make("dd", {}, ...inside));
  fact("Target", make("code", {}, `${one.verb} ${one.target}`));
  fact("Operation", one.operation || "none");
  fact("Answer", answerOf(one), ` ${one.reason || ""} in ${duration(one.took)}`);
  fact("Time", new Date(one.time).toISOString());
  fact("Permission", one.permission || "none used");
  fact("Quota left", ...one.quotasLeft.length > 0 ? one.quotasLeft.map(quota => make("div", {}, `${quota.name}: ${quota.left.toLocaleString("en")}`)) : ["none counted"]);
  fact("Remarks", ...remarksOf(one));
  return facts;
}

async function choose(number) {
  loading = number;
  const told = await ask(`exchanges/${number}`);
  if (loading !== number) return;
  mark(number);
  at("detail-heading").textContent = `Request ${number}: ${told.summary.verb} ${told.summary.status}`;
  const line = make("pre", { class: "box" }, told.curl);
  const button = make("button", { type: "button", class: "quiet" }, "Copy", make("span", { class: "unseen" }, " the curl line"));
  on(button, "click", () => copy(button, line));
  at("inside").replaceChildren(
    factsOf(told.summary),
    make("div", {}, make("h3", {}, "The same by curl", button), line),
    sideOf("Request", told.headers, told.body),
    sideOf("Answer", told.answerHeaders, told.answer));
  at("detail").hidden = false;
  at("detail").scrollTop = 0;
  shown.get(number)?.row.scrollIntoView({ block: "nearest" });
  if (isNarrow.matches) at("detail-heading").focus();
  else say(`Details of request ${number} are shown`);
}

// Marks the row of a number as the open one, or none.
function mark(number) {
  for (const [is, which] of [[false, chosen], [true, number]]) {
    const entry = shown.get(which);
    if (!entry) continue;
    entry.row.classList.toggle("chosen", is);
    entry.row.querySelector(".open").setAttribute("aria-expanded", String(is));
  }
  chosen = number;
}

function close() {
  if (at("detail").hidden) return;
  at("detail").hidden = true;
  const entry = shown.get(chosen);
  mark(null);
  loading = 0;
  if (entry && !entry.row.hidden) step(entry.row);
  else at("search").focus();
}

// Moves the focus to a row.
function step(row) {
  const stop = rows.querySelector(".open[tabindex='0']");
  if (stop) stop.tabIndex = -1;
  const open = row.querySelector(".open");
  open.tabIndex = 0;
  open.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function beside(row, way) {
  let next = row[way];
  while (next && next.hidden) next = next[way];
  return next;
}

on(rows, "click", event => {
  const row = event.target.closest("tr");
  if (!row || String(getSelection()) !== "") return;
  step(row);
  return Number(row.dataset.number) === chosen ? close() : choose(Number(row.dataset.number));
});
on(rows, "keydown", event => {
  const way = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const row = event.target.closest("tr");
  if (!way || !row) return;
  event.preventDefault();
  const next = beside(row, way);
  if (!next) return;
  step(next);
  if (!at("detail").hidden) return choose(Number(next.dataset.number));
});
on(at("view-requests"), "keydown", event => { if (event.key === "Escape" && event.target.type !== "search") close(); });
on(at("close"), "click", close);
on(at("search"), "input", filter);
on(at("kind"), "change", filter);
on(at("clear"), "click", async () => {
  const told = await ask("exchanges", "DELETE");
  close();
  dropBefore(told.last + 1);
  settle();
  say("All requests are cleared");
});
on(at("copy-address"), "click", () => copy(at("copy-address"), at("address")));

// World

let collection = null;
let entities = new Map();
let limit = 100;

async function world() {
  const { collections } = await ask("world");
  if (!collections.some(one => one.name === collection)) collection = collections.length > 0 ? collections[0].name : null;
  const buttons = collections.map(one => {
    const button = make("button", { type: "button", "aria-current": one.name === collection ? "true" : null, "data-name": one.name },
      one.name, make("span", { class: "number" }, one.count.toLocaleString("en")));
    return button;
  });
  keepFocus(at("collections"), buttons);
  at("collection").textContent = collection || "";
  if (collection === null) {
    at("found").textContent = "";
    at("more").hidden = true;
    at("entities").replaceChildren(make("p", { class: "empty" }, "Nothing is kept yet: a create puts the first entity here."));
    return;
  }
  const of = collection, find = at("find").value, before = entities;
  let all = [], found = 0;
  do {
    const told = await ask(`world?collection=${encodeURIComponent(of)}&find=${encodeURIComponent(find)}&start=${all.length}`);
    found = told.found;
    if (told.entities.length === 0) break;
    all.push(...told.entities);
  } while (all.length < limit && all.length < found);
  if (of !== collection || find !== at("find").value) return;
  entities = new Map();
  for (const entity of all) {
    const known = before.get(entity.key);
    entities.set(entity.key, known && known.json === entity.json ? known : { json: entity.json, element: entityOf(entity, known && known.element.open) });
  }
  keepFocus(at("entities"), [...entities.values()].map(entity => entity.element));
  if (all.length === 0) at("entities").append(make("p", { class: "empty" }, "No entity is like this."));
  at("found").textContent = count(found, "entity", "entities");
  at("more").hidden = all.length >= found;
}

function entityOf(entity, isOpen) {
  const details = make("details", {}, make("summary", {}, make("span", { class: "id" }, entity.key), make("span", { class: "glance", "aria-hidden": "true" }, entity.json.slice(0, 300))));
  const fill = () => { if (details.open && details.childElementCount === 1) details.append(make("pre", { class: "box" }, pretty(entity.json))); };
  details.addEventListener("toggle", fill);
  details.open = Boolean(isOpen);
  return details;
}

// Puts children in place of those that are there; the focus stays where it was, on the same element or on the one of the same name.
function keepFocus(parent, children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  parent.replaceChildren(...children);
  if (!focused) return;
  const same = focused.isConnected ? focused : [...parent.querySelectorAll("[data-name]")].find(one => one.dataset.name === focused.dataset.name);
  if (same) same.focus({ preventScroll: true });
}

on(at("collections"), "click", event => {
  const button = event.target.closest("button");
  if (!button) return;
  collection = button.dataset.name;
  entities = new Map();
  limit = 100;
  return world();
});
on(at("more"), "click", () => { limit += 100; return world(); });
let finding;
on(at("find"), "input", () => {
  clearTimeout(finding);
  finding = setTimeout(() => show(), 200);
});

// Tokens

let tokensShown = "";

async function tokens() {
  const told = await ask("tokens");
  const text = JSON.stringify(told);
  if (text === tokensShown) return;
  tokensShown = text;
  if (at("scopes").childElementCount === 0) {
    at("scopes").replaceChildren(...told.permissions.map(one =>
      make("label", { title: one.doc }, make("input", { type: "checkbox", name: "scope", value: one.name }), make("code", {}, one.name))));
  }
  const KIND = { good: "good", expired: "odd", revoked: "bad" };
  at("token-rows").replaceChildren(...told.tokens.map(one => {
    const cell = (...inside) => make("td", { role: "cell" }, ...inside);
    return make("tr", { role: "row" },
      cell(make("code", {}, one.begins + "…")),
      cell(make("span", { class: "code", "data-kind": KIND[one.condition] }, one.condition)),
      cell(one.member === null ? "the app itself" : `member ${one.member}`),
      cell(one.app),
      cell(day(one.expires)),
      cell(scopesOf(one.scopes)));
  }));
  at("no-tokens").hidden = told.tokens.length > 0;
}

function scopesOf(scopes) {
  if (scopes.length === 0) return "none";
  const all = make("div", { class: "tags" }, ...scopes.map(scope => make("code", {}, scope)));
  return scopes.length <= 8 ? all : make("div", { class: "tags" }, make("details", {}, make("summary", {}, count(scopes.length, "permission", "permissions")), all));
}

const setScopes = is => () => at("scopes").querySelectorAll("input").forEach(box => { box.checked = is; });
on(at("all-scopes"), "click", setScopes(true));
on(at("no-scopes"), "click", setScopes(false));
on(at("new-token"), "submit", async event => {
  event.preventDefault();
  const form = new FormData(event.target);
  const told = await ask("tokens", "POST", { scopes: form.getAll("scope"), ofApp: form.get("of") === "app" });
  at("token").textContent = told.token;
  at("shown-token").hidden = false;
  at("token-heading").focus();
  await tokens();
});
on(at("copy-token"), "click", () => copy(at("copy-token"), at("token")));
on(at("hide-token"), "click", () => {
  at("token").textContent = "";
  at("shown-token").hidden = true;
  at("new-token").querySelector("button.first").focus();
});

// Webhooks

let deliveriesShown = "";

async function webhooks() {
  const told = await ask("webhooks");
  const text = JSON.stringify(told);
  if (text === deliveriesShown) return;
  deliveriesShown = text;
  const KIND = { DELIVERED: "good", WAITING: "odd", DROPPED: "bad" };
  keepFocus(at("delivery-rows"), told.deliveries.map(one => {
    const cell = (...inside) => make("td", { role: "cell" }, ...inside);
    const replay = make("button", { type: "button" }, "Replay", make("span", { class: "unseen" }, ` delivery ${one.number}`));
    on(replay, "click", async () => { await ask("webhooks/replay", "POST", { delivery: one.number }); await webhooks(); });
    return make("tr", { role: "row" },
      cell(String(one.number)),
      cell(one.event),
      cell(make("code", {}, one.address)),
      cell(make("span", { class: "code", "data-kind": KIND[one.state] }, one.state.toLowerCase())),
      cell(one.attempts.map(attempt => attempt.status === null ? attempt.failure : String(attempt.status)).join(", ")),
      cell(replay));
  }));
  at("receivers").textContent = told.registrations.map(one => `${one.address} ${one.standing.toLowerCase()}`).join(", ");
  at("no-deliveries").hidden = told.deliveries.length > 0;
}

// Faults

async function faults() {
  const told = await ask("faults");
  keepFocus(at("switches"), told.faults.map(one => {
    const box = make("input", { type: "checkbox", role: "switch", "data-name": one.name });
    box.checked = one.isOn;
    on(box, "change", async () => { await ask("faults", "POST", { name: one.name, isOn: box.checked }); await faults(); });
    return make("li", {},
      make("label", {}, box, make("b", {}, one.name), make("span", { class: "note" }, one.count === 0 ? one.level : `${one.level} · ${count(one.count, "answer", "answers")} spoilt`)),
      make("p", { class: "note" }, ...prose(one.doc)));
  }));
  at("no-faults").hidden = told.faults.length > 0;
}

// Views

const VIEWS = { requests: () => {}, world, tokens, webhooks, faults };
let view = null;

async function show() {
  const asked = location.hash.slice(1);
  if (asked in VIEWS) view = asked;
  view = view || "requests";
  for (const name of Object.keys(VIEWS)) {
    at("view-" + name).hidden = name !== view;
    const link = document.querySelector(`header nav a[href="#${name}"]`);
    if (name === view) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  try { await VIEWS[view](); } catch { /* The watch tells that nobody answers. */ }
}

// Reads the view anew after requests, which may have changed what it shows.
let refreshing = null;
function refresh() {
  if (refreshing === null) refreshing = setTimeout(() => { refreshing = null; show(); }, 500);
}

addEventListener("hashchange", show);
show();
watch();
