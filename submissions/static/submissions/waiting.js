/**
 * On every page of who is signed in: what waits on the phone is sent, the menu says how much it is, and the page
 * "Waiting to be sent" lists it. What the portal tells of it, such as a result, stands there until she has seen it.
 *
 * @typedef {{address: string, text: string}} Came
 */

import { momentInWords } from "../core/moments.js";
import { showItems } from "./items.js";
import { fieldsOfAll, mustAsk, mustBeMended, outboxOf } from "./outbox.js";

const note = /** @type {HTMLElement} */ (document.getElementById("waiting"));
const outbox = outboxOf(note.dataset.person);
const list = document.querySelector("[data-waiting-list]");
const came = /** @type {HTMLElement} */ (document.querySelector("[data-came]"));

/** What was refused stands on the page with what may be done, in the reader's language: not on a second card. */
const atThePortal = new Set([...document.querySelectorAll("[data-need]")].map(({ dataset }) => dataset.need));

const SOON = 5000;
const MOST_TOLD = 3;
const SEND_WITHIN = 5000;
const A_DAY = 24 * 60 * 60 * 1000;
let timer = 0;
let asked = 0;
let isToldOfLoss = false;

outbox.addEventListener("changed", show);
outbox.addEventListener("line", show);
outbox.addEventListener("outcome", ({ detail }) => detail.state === "received" && detail.facts.news && noteCame(detail.facts));
list?.querySelector("[data-send-now]").addEventListener("click", () => outbox.wake());
list?.removeAttribute("hidden");
document.addEventListener("submit", signOut);
document.addEventListener("submit", settleNeed);
await show();
// The scripts of the page put back what waits before it leaves.
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);

function begin() {
  outbox.wake();
  renewKey();
}

/** What a file is signed with is fetched while there is a line, once a day: only then is its script needed. */
async function renewKey() {
  const kept = await outbox.store.note("carrying-key");
  const isOfToday = kept && Math.abs(Date.now() - kept.at) < A_DAY;
  if (isOfToday || !navigator.onLine) return;
  const script = await import("./carrying_key.js").catch(() => null); // the line may go at any moment
  await script?.fetchKey(outbox.store);
}

async function show() {
  const mine = (asked += 1);
  const all = asOne((await outbox.records()).filter(({ title }) => title)); // what has none is not hers to look after
  if (mine !== asked) return; // something has changed meanwhile, and is being looked at
  const isSoonGone = ({ refused, since }) => !refused && Date.now() - Date.parse(since) < SOON;
  const records = outbox.line === "open" ? all.filter((record) => !isSoonGone(record)) : all;
  clearTimeout(timer);
  if (records.length < all.length) timer = setTimeout(show, SOON);
  const needing = records.filter(({ refused }) => refused).length;
  const said = [inWords(records.length - needing, "one", "other"), inWords(needing, "needsOne", "needsOther")];
  note.hidden = records.length === 0;
  note.querySelector("a").textContent = said.filter(Boolean).join(" · ");
  const isLostWithPage = records.some(isOnlyHere);
  note.querySelector("a").hidden = isLostWithPage;
  note.querySelector("[data-only-here]").hidden = !isLostWithPage;
  if (!isLostWithPage) note.querySelector("[data-lost-by-leaving]").hidden = true;
  await showCame();
  if (list && mine === asked) showList(all.filter(({ id, refused }) => !refused || !atThePortal.has(id))); // here nothing is passed over
}

/**
 * A form that she wrote on in while the last of it was on its way is one thing to her, as it stands now.
 *
 * @typedef {import("./store.js").Kept & {ids: string[], since: string}} Waiting
 * @param {import("./store.js").Kept[]} records @returns {Waiting[]}
 */
function asOne(records) {
  const bySlot = /** @type {Map<string, import("./store.js").Kept[]>} */ (new Map());
  for (const record of records) {
    const place = record.slot ? `${record.about} ${record.slot}` : record.id;
    bySlot.set(place, [...(bySlot.get(place) ?? []), record]);
  }
  return [...bySlot.values()].map((same) => ({
    ...same[same.length - 1],
    fields: fieldsOfAll(same),
    ids: same.map(({ id }) => id),
    since: same[0].device_at,
  }));
}

/** It came while she was elsewhere; the page that tells all of it is kept on the phone too. @param {{next: string, news: string}} facts */
async function noteCame({ next, news }) {
  const others = (await notedCame()).filter(({ address }) => address !== next);
  await outbox.store.setNote("came", [...others, { address: next, text: news }].slice(-MOST_TOLD));
  document.dispatchEvent(new CustomEvent("came", { detail: next }));
  await showCame();
}

/** @returns {Promise<Came[]>} */
async function notedCame() {
  return (await outbox.store.note("came")) ?? [];
}

async function showCame() {
  const noted = await notedCame();
  const unseen = noted.filter(({ address }) => address !== location.pathname);
  if (unseen.length < noted.length) await outbox.store.setNote("came", unseen.length ? unseen : null);
  showItems(came, unseen, wayTo, () => undefined);
  came.hidden = unseen.length === 0;
}

/** @param {Came} told */
function wayTo({ address, text }) {
  const line = document.createElement("p");
  line.append(Object.assign(document.createElement("a"), { href: address, textContent: text }));
  return line;
}

/** @param {Waiting} waiting */
function isOnlyHere({ ids }) {
  return ids.some((id) => outbox.store.isOnlyHere(id));
}

/** What was refused does not wait: it needs her. @param {number} number @param {string} one @param {string} other */
function inWords(number, one, other) {
  const plural = new Intl.PluralRules(document.documentElement.lang).select(number);
  return number && note.dataset[plural === "one" ? one : other].replace("{number}", String(number));
}

/** @param {Waiting[]} records */
function showList(records) {
  const line = list.querySelector("[data-line]");
  showItems(list.querySelector("ul"), records.map(factsOf), item, holdAt);
  list.querySelector("[data-nothing-waits]").hidden = records.length > 0;
  const sendNow = list.querySelector("[data-send-now]");
  const nothingGoes = records.every((record) => record.refused || mustAsk(record));
  if (nothingGoes && sendNow === document.activeElement) holdAt(list.querySelector("li") ?? undefined);
  sendNow.hidden = nothingGoes;
  line.hidden = outbox.line === "open" || records.length === 0;
  line.textContent = note.dataset[camel(outbox.line)] ?? "";
}

/** @param {Element | undefined} shown */
function holdAt(shown) {
  const nothing = list.querySelector("[data-nothing-waits]");
  nothing.hidden = Boolean(shown);
  nothing.tabIndex = -1;
  (shown?.querySelector("a") ?? nothing).focus();
}

/** @param {Waiting} record */
function factsOf(record) {
  return {
    ids: record.ids,
    title: record.title,
    state: record.refused?.sentence || stateOf(record),
    text: (record.words ?? inFields(record)).join(" · "),
    at: record.device_at,
    page: record.page,
    isAsked: Boolean(record.refused || mustAsk(record)),
    canGo: !mustBeMended(record),
  };
}

/** @param {ReturnType<typeof factsOf>} facts */
function item(facts) {
  const shown = list.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => shown.querySelector(`[data-part=${name}]`);
  for (const name of ["title", "state", "text"]) part(name).textContent = facts[name];
  Object.assign(part("at"), { dateTime: facts.at, textContent: momentInWords(facts.at) });
  part("page").href = facts.page;
  part("send").addEventListener("click", () => sendNow(facts.ids));
  part("drop").addEventListener("click", () => Promise.all(facts.ids.map((id) => outbox.drop(id))));
  part("send").hidden = !facts.isAsked || !facts.canGo;
  part("drop").hidden = !facts.isAsked;
  return shown;
}

/** @param {string[]} ids in the order in which they were written */
async function sendNow(ids) {
  for (const id of ids) await outbox.confirm(id);
}

/** @param {Waiting} record */
function stateOf(record) {
  if (mustAsk(record)) return note.dataset.asks;
  return isOnlyHere(record) ? note.querySelector("[data-only-here]").textContent : note.dataset.kept;
}

/**
 * What she typed and did not send goes with her; what waits to be sent stays hers. What only this page has would be lost
 * without a word: it is sent first, and where that fails she is told, and leaves by pressing again.
 *
 * @param {SubmitEvent} event
 */
async function signOut(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.getAttribute("action") !== note.dataset.signOut) return;
  event.preventDefault();
  if (!isToldOfLoss && (await wouldBeLost())) {
    isToldOfLoss = true;
    note.hidden = note.querySelector("[data-lost-by-leaving]").hidden = false;
    note.scrollIntoView({ block: "center" });
    return;
  }
  await outbox.store.forgetNotes();
  form.submit();
}

async function wouldBeLost() {
  const isAny = async () => (await outbox.records()).some(({ id, title }) => title && outbox.store.isOnlyHere(id));
  if (!(await isAny())) return false;
  await outbox.settle(SEND_WITHIN);
  return isAny();
}

/** What the portal refused is put away here too, or waits once more for what comes of it. @param {SubmitEvent} event */
async function settleNeed(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const id = /** @type {HTMLElement | null} */ (form.closest("[data-need]"))?.dataset.need;
  if (!id) return;
  event.preventDefault();
  const record = (await outbox.records()).find((each) => each.id === id);
  if (record && form.hasAttribute("data-aside")) await outbox.drop(id);
  else if (record) await outbox.store.put({ ...record, refused: null });
  form.submit();
}

/** @param {import("./store.js").Kept} record */
function inFields({ fields }) {
  return Object.entries(fields).filter(([name]) => !isOwn(name)).flatMap(([, value]) => value);
}

/** Fields that say where a text belongs, not what she wrote. @param {string} name */
function isOwn(name) {
  return name === "position" || name.startsWith("seen:");
}

/** @param {string} name */
function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
