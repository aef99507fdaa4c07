/**
 * What awaits her, with the questions behind it: without a line they are begun on the phone, under the name that the
 * portal has given them already. With a line the portal begins them, as without this script.
 */

import { showBusy, showIdle } from "../core/busy.js";
import { outboxOf } from "../submissions/outbox.js";
import { isThere } from "../submissions/transport.js";
import "./attempt.js";

const door = document.querySelector("[data-door]");
const sitting = document.querySelector("[data-sitting]");
const start = /** @type {HTMLFormElement} */ (door.querySelector("[data-start]"));
const { attempt, person } = document.getElementById("answers").dataset;
const outbox = outboxOf(person);

start.addEventListener("submit", async (event) => {
  event.preventDefault();
  showBusy(start);
  if (await isThere(person)) start.submit();
  else {
    showIdle(start);
    open();
    /** @type {HTMLElement} */ (sitting.querySelector("[data-no-line]")).hidden = false;
  }
});
const begun = [...(await outbox.records(attempt)), ...(await outbox.received(attempt))];
if (begun.length) open();

function open() {
  door.hidden = true;
  sitting.hidden = false;
  /** @type {HTMLElement} */ (sitting.querySelector("fieldset")).focus();
}
