/**
 * What awaits her, with the questions behind it: without a line they are begun on the phone, under the name that the
 * portal has given them already. With a line the portal begins them, as without this script.
 */

import { outboxOf } from "../submissions/outbox.js";
import { handOver } from "../submissions/transport.js";
import "./attempt.js";

const ANSWERS_WITHIN = 3000;

const door = document.querySelector("[data-door]");
const sitting = document.querySelector("[data-sitting]");
const start = /** @type {HTMLFormElement} */ (door.querySelector("[data-start]"));
const { attempt, person } = document.getElementById("answers").dataset;
const outbox = outboxOf(person);

start.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await isThere()) start.submit();
  else open();
});
const begun = [...(await outbox.records(attempt)), ...(await outbox.received(attempt))];
if (begun.length) open();

/** Whether the portal answers now. */
async function isThere() {
  if (!navigator.onLine) return false;
  const late = new Promise((resolve) => setTimeout(() => resolve({ line: "offline" }), ANSWERS_WITHIN));
  const { line } = await Promise.race([handOver(person, []), late]);
  return line !== "offline";
}

function open() {
  door.hidden = true;
  sitting.hidden = false;
  /** @type {HTMLElement} */ (sitting.querySelector("fieldset")).focus();
}
