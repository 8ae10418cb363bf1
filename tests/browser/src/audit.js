// The body of a function that returns what is wrong with the document shown, each in a sentence. Its argument is the width of the screen.
const width = arguments[0];
const wrong = [];
const name = element => element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + (element.className ? "." + String(element.className).replaceAll(" ", ".") : "");
const isSeen = element => {
  const box = element.getBoundingClientRect();
  return element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
};

// Structure
if (!document.documentElement.lang) wrong.push("the document has no lang");
if (!document.title) wrong.push("the document has no title");
if (document.querySelectorAll("main").length !== 1) wrong.push("the document has not one main");
if (document.querySelectorAll("h1").length !== 1) wrong.push("the document has not one h1");
let level = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  if (!heading.checkVisibility()) continue;
  const own = Number(heading.tagName[1]);
  if (own > level + 1) wrong.push(`the heading ${name(heading)} leaves out a level after h${level}`);
  if (heading.textContent.trim() === "") wrong.push(`the heading ${name(heading)} is empty`);
  level = own;
}
const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) wrong.push(`the id ${id} stands twice`);
for (const attribute of ["aria-labelledby", "aria-controls", "aria-describedby", "for"]) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    if (!document.getElementById(element.getAttribute(attribute))) wrong.push(`${attribute} of ${name(element)} leads nowhere`);
  }
}
for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  if (![...control.labels].some(label => label.textContent.trim())) wrong.push(`the field ${name(control)} has no label`);
}
for (const control of document.querySelectorAll("button, a, summary")) {
  if (control.checkVisibility() && control.textContent.trim() === "") wrong.push(`${name(control)} has no words`);
}
for (const mark of document.querySelectorAll("nav")) {
  if (!mark.getAttribute("aria-label") && !mark.getAttribute("aria-labelledby")) wrong.push(`${name(mark)} has no label`);
}

// Contrast of texts, placeholders included
const parse = text => {
  const numbers = text.match(/[\d.]+/g).map(Number);
  return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
};
const over = (front, back) => front.rgb.map((part, place) => part * front.alpha + back[place] * (1 - front.alpha));
const ground = element => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const layer = parse(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer.alpha === 1) break;
  }
  const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  return layers.reduceRight((back, layer) => over(layer, back), canvas);
};
const light = rgb => {
  const [red, green, blue] = rgb.map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
  return .2126 * red + .7152 * green + .0722 * blue;
};
const contrast = (front, back) => {
  const [low, high] = [light(front), light(back)].sort((one, other) => one - other);
  return (high + .05) / (low + .05);
};
const judge = (element, style, words) => {
  const back = ground(element), ratio = contrast(over(parse(style.color), back), back);
  if (ratio < 4.5) wrong.push(`the contrast of "${words.trim().slice(0, 30)}" in ${name(element)} is ${ratio.toFixed(2)}`);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let texts = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (walker.currentNode.data.trim() === "" || element.closest("script, style, noscript, option, .unseen") || !isSeen(element)) continue;
  texts += 1;
  judge(element, getComputedStyle(element), walker.currentNode.data);
}
if (texts === 0) wrong.push("the document shows no text");
for (const input of document.querySelectorAll("[placeholder]")) {
  if (isSeen(input)) judge(input, getComputedStyle(input, "::placeholder"), input.placeholder);
}

// Width
const wide = document.documentElement.scrollWidth;
if (wide > width) wrong.push(`the document is ${wide} px wide on a screen of ${width}`);
for (const element of document.querySelectorAll("body *")) {
  const box = element.getBoundingClientRect();
  if (!isSeen(element) || box.right <= width + 1) continue;
  let holder = element.parentElement;
  while (holder && getComputedStyle(holder).overflowX === "visible") holder = holder.parentElement;
  if (!holder || holder.getBoundingClientRect().right > width + 1) wrong.push(`${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px`);
}

// Everything that was loaded
const home = location.protocol === "file:" ? location.href.replace(/[^/]*$/, "") : location.origin + "/";
for (const entry of performance.getEntries()) {
  if (entry.entryType !== "resource" && entry.entryType !== "navigation") continue;
  if (!entry.name.startsWith(home) && !entry.name.startsWith("data:")) wrong.push(`${entry.name} was loaded`);
}
return [...new Set(wrong)];
