/* The queue by keyboard. It sends the very forms that work without it, and shows their answers in place. */

const queue = document.getElementById("queue");
const lastAct = document.getElementById("last-act");
const said = document.getElementById("said");
const reasons = document.getElementById("reasons");
const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
const page = document.querySelector(".queue");

// What can be undone, the last at the end: {text, made: [[what, number]]}.
const acts = [];
const made = [...lastAct.querySelectorAll(".decisions input")].map((input) => [input.name, input.value]);
if (made.length) acts.push({ text: lastAct.querySelector(".words").textContent, made });
let busy = false;

const items = () => [...queue.querySelectorAll(".item:not(.is-done)")];
const current = () => document.activeElement?.closest?.(".item:not(.is-done)");
const chosen = () => items().filter((item) => item.querySelector("[name=chosen]").checked);
const buttonOf = (item, verb) => item.querySelector(`[name=one][value^="${verb} "]`);

function say(text) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = text));
}

function focus(item) {
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  if (!all.length) return endOfPage();
  const here = current();
  const place = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  focus(all[Math.max(0, Math.min(place, all.length - 1))]);
}

function endOfPage() {
  const again = document.getElementById("again");
  if (!again) return;
  again.hidden = false;
  again.focus();
}

/* Acting */

async function send(url, data) {
  if (busy) return null;
  busy = true;
  try {
    const response = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isAnswer) return await response.json();
    const isText = response.headers.get("Content-Type")?.startsWith("text/plain");
    problem(isText ? await response.text() : queue.dataset.failed);
  } catch {
    problem(queue.dataset.failed);
  } finally {
    busy = false;
  }
  return null;
}

function problem(text) {
  showLastAct(text);
  say(text);
}

function showLastAct(text = "") {
  const act = acts.at(-1);
  lastAct.hidden = !act && !text;
  lastAct.querySelector(".words").textContent = text || act?.text || "";
  lastAct.querySelector("button").hidden = !act;
  lastAct.querySelector(".decisions").replaceChildren(
    ...(act?.made ?? []).map(([name, value]) =>
      Object.assign(document.createElement("input"), { type: "hidden", name, value }),
    ),
  );
}

function dataOf(item, verb, why) {
  const pk = item.dataset.pk;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", queue.elements.csrfmiddlewaretoken.value);
  data.set("one", `${verb} ${pk}`);
  for (const name of [`seen_${pk}`, `state_${pk}`, `last_${pk}`]) {
    const field = queue.elements[name];
    if (field) data.set(name, field.value);
  }
  data.set(`reason_${pk}`, why.reason);
  data.set(`note_${pk}`, why.note);
  return data;
}

function dataOfMany(verb, why) {
  const data = new FormData(queue);
  data.set("many", verb);
  data.set("reason", why.reason);
  data.set("note", why.note);
  return data;
}

const needsReason = (item) => Boolean(item.querySelector(`[name^="reason_"]`));

async function act(verb, targets, many) {
  let why = { reason: "", note: "" };
  if (verb === "reject" && targets.some(needsReason)) {
    why = await ask(targets);
    if (!why) return focus(targets[0]);
  }
  const data = many ? dataOfMany(verb, why) : dataOf(targets[0], verb, why);
  const answer = await send(location.href, data);
  if (!answer) return;
  const following = after(targets);
  for (const [pk, what] of Object.entries(answer.done)) close(document.getElementById(`c-${pk}`), what);
  const failed = Object.entries(answer.failed).map(([pk, why]) => show(pk, answer.items[pk], why));
  if (answer.undo.length) acts.push({ text: answer.text, made: answer.undo.map((pk) => ["decision", pk]) });
  showLastAct();
  say([answer.text, ...Object.values(answer.failed)].filter(Boolean).join(". "));
  countChosen();
  if (failed.length) focus(failed[0]);
  else if (following) focus(following);
  else step(1);
}

function after(targets) {
  const all = items();
  const left = all.slice(all.indexOf(targets.at(-1)) + 1).filter((item) => !targets.includes(item));
  return left[0] ?? all.filter((item) => !targets.includes(item)).at(-1);
}

function close(item, what) {
  if (!item) return;
  const result = document.getElementById("result").content.cloneNode(true).firstElementChild;
  result.querySelector(".words").textContent = `${what}:`;
  result.querySelector(".name").textContent = `${item.querySelector("h2").textContent}, ${firstWords(item)}`;
  item.querySelector("[name=chosen]").checked = false;
  item.append(result);
  item.classList.add("is-done");
}

const firstWords = (item) => `“${item.querySelector(".text").textContent.trim().slice(0, 60)}…”`;

/* Shows a comment as it is by now; returns its element. */
function show(pk, html, why) {
  const old = document.getElementById(`c-${pk}`);
  if (!old || !html) return old;
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const item = holder.content.firstElementChild;
  if (why) {
    const note = Object.assign(document.createElement("p"), { className: "problem", textContent: why });
    item.prepend(note);
  }
  old.replaceWith(item);
  return item;
}

async function undo() {
  const last = acts.at(-1);
  if (!last) return;
  const answer = await send(lastAct.action, new FormData(lastAct));
  if (!answer) return;
  acts.pop();
  showLastAct();
  say([answer.text, ...Object.values(answer.failed)].filter(Boolean).join(". "));
  const shown = Object.entries(answer.items).map(([pk, html]) => show(pk, html, answer.failed[pk]));
  const first = shown.find(Boolean);
  if (first) return focus(first);
  // What comes back is not on this page: the page as it is now may have it.
  location.reload();
}

/* Reasons */

function ask(targets) {
  const select = targets.length === 1 && targets[0].querySelector(`[name^="reason_"]`);
  const offered = select ? select.value : "";
  document.getElementById("reasons-what").textContent =
    targets.length === 1 ? firstWords(targets[0]) : document.querySelector(".chosen-count").textContent;
  const note = document.getElementById("reasons-note");
  note.value = "";
  reasons.returnValue = "";
  reasons.showModal();
  (reasons.querySelector(`button[value="${offered}"][data-key]`) ?? reasons.querySelector("[data-key]")).focus();
  return new Promise((resolve) => {
    reasons.addEventListener(
      "close",
      () => resolve(reasons.returnValue ? { reason: reasons.returnValue, note: note.value } : null),
      { once: true },
    );
  });
}

reasons.addEventListener("keydown", (event) => {
  if (event.target.id === "reasons-note") {
    // Enter in the note would press the first button there is.
    if (event.key === "Enter") event.preventDefault();
    return;
  }
  const button = !hasModifier(event) && reasons.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  reasons.close(button.value);
});

/* Choosing */

function countChosen() {
  const number = chosen().length;
  const label = document.querySelector(".chosen-count");
  if (!label) return;
  label.textContent = number ? label.dataset.some.replace("%s", number) : label.dataset.none;
  document.querySelector(".bar").classList.toggle("is-choosing", number > 0);
  const all = document.getElementById("all");
  all.checked = number > 0 && number === items().length;
  all.indeterminate = number > 0 && !all.checked;
}

queue.addEventListener("change", (event) => {
  if (event.target.id === "all") {
    for (const item of items()) item.querySelector("[name=chosen]").checked = event.target.checked;
  }
  countChosen();
});

queue.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !["one", "many"].includes(button.name)) return;
  event.preventDefault();
  if (button.name === "one") return act(button.value.split(" ")[0], [button.closest(".item")], false);
  if (!chosen().length) return problem(queue.dataset.none);
  act(button.value, chosen(), true);
});

lastAct.addEventListener("submit", (event) => {
  event.preventDefault();
  undo();
});

/* Keys */

const hasModifier = (event) => event.ctrlKey || event.altKey || event.metaKey;
const isTyping = (target) =>
  target.isContentEditable || Boolean(target.closest("textarea, select, input:not([type=checkbox])"));

function decide(verb) {
  const many = chosen();
  if (many.length && (verb === "approve" || verb === "reject")) return act(verb, many, true);
  const item = current();
  if (item && buttonOf(item, verb)) act(verb, [item], false);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("approve"),
  r: () => decide("reject"),
  h: () => decide("hold"),
  u: () => decide("restore"),
  z: () => undo(),
  x: () => current()?.querySelector("[name=chosen]").click(),
  b: () => current()?.querySelector(".ban-link").click(),
  o: () => current()?.querySelector("summary")?.click(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (hasModifier(event) || event.defaultPrevented || event.repeat && !"jk".includes(event.key)) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (!keysOn.checked && event.key !== "?") return;
  const key = KEYS[event.key];
  if (!key) return;
  event.preventDefault();
  key();
});

// Whoever speaks to the computer, or has a hand on the keys by accident, may switch them off.
keysOn.checked = localStorage.getItem("queue.keys") !== "off";
keysOn.addEventListener("change", () => {
  localStorage.setItem("queue.keys", keysOn.checked ? "on" : "off");
  page.classList.toggle("has-keys-off", !keysOn.checked);
});

page.classList.add("has-keys");
for (const element of document.querySelectorAll(".choose-all, #help-button")) element.hidden = false;
document.getElementById("help-button")?.addEventListener("click", () => help.showModal());
countChosen();
if (location.hash.startsWith("#c-")) focus(document.getElementById(location.hash.slice(1)));
