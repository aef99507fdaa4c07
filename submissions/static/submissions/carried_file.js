/**
 * "Take it along as a file": what waits on this phone, signed, to be handed in from another one. It needs no line, and
 * takes nothing from the phone: what is in the file goes from here when the portal has answered for it.
 */

import { carryingKey } from "./carrying_key.js";
import { outboxOf } from "./outbox.js";
import { signatureOf } from "./sha256.js";
import { asSent } from "./transport.js";

const MOST_RECORDS = 500;

/** Beside the records: who wrote them, the key, the signature. */
const ENVELOPE = 1000;

const part = /** @type {HTMLElement} */ (document.querySelector("[data-carry]"));
const outbox = outboxOf(document.getElementById("waiting").dataset.person);

/** @type {Set<string>} what is in the files before, where one could not hold all */
const taken = new Set();

outbox.addEventListener("changed", show);
part.querySelector("button").addEventListener("click", take);
await show();

/** What was not taken before would not be taken from a file either; what she is asked about, she says by pressing. */
async function carried() {
  return (await outbox.records()).filter(({ refused }) => !refused);
}

/** The first of them, as many as one file holds. @param {import("./store.js").Kept[]} records */
function inOneFile(records) {
  let bytes = ENVELOPE;
  const isTooMuch = (record, place) => (bytes += weightOf(record)) > Number(part.dataset.largest) && place > 0;
  const end = records.slice(0, MOST_RECORDS).findIndex(isTooMuch);
  return records.slice(0, end < 0 ? MOST_RECORDS : end);
}

/** In bytes, as a text within a text. @param {import("./store.js").Kept} record */
function weightOf(record) {
  return new Blob([JSON.stringify(JSON.stringify(asSent(record)))]).size;
}

async function show() {
  part.hidden = (await carried()).length === 0;
}

async function take() {
  const key = await carryingKey(outbox.store);
  if (!key) return say("no-key");
  const all = await carried();
  if (all.every(({ id }) => taken.has(id))) taken.clear(); // all was written: it begins anew
  const left = all.filter(({ id }) => !taken.has(id));
  const records = inOneFile(left);
  download(fileOf(records, key));
  records.forEach(({ id }) => taken.add(id));
  const more = left.length - records.length;
  say(more ? "more" : "written", more);
}

/** @param {string} what @param {number} number */
function say(what, number = 0) {
  for (const said of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-said]"))) {
    said.hidden = said.dataset.said !== what;
    if (said.dataset.words) said.textContent = said.dataset.words.replace("{number}", String(number));
  }
}

/** @param {import("./store.js").Kept[]} records @param {import("./carrying_key.js").CarryingKey} key */
function fileOf(records, { id, key }) {
  const made_at = new Date().toISOString();
  const signed = JSON.stringify({ person: outbox.person, made_at, records: records.map(asSent) });
  return JSON.stringify({ portal_records: 1, key: id, signature: signatureOf(key, signed), signed });
}

/** @param {string} text */
function download(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `waiting-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
