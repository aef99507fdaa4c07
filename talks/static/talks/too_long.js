/** A message that is longer than one holds is said to be so beside its field, before it waits for a line. */

import { lettersIn } from "../core/letters.js";

/** What a message holds (talks/models.py). */
const LONGEST = 4000;

/** Whether it is so. @param {HTMLTextAreaElement} text */
export function isTooLong(text) {
  const isSo = lettersIn(text.value.trim()) > LONGEST;
  /** @type {HTMLElement} */ (text.form.querySelector("[data-too-long]")).hidden = !isSo;
  if (isSo) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
  return isSo;
}
