/**
 * The result of an attempt. Answers that never left this phone because the attempt was handed in elsewhere are sent: the
 * portal keeps them apart, and she is told so. Those that were in the form when she handed in here are no longer needed.
 */

import { outboxOf } from "../submissions/outbox.js";

const page = /** @type {HTMLElement} */ (document.getElementById("late-answers"));
const { attempt: about, person } = page.dataset;
const outbox = outboxOf(person);

outbox.rememberOnly(about, "end"); // the page of the questions may still lie on the phone

outbox.addEventListener("outcome", ({ detail }) => {
  if (detail.record.about === about && detail.state === "held") showLate(detail.sentence);
});
if (await outbox.store.note(`handed-in ${about}`)) {
  for (const { id } of await outbox.records(about)) await outbox.drop(id);
} else outbox.wake();

/** @param {string} sentence */
function showLate(sentence) {
  const banner = /** @type {HTMLElement} */ (document.querySelector("[data-late]"));
  banner.querySelector("p").textContent = sentence;
  banner.hidden = false;
}
