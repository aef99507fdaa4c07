/**
 * The result of an attempt: what the browser kept of it is no longer needed. Answers that never left this phone because
 * the attempt was handed in elsewhere are sent first: the portal keeps them apart, and she is told so.
 */

import { Journal } from "./journal.js";
import { Sender } from "./sender.js";

const form = document.getElementById("late-answers");
const journal = new Journal(form.dataset.attempt);

if (journal.handedIn || journal.waiting().length === 0) journal.clear();
else sendLate();

async function sendLate() {
  const sender = new Sender(journal, form.action, form.elements.csrfmiddlewaretoken.value, showLate);
  window.addEventListener("online", () => sender.wake());
  await sender.wake();
}

function showLate(position, state, text) {
  if (state !== "late") return;
  const banner = document.querySelector("[data-late]");
  banner.querySelector("p").textContent = text;
  banner.hidden = false;
}
