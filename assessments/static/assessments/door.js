/**
 * The button "Start": without a line the questions behind it are begun on the phone, under the name that the portal has
 * given them already. With a line the portal begins them, as without this script. It heeds the press before what is kept
 * on the phone has been read, which takes its time on a slow one.
 */

import { showBusy, showIdle } from "../core/busy.js";
import { isThere } from "../submissions/transport.js";

const door = document.querySelector("[data-door]");
const sitting = document.querySelector("[data-sitting]");
const start = /** @type {HTMLFormElement} */ (door.querySelector("[data-start]"));
const { person } = document.getElementById("answers").dataset;

start.addEventListener("submit", async (event) => {
  event.preventDefault();
  showBusy(start);
  if (await isThere(person)) return start.submit();
  showIdle(start);
  openDoor();
  document.getElementById("answers").dispatchEvent(new Event("opened"));
  /** @type {HTMLElement} */ (sitting.querySelector("[data-no-line]")).hidden = false;
});

/** Shows the questions in the place of what awaits her. */
export function openDoor() {
  door.hidden = true;
  sitting.hidden = false;
  /** @type {HTMLElement} */ (sitting.querySelector("fieldset")).focus();
}
