/* Shows the page that the server has rendered and follows its links without loading the browser window anew.

   Every state of the bank is an address and every control is a link or a form field, so this file holds no state of
   its own. It does three things: puts new HTML in place of the old while nodes with the same id stay (focus, scrolling
   and the status message survive), turns clicks and form changes into addresses, and looks after focus and scrolling. */

const TARGET = "kb-target";

/* Each element as the server last gave it. */
const given = new WeakMap();

const NOTHING = [];

let root = null;
let listening = false;
let pending = { kind: "load" };

/* The page that Streamlit gave last, and the one that came beside it since then, if any. */
let streamlits = null;
let beside = null;

export default function render({ data, parentElement }) {
  root = parentElement.querySelector(".kb");
  if (!listening) listen();
  /* The window scrolls, not Streamlit's frame, so the frame shall not be a stop for the Tab key. */
  document.getElementById("stMain")?.removeAttribute("tabindex");
  streamlits = data;
  /* What was asked of Streamlit before the page that is shown came beside it is never put in place of that. */
  const isLate = root.firstChild && beside && isHere(beside.address) && !isHere(data.address);
  if (isLate) document.title = beside.title;
  else show(data);
}

/* Shows the page of a typed query at its address. */
function showTyped(page) {
  move(page.address, "typing");
  pending = { kind: "typing" };
  show(page);
  beside = page;
}

function show({ html, title }) {
  beside = null;
  document.title = title;
  const focused = document.activeElement?.id;
  const next = document.createElement("div");
  next.innerHTML = html;
  const [told, status] = [document.getElementById("besked"), next.querySelector("#besked")];
  const words = status.textContent;
  if (told) status.textContent = told.textContent;
  morphChildren(root, next);
  typing.shown(words);
  for (const box of root.querySelectorAll("input[data-narrows]")) if (box.value) narrow(box);
  root.removeAttribute("aria-busy");
  for (const part of [settings, completions, copying, matches]) part.prepare();
  settle(focused);
}

/* ---- New HTML in place of the old ---- */

function morphChildren(parent, next) {
  let byId = null;
  let place = parent.firstChild;
  for (let wanted = next.firstChild, following; wanted; wanted = following) {
    following = wanted.nextSibling;
    let kept = place;
    if (wanted.id && place?.id !== wanted.id) kept = (byId ??= childrenById(parent)).get(wanted.id);
    if (!kept || !sameKind(kept, wanted)) {
      remember(wanted);
      parent.insertBefore(wanted, place);
    } else {
      if (kept === place) place = place.nextSibling;
      else parent.insertBefore(kept, place);
      morph(kept, wanted);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function childrenById(parent) {
  return new Map([...parent.children].map((child) => [child.id, child]));
}

/* The element itself changes with what the reader does. */
function remember(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const element of [node, ...node.querySelectorAll("*")]) given.set(element, element.cloneNode(false));
}

function sameKind(old, wanted) {
  return old.nodeName === wanted.nodeName && old.id === wanted.id;
}

function morph(old, wanted) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== wanted.nodeValue) old.nodeValue = wanted.nodeValue;
    return;
  }
  /* What the reader opens and closes is named in data-own. The server may open it anew, as when a theme is chosen and
     the themes below it unfold, but it never closes what the reader has open or reopens what the reader has closed. */
  const own = old.hasAttribute("data-own") ? old.getAttribute("data-own").split(" ") : NOTHING;
  const before = given.get(old);
  /* By their names: an object for each attribute of a long page takes half as long again. */
  for (const name of before?.getAttributeNames() ?? []) {
    if (!wanted.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  }
  for (const name of wanted.getAttributeNames()) {
    const value = wanted.getAttribute(name);
    if (own.includes(name) && (before?.getAttribute(name) === value || value === "false")) continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  given.set(old, wanted);
  if (old.nodeName === "INPUT") {
    if (old.type === "checkbox") old.checked = wanted.hasAttribute("checked");
    else if (!own.includes("value") && !isBeingTyped(old)) old.value = wanted.getAttribute("value") ?? "";
  }
  if (!own.includes("text")) morphChildren(old, wanted);
}

/* What a reader types while an answer to its beginning is on the way is never taken back. */
function isBeingTyped(input) {
  return input.id === "q" && input === document.activeElement && ["typing", "stay"].includes(pending.kind);
}

/* ---- Addresses ---- */

function listen() {
  listening = true;
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
  document.addEventListener("input", onInput);
  for (const part of [settings, completions, typing, keyboard]) part.listen();
  addEventListener("popstate", onHistory);
  addEventListener("hashchange", () => goToTarget());
  history.scrollRestoration = "manual";
  new MutationObserver(sayOffline).observe(document.body, { childList: true, subtree: true });
}

/* Streamlit listens to popstate: it reads the address, keeps the session and runs the page that the address names. */
function follow(address, kind, extra = {}) {
  if (!connected()) return location.assign(address);
  typing.stop();
  move(address, kind, extra.link);
  beside = null;
  pending = { kind, ...extra };
  root.setAttribute("aria-busy", "true");
  dispatchEvent(new PopStateEvent("popstate", { state: { followed: true } }));
}

function move(address, kind, link) {
  if (typing.isUnfinished() && ["typing", "search"].includes(kind)) return history.replaceState({}, "", address);
  history.replaceState({ ...history.state, scroll: scrollY, link }, "");
  history.pushState({}, "", address);
}

/* Tells whether an address is the browser's own, in whatever order its parameters stand. */
function isHere(address) {
  const [one, other] = [new URL(address, document.baseURI), new URL(location.href)];
  for (const url of [one, other]) url.searchParams.sort();
  return one.pathname === other.pathname && String(one.searchParams) === String(other.searchParams);
}

function connected() {
  return (document.querySelector(".stApp")?.dataset.testConnectionState ?? "CONNECTED") === "CONNECTED";
}

function onHistory(event) {
  if (event.state?.followed) return;
  typing.stop();
  /* A link within the page makes a step of the history, too, which has no state. */
  pending = event.state ? { kind: "back", scroll: event.state.scroll, link: event.state.link } : { kind: "stay" };
  /* Where the address has a "#", Streamlit sees no way back from a page that it does not know of. */
  if (beside && isHere(streamlits.address)) show(streamlits);
}

function onClick(event) {
  const button = event.target.closest?.(".kb button[data-do]");
  if (button) return act(button);
  const link = event.target.closest?.(".kb a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  /* A link within a picture has no parts of an address of its own. */
  const to = new URL(link.getAttribute("href"), document.baseURI);
  if (to.origin !== location.origin || link.getAttribute("rel") === "alternate") return;
  if (link.hasAttribute("target") || link.hasAttribute("download")) return;
  const samePage = to.pathname === location.pathname && to.search === location.search;
  if (samePage && to.hash) {
    if (to.hash === location.hash) goToTarget();
    return;
  }
  event.preventDefault();
  follow(to.href, link.dataset.then ?? "page", { link: link.getAttribute("href") });
}

/* The address of the search form and of every check box that belongs to it, in the order of the page. What belongs to
   the query that was asked is left out of another query; `more` is one more parameter. */
function formAddress(form, more = null) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") fields.append(name, value);
  const query = form.elements.namedItem("q");
  const another = query && query.value !== query.getAttribute("value");
  if (another) for (const field of form.querySelectorAll("[data-of=query]")) fields.delete(field.name);
  if (more) fields.set(...more);
  return `${form.getAttribute("action")}?${String(fields).replaceAll("+", "%20")}`;
}

function onSubmit(event) {
  const form = event.target.closest(".kb form[role=search]");
  if (!form) return;
  event.preventDefault();
  completions.close();
  for (const field of form.querySelectorAll(`[name=${typing.UNFINISHED}]`)) field.disabled = true;
  follow(formAddress(form), "search");
}

function onChange(event) {
  const box = event.target;
  if (!box.matches?.(".kb input[type=checkbox][form]")) return;
  if (box.checked) releaseRelatives(box);
  follow(formAddress(box.form), "stay");
}

/* A theme and the themes below it exclude each other: the narrower choice is the one that is meant. */
function releaseRelatives(box) {
  const parent = box.closest("[data-children]")?.closest("li")?.querySelector("input");
  const below = parent ? [] : box.closest("li").querySelectorAll("[data-children] input");
  for (const relative of parent ? [parent] : below) relative.checked = false;
}

/* ---- What happens inside the page ---- */

function act(button) {
  if (button.dataset.do === "copy") return copying.copy(button);
  if (button.dataset.do === "match") return matches.step(Number(button.dataset.by));
  const target = document.getElementById(button.getAttribute("aria-controls"));
  if (button.dataset.do === "toggle") {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    target.toggleAttribute("data-open", open);
  }
  if (button.dataset.do === "clear") {
    target.value = "";
    completions.close();
    target.focus();
  }
}

function onInput(event) {
  if (event.target.matches?.(".kb input[data-narrows]")) narrow(event.target);
}

/* Shows the choices of a facet that hold what is typed, whatever the case and punctuation. */
function narrow(box) {
  const list = document.getElementById(box.dataset.narrows);
  const plain = (text) => text.toLocaleLowerCase("sv").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const wanted = plain(box.value);
  let shown = 0;
  list.toggleAttribute("data-narrowed", wanted !== "");
  for (const item of list.querySelectorAll("li")) {
    const fits = wanted !== "" && plain(item.textContent).includes(wanted);
    item.toggleAttribute("data-fits", fits);
    if (fits) shown += 1;
  }
  const said = document.getElementById(box.getAttribute("aria-describedby"));
  said.textContent = wanted === "" ? "" : `Visar ${shown} av ${list.querySelectorAll("li").length}`;
}

/* Streamlit's own message of a lost connection is in English and speaks to programmers. */
function sayOffline() {
  const block = document.querySelector("[role=dialog] .stErrorCodeBlock");
  if (!block || block.hidden) return;
  block.hidden = true;
  const dialog = block.closest("[role=dialog]");
  dialog.lang = "sv";
  dialog.querySelector("h2").textContent = "Ingen kontakt med servern";
  dialog.querySelector("button").setAttribute("aria-label", "Stäng");
  block.parentElement.querySelector("div").textContent =
    "Kunskapsbanken svarar inte just nu. Sidan ansluter igen av sig själv så snart det går.";
}

/* ---- Focus and scrolling after new HTML ---- */

function settle(focusedId) {
  const { kind, scroll, link } = pending;
  pending = { kind: "stay" };
  if (kind === "stay" || kind === "typing") {
    if (focusedId && document.activeElement?.id !== focusedId) focus(document.getElementById(focusedId));
    if (document.activeElement === document.body && focusedId) focus(document.getElementById("rubrik"));
  } else if (kind === "heading") {
    focus(document.getElementById("rubrik"));
  } else if (kind === "back") {
    scrollTo(0, scroll ?? 0);
    if (link) focus(root.querySelector(`a[href="${CSS.escape(link)}"]`));
  } else if (kind === "search") {
    scrollTo(0, 0);
    /* On a touch screen the keyboard would cover what was found. */
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
  } else if (kind === "page") {
    scrollTo(0, 0);
    if (!location.hash) focus(document.getElementById("rubrik"));
  }
  if (location.hash && !["back", "stay", "typing"].includes(kind)) goToTarget();
  else markTarget();
}

function focus(element) {
  element?.focus({ preventScroll: true });
}

function markTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const old of root.querySelectorAll(`.${TARGET}`)) if (old !== target) old.classList.remove(TARGET);
  if (target && root.contains(target)) target.classList.add(TARGET);
  return target;
}

function goToTarget() {
  const target = markTarget();
  if (!target) return;
  target.scrollIntoView();
  focus(target);
}
