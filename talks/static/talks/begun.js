/** Above the list of talks: those that she has begun without a line, until they are there. */

import { outboxOf } from "../submissions/outbox.js";
import { KIND, showFirstMessages } from "./waiting_beginnings.js";

const section = /** @type {HTMLElement} */ (document.querySelector("[data-begun]"));
const outbox = outboxOf(section.dataset.begun);
const list = /** @type {HTMLElement} */ (section.querySelector("[data-part=waiting]"));

outbox.addEventListener("changed", show);
outbox.addEventListener("line", show);
outbox.addEventListener("outcome", ({ detail: { record, state } }) => {
  if (record.kind === KIND && state === "received") location.reload(); // it stands among the others now
});
await show();

async function show() {
  await showFirstMessages(list, section.querySelector("template"), outbox, {});
  section.hidden = list.hidden;
}
