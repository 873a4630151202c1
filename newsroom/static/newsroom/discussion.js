// What a discussion does in place. Without this script, each link and form in it leads to a page that does the same; when
// something goes wrong here, they still do. The words are the page's own (templates/comments/_script.html).
const EVERY = 60_000, IDLE = 30 * EVERY, MOST = 20, NEWEST = "?order=newest#comments";
const section = document.querySelector(".discussion");
const list = section.querySelector(".threads");
const status = section.querySelector(".news");
const words = document.getElementById("discussion_words");
const number = (text) => /comment[s-]\/?(\d+)/.exec(text)?.[1];
const comments = () => [...list.querySelectorAll(".comment")];

// Storage may be forbidden: then things are remembered for as long as the page lies open.
const remember = (name, value, area = "sessionStorage") => {
  try { window[area].setItem(name, value); } catch { /* forbidden */ }
};
const recall = (name, area = "sessionStorage") => {
  try { return window[area].getItem(name); } catch { return null; }
};

const parsed = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const link of page.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), answer.url);
  return page;
};

const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return parsed(answer);
};

// Another page's items go behind what is before them there, else before what is behind them, else to the end.
const merge = (items, holder, kind, isWanted) => {
  const ours = (item) => holder.querySelector(`:scope > #${item.id}`);
  let last;
  items.forEach((item, index) => {
    const known = ours(item);
    if (!known && !isWanted(item)) return;
    if (!known) {
      const next = !last && items.slice(index + 1).map(ours).find(Boolean);
      const end = last ?? [...holder.querySelectorAll(`:scope > ${kind}`)].at(-1);
      if (next) next.before(item);
      else if (end) end.after(item);
      else holder.prepend(item);
    }
    last = known ?? item;
  });
};

// Takes over what the page has and this one has not, or only the comments wanted; returns the new ones.
const take = (page, wanted) => {
  const before = new Set(comments().map(({ id }) => id));
  const isWanted = (item) => !wanted || [...wanted].some((id) => item.id === id || item.querySelector(`#${id}`));
  const threads = [...page.querySelectorAll(".threads > .thread")];
  for (const thread of threads) {
    const ours = list.querySelector(`:scope > #${thread.id}`);
    if (ours) merge([...thread.querySelectorAll(":scope > .comment")], ours, ".comment", isWanted);
  }
  merge(threads, list, ".thread", isWanted);
  prepare();
  const heading = page.getElementById("comments_heading");
  if (heading) document.getElementById(heading.id)?.replaceChildren(heading.textContent);
  return comments().filter(({ id }) => !before.has(id) && (!wanted || wanted.has(id)));
};

const arriveAt = (comment) => {
  reveal(comment);
  comment.classList.add("fresh");
  comment.focus();
};

const more = async (link) => {
  const page = await load(link.href);
  const [first] = take(page);
  const next = page.querySelector(".paging [rel~=next]");
  if (next) link.replaceWith(next);
  else link.parentElement.remove();
  if (first) arriveAt(first);
  else next?.focus();
};

const jump = (link) => {
  const target = document.getElementById(`comment-${number(link.href)}`);
  if (!target) throw new Error("elsewhere");
  reveal(target);
  location.hash = target.id;
};

// Threads that are folded stay so for the visit.
const folded = new Set(JSON.parse(recall("folded") ?? "[]"));

const fold = (thread, isFolded) => {
  thread.classList.toggle("folded", isFolded);
  thread.querySelector(".fold").setAttribute("aria-expanded", !isFolded);
  folded[isFolded ? "add" : "delete"](thread.id);
  remember("folded", JSON.stringify([...folded]));
};

const prepare = () => {
  if (!section.id) return;
  for (const thread of list.children) {
    if (thread.querySelector(".fold")) continue;
    const button = words.content.querySelector(".fold").cloneNode();
    const name = thread.querySelector(".commenter")?.textContent ?? "";
    button.setAttribute("aria-label", words.dataset.thread.replace("%s", name));
    thread.firstElementChild.prepend(button);
    fold(thread, folded.has(thread.id));
  }
};

const reveal = (target) => {
  const thread = target?.closest(".thread.folded");
  if (thread) fold(thread, false);
  return thread;
};

const goToAddress = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (reveal(target)) target.scrollIntoView();
};

// A form from another page; those below comments have ids of their own, and bring their headings.
const formOf = (page, key) => {
  const form = page.querySelector(".comment-form");
  if (key) {
    form.prepend(page.getElementById("form_heading"));
    for (const part of [form, ...form.querySelectorAll("*")]) {
      for (const name of ["id", "for", "aria-labelledby", "aria-describedby"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/\S+/g, `$&_${key}`));
      }
    }
    form.dataset.key = key;
    form.lastElementChild.append(words.content.querySelector(".cancel").cloneNode(true));
  }
  return form;
};

const draft = (form) => `draft ${form.action} ${form.dataset.key ?? ""}`;
const restore = (form) => {
  form.elements.body.value ||= recall(draft(form)) ?? "";
};

const reply = async (link) => {
  const comment = link.closest(".comment");
  let form = comment.querySelector("form");
  if (!form) {
    form = formOf(await load(link.href), number(comment.id));
    comment.append(form);
    restore(form);
  }
  form.hidden = false;
  form.elements.body.focus();
};

const close = (form) => {
  form.hidden = true;
  form.closest(".comment").querySelector(".reply").focus();
};

const tell = (form, text) => {
  const errors = form.querySelector(".errors") ?? form.insertBefore(document.createElement("div"), form.firstChild);
  errors.className = "errors";
  errors.tabIndex = -1;
  if (text) errors.textContent = text;
  // The focus says it; an alert would say it once more.
  errors.removeAttribute("role");
  errors.focus();
};

const send = async (form) => {
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Prefer: "return=minimal" } };
  const answer = await fetch(form.action, sent);
  if (answer.status !== 201) {
    const returned = formOf(await parsed(answer), form.dataset.key);
    form.replaceWith(returned);
    return tell(returned);
  }
  remember(draft(form), "");
  const place = new URL(answer.headers.get("Location"), answer.url);
  return arrive(form, place).catch(() => location.assign(place));
};

const arrive = async (form, place) => {
  if (place.hash) known += 1;
  const page = await load(place);
  let target;
  if (place.hash) {
    [target] = take(page, new Set([place.hash.slice(1)]));
  } else {
    form.before(page.querySelector(".own"));
    target = form.previousElementSibling.querySelector(".notice");
  }
  arriveAt(target);
  if (form.dataset.key) form.remove();
  else renew(form);
};

const empty = section.querySelector(":scope > .comment-form")?.cloneNode(true);
const renew = (form) => {
  const fresh = empty.cloneNode(true);
  fresh.elements.body.value = "";
  if (form.elements.name) fresh.elements.name.value = form.elements.name.value;
  form.replaceWith(fresh);
};

// New comments are said, and wait for a click. A page that nobody uses stops asking.
let known = Number(section.dataset.count), version = 0, waiting = 0, asked = Date.now(), active = asked;

const announce = (count) => {
  waiting = count;
  if (count < 1) return status.replaceChildren();
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const alike = [...words.content.querySelectorAll("[value]")].find(
    (phrase) => rules.select(phrase.value) === rules.select(count),
  );
  const text = alike.textContent.replace(alike.value, count);
  const button = status.querySelector("button") ?? status.appendChild(document.createElement("button"));
  if (button.textContent !== text) button.textContent = text;
};

const ask = async () => {
  const now = Date.now();
  if (document.hidden || now - active > IDLE || now - asked < EVERY / 2) return;
  asked = now;
  const news = await fetch(section.dataset.news).then((answer) => answer.json());
  version = news.version;
  known = Math.min(known, news.comments);
  announce(news.comments - known);
};

const showNews = async () => {
  const order = new URLSearchParams(location.search).get("order") ?? "";
  const feed = document.querySelector("link[type='application/atom+xml']").href;
  const entries = await fetch(`${feed}?seen=${version}`).then((answer) => answer.text());
  const links = [...new DOMParser().parseFromString(entries, "text/xml").querySelectorAll("entry > link")];
  const paths = new Map(
    links
      .map((link) => new URL(link.getAttribute("href"), location).pathname)
      .map((path) => [`comment-${number(path)}`, path])
      .filter(([id]) => !document.getElementById(id))
      .slice(0, waiting),
  );
  const wanted = new Set(waiting > MOST ? [] : paths.keys());
  for (const id of wanted) {
    if (document.getElementById(id)) continue;
    take(await load(`${paths.get(id)}?order=${order}&seen=${version}`), wanted);
  }
  const [first] = comments().filter(({ id }) => wanted.has(id));
  if (!first) return location.assign(NEWEST);
  known += waiting;
  announce(0);
  arriveAt(first);
};

// Single keys, which readers can switch off: whoever speaks to the computer would press them unawares.
const KEYS = "keys";
const root = ".thread > .comment:first-child";
const steps = { j: [root, 1], k: [root, -1], n: [".comment", 1], p: [".comment", -1] };

const step = (kind, by) => {
  const items = [...list.querySelectorAll(kind)].filter((item) => item.getClientRects().length);
  const here = list.contains(document.activeElement) && document.activeElement;
  const isBefore = (item) =>
    here
      ? item.contains(here) || item.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING
      : item.getBoundingClientRect().top < 0;
  const place = items.filter(isBefore).length - 1;
  const isWithin = by < 0 && items[place] !== here;
  const target = items[isWithin ? place : place + by];
  target?.focus({ preventScroll: true });
  target?.scrollIntoView();
};

const onKey = (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = event.target.closest("[data-key]");
  if (event.key === "Escape" && form) return close(form);
  if (event.target.closest("input, textarea, select, dialog") || recall(KEYS, "localStorage") === "off") return;
  if (event.key === "?") section.querySelector("dialog").showModal();
  else if (Object.hasOwn(steps, event.key)) step(...steps[event.key]);
};

const acts = {
  ".reply": reply,
  ".more-replies a, .paging [rel~=next]": more,
  ".answers": jump,
  ".fold": ({ parentElement: { parentElement: thread } }) => fold(thread, !thread.classList.contains("folded")),
  ".cancel": (button) => close(button.form),
  ".news button": showNews,
  ".keys": (button) => button.nextElementSibling.showModal(),
  "dialog button": (button) => button.closest("dialog").close(),
};

const busy = new WeakSet();
// Each of its kind once at a time: a second click on what is under way does nothing.
const once = async (thing, act, otherwise) => {
  if (busy.has(thing)) return;
  busy.add(thing);
  try { await act(thing); } catch { otherwise(); }
  busy.delete(thing);
};

section.addEventListener("click", (event) => {
  const thing = event.target.closest("a, button");
  const act = thing && Object.keys(acts).find((selector) => thing.matches(selector));
  if (!act || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  once(thing, acts[act], () => location.assign(thing.href ?? NEWEST));
});

section.addEventListener("submit", (event) => {
  event.preventDefault();
  once(event.target, send, () => tell(event.target, words.dataset.failed));
});

section.addEventListener("input", ({ target }) => {
  if (target.name === "body") remember(draft(target.form), target.value);
});

section.append(...words.content.cloneNode(true).querySelectorAll(".keys, dialog"));
const use = section.querySelector("dialog input");
use.checked = recall(KEYS, "localStorage") !== "off";
use.addEventListener("change", () => remember(KEYS, use.checked ? "on" : "off", "localStorage"));
document.addEventListener("keydown", onKey);
prepare();
goToAddress();
addEventListener("hashchange", goToAddress);
if (empty) restore(section.querySelector(":scope > .comment-form"));
if (section.dataset.news) {
  for (const sign of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(sign, () => { active = Date.now(); }, { passive: true });
  }
  const quietly = () => ask().catch(() => {});
  setInterval(quietly, EVERY);
  document.addEventListener("visibilitychange", quietly);
}
