/**
 * On every page of who is signed in: what waits on the phone is sent, the menu says how much it is, and the page
 * "Waiting to be sent" lists it.
 */

import { renewKey } from "./carrying_key.js";
import { mustAsk, outboxOf } from "./outbox.js";

const note = /** @type {HTMLElement} */ (document.getElementById("waiting"));
const outbox = outboxOf(note.dataset.person);
const list = document.querySelector("[data-waiting-list]");

/** What was refused stands on the page with what may be done, in the reader's language: not on a second card. */
const atThePortal = new Set([...document.querySelectorAll("[data-need]")].map(({ dataset }) => dataset.need));

const SOON = 5000;
const SEND_WITHIN = 5000;
let timer = 0;
let isToldOfLoss = false;

outbox.addEventListener("changed", show);
outbox.addEventListener("line", show);
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
  renewKey(outbox.store);
}

async function show() {
  const all = (await outbox.records()).filter(({ title }) => title); // what has none is not hers to look after
  const isSoonGone = ({ refused, device_at }) => !refused && Date.now() - Date.parse(device_at) < SOON;
  const records = outbox.line === "open" ? all.filter((record) => !isSoonGone(record)) : all;
  clearTimeout(timer);
  if (records.length < all.length) timer = setTimeout(show, SOON);
  const plural = new Intl.PluralRules(document.documentElement.lang).select(records.length);
  const words = note.dataset[plural === "one" ? "one" : "other"];
  note.hidden = records.length === 0;
  note.querySelector("a").textContent = words.replace("{number}", String(records.length));
  const isLostWithPage = records.some(({ id }) => outbox.store.isOnlyHere(id));
  note.querySelector("a").hidden = isLostWithPage;
  note.querySelector("[data-only-here]").hidden = !isLostWithPage;
  if (!isLostWithPage) note.querySelector("[data-lost-by-leaving]").hidden = true;
  if (list) showList(records.filter(({ id, refused }) => !refused || !atThePortal.has(id)));
}

/** @param {import("./store.js").Kept[]} records */
function showList(records) {
  const line = list.querySelector("[data-line]");
  list.querySelector("ul").replaceChildren(...records.map(item));
  list.querySelector("[data-nothing-waits]").hidden = records.length > 0;
  list.querySelector("[data-send-now]").hidden = records.length === 0;
  line.hidden = outbox.line === "open" || records.length === 0;
  line.textContent = note.dataset[camel(outbox.line)] ?? "";
}

/** @param {import("./store.js").Kept} record */
function item(record) {
  const shown = list.querySelector("template").content.cloneNode(true);
  const part = (name) => shown.querySelector(`[data-part=${name}]`);
  part("title").textContent = record.title;
  part("state").textContent = record.refused?.sentence || stateOf(record);
  part("text").textContent = (record.words ?? inFields(record)).join(" · ");
  part("page").href = record.page;
  part("send").addEventListener("click", () => outbox.confirm(record.id));
  part("drop").addEventListener("click", () => outbox.drop(record.id));
  part("send").hidden = part("drop").hidden = !record.refused && !mustAsk(record);
  return shown;
}

function stateOf(record) {
  if (mustAsk(record)) return note.dataset.asks;
  return outbox.store.isOnlyHere(record.id) ? note.querySelector("[data-only-here]").textContent : note.dataset.kept;
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
  const isOnlyHere = async () => (await outbox.records()).some(({ id, title }) => title && outbox.store.isOnlyHere(id));
  if (!(await isOnlyHere())) return false;
  await outbox.settle(SEND_WITHIN);
  return isOnlyHere();
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
