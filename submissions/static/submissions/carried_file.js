/**
 * "Take it along as a file": what waits on this phone, signed, to be handed in from another one. It needs no line, and
 * takes nothing from the phone: what is in the file goes from here when the portal has answered for it.
 */

import { carryingKey } from "./carrying_key.js";
import { outboxOf } from "./outbox.js";
import { signatureOf } from "./sha256.js";
import { asSent } from "./transport.js";

const MOST_RECORDS = 500;

const part = /** @type {HTMLElement} */ (document.querySelector("[data-carry]"));
const outbox = outboxOf(document.getElementById("waiting").dataset.person);

outbox.addEventListener("changed", show);
part.querySelector("button").addEventListener("click", take);
await show();

/** What was not taken before would not be taken from a file either; what she is asked about, she says by pressing. */
async function carried() {
  return (await outbox.records()).filter(({ refused }) => !refused).slice(0, MOST_RECORDS);
}

async function show() {
  part.hidden = (await carried()).length === 0;
}

async function take() {
  const key = await carryingKey(outbox.store);
  if (key) download(fileOf(await carried(), key));
  for (const said of part.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== (key ? "written" : "no-key");
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
