/** What the portal would ask of what is typed (groupwork/forms), asked by the phone without network. */

import { numberIn } from "../core/numbers.js";

const STEPS = document.getElementById("steps-asked");

/** @param {HTMLFormElement} form @returns {import("../core/asking.js").Questions} */
export function questionsOf(form) {
  const typed = new FormData(form);
  return { ...ofStepsLeftOut(typed), ...ofPrice(form, typed) };
}

/** Whether the steps between were done, too. @param {FormData} typed @returns {import("../core/asking.js").Questions} */
function ofStepsLeftOut(typed) {
  if (!STEPS) return {};
  /** @type {{at: Record<string, string>, ladder: string[], questions: string[]}} */
  const { at, ladder, questions } = JSON.parse(STEPS.textContent);
  const from = ladder.indexOf(at[String(typed.get("stay") ?? "")]);
  const between = ladder.indexOf(String(typed.get("milestone") ?? "")) - from - 1;
  return from >= 0 && between > 0 ? { milestone: questions[between - 1] } : {};
}

/** Whether a price below the cost is meant. @param {HTMLFormElement} form @param {FormData} typed @returns {import("../core/asking.js").Questions} */
function ofPrice(form, typed) {
  const price = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-floor]"));
  if (!price?.value.trim()) return {};
  const cost = price.dataset.floor.split(" ").reduce((sum, name) => sum + paise(String(typed.get(name) ?? "")), 0);
  return paise(price.value) < cost ? { [price.name]: price.dataset.belowFloor } : {};
}

/** @param {string} typed */
function paise(typed) {
  const number = numberIn(typed);
  return number ? Math.round(Number(number.sign + number.whole + number.fraction) * 100) : 0;
}
