// made by restli docs
// The search, which reads its data when it is first used and is a combobox over links; and the navigation, shown where the page stands in it.
"use strict";
(() => {
  const field = document.getElementById("-search"), list = document.getElementById("-found"), told = document.getElementById("-told");
  const MOST = 30;
  let chosen = -1, loading = null;

  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "search-data.js";
    script.onload = () => {
      const { kinds, all } = window.searchData;
      done(all.map(([kind, name, about, words, href, further = []]) => ({
        kind: kinds[kind], name, about, href, further, parts: words.split(" "),
        lower: name.toLowerCase(), rest: `${kinds[kind]} ${about} ${words}`.toLowerCase(),
      })));
    };
    script.onerror = () => failed(new Error("search-data.js does not load"));
    document.head.append(script);
  });

  // Each word must stand somewhere; a word in the name counts more, at a beginning more again.
  const score = (one, words) => {
    let sum = 0;
    for (const word of words) {
      const at = one.lower.indexOf(word);
      if (one.lower === word) sum += 100;
      else if (at === 0) sum += 60;
      else if (at > 0) sum += /[^a-z0-9]/.test(one.lower[at - 1]) ? 40 : 20;
      else if (one.rest.split(" ").includes(word)) sum += 10;
      else if (one.rest.includes(word)) sum += 4;
      else return 0;
    }
    return sum - one.lower.length / 100;
  };

  // A field, symbol or member that a word names, by its number: its place on the page of its type.
  const part = (one, words) => ["record", "enum", "union"].includes(one.kind) ? one.parts.findIndex(name => words.includes(name.toLowerCase())) : -1;

  // The file of the page that a part lies in.
  const fileOf = (one, number) => one.further.reduce((file, [first, other]) => first <= number ? other : file, one.href);

  const element = (name, text, kind) => Object.assign(document.createElement(name), { textContent: text, className: kind ?? "" });

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
  };

  const choose = index => {
    const items = [...list.children];
    if (items.length === 0) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", items[chosen].id);
  };

  const show = (found, words) => {
    list.replaceChildren(...found.map((one, at) => {
      const item = element("li", ""), link = element("a", "");
      const number = part(one, words), inside = one.parts[number];
      link.href = inside ? `${fileOf(one, number)}#.${encodeURIComponent(inside)}` : one.href;
      link.tabIndex = -1;
      link.append(element("code", inside ? `${one.name}.${inside}` : one.name), element("span", `${one.kind} ${one.about}`.trim(), "count"));
      item.id = `-found-${at}`;
      item.setAttribute("role", "option");
      item.append(link);
      return item;
    }));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    if (found.length > 0) choose(0);
  };

  const search = async () => {
    const asked = field.value;
    const words = asked.toLowerCase().split(/\s+/).filter(word => word !== "");
    if (words.length === 0) {
      told.textContent = "";
      return close();
    }
    try {
      const all = await load();
      if (field.value !== asked) return;
      const found = all.map(one => [score(one, words), one]).filter(([points]) => points > 0).sort(([a], [b]) => b - a);
      show(found.slice(0, MOST).map(([, one]) => one), words);
      told.textContent = found.length === 0 ? "Nothing found" : `${found.length} found`;
    } catch (error) {
      told.textContent = error.message;
    }
  };

  field.addEventListener("focus", () => load().catch(() => {}));
  field.addEventListener("input", search);
  field.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      list.children[chosen].firstChild.click();
      close();
    } else if (event.key === "Escape") {
      field.value = "";
      close();
    }
  });
  document.addEventListener("click", event => {
    if (!event.target.closest("search")) close();
  });
  document.addEventListener("keydown", event => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  field.closest("search").hidden = false;

  const contents = document.getElementById("-contents"), here = contents.querySelector("[aria-current]");
  if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
})();
