/**
 * On a phone, who one is is asked in short pages; where something is wrong, they begin with that. What is missing on a
 * page is said before the next one.
 */

import { OneAtATime } from "../core/one_at_a_time.js";

const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#introduction > section")]);
const wrong = parts.findIndex((part) => part.querySelector(".field--error"));
const drawnAnew = parts.findIndex((part) => part.querySelector("[autofocus]"));

const walk = /** @type {HTMLElement} */ (document.querySelector("[data-introduction-walk]"));
walk.addEventListener("click", stayWhereSomethingIsMissing);

const pages = new OneAtATime({
  parts: parts.map((part) => [part]),
  end: document.getElementById("introduction-end"),
  walk,
  isUsual: matchMedia("(max-width: 40rem)").matches,
});
pages.start(() => Math.max(0, wrong >= 0 ? wrong : drawnAnew));

/** @param {MouseEvent} event */
function stayWhereSomethingIsMissing(event) {
  if (!(/** @type {HTMLElement} */ (event.target).closest('[data-walk="1"]'))) return;
  forgetComplaint();
  const needed = /** @type {HTMLElement[]} */ ([...parts[pages.at].querySelectorAll("[data-needed]")]);
  const missing = needed.find((part) => !isAnswered(part));
  if (!missing) return;
  event.stopImmediatePropagation();
  complain(missing);
}

/** @param {HTMLElement} part */
function isAnswered(part) {
  return part.querySelector("input[type=radio]")
    ? Boolean(part.querySelector(":checked"))
    : Boolean(part.querySelector("input").value.trim());
}

/** As the portal would say it. @param {HTMLElement} part */
function complain(part) {
  const mould = /** @type {HTMLTemplateElement} */ (document.getElementById("introduction-complaint"));
  const complaint = /** @type {HTMLElement} */ (mould.content.firstElementChild.cloneNode(true));
  complaint.querySelector("span").textContent = part.dataset.needed;
  const input = part.querySelector("input");
  part.querySelector(".field").classList.add("field--error");
  part.querySelector(".field__error")?.remove();
  part.querySelector(".field__label").after(complaint);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", complaint.id);
  part.addEventListener("input", forgetComplaint, { once: true });
  input.focus();
}

function forgetComplaint() {
  const complaint = document.getElementById("introduction-missing");
  const part = complaint?.closest("[data-needed]");
  complaint?.remove();
  part?.querySelector(".field").classList.remove("field--error");
  for (const name of ["aria-invalid", "aria-describedby"]) part?.querySelector("input").removeAttribute(name);
}
