/**
 * What looks odd is asked once beside its field, and taken when it is sent again: the phone asks as the portal does
 * (core/forms/asking.py), and what was asked travels with the form, with what it was about.
 */

/** @typedef {import("./faults.js").Faults} Questions {name of a field: what is asked of it} */

/** Those of `questions` that were not asked about what stands there now. @param {HTMLFormElement} form @param {Questions} questions @returns {Questions} */
export function unasked(form, questions) {
  const asked = fieldOf(form)?.value.split(/[\r\n]+/) ?? [];
  return Object.fromEntries(Object.entries(questions).filter(([name]) => !asked.includes(odd(form, name))));
}

/** They stand beside their fields now. @param {HTMLFormElement} form @param {Questions} questions */
export function noteAsked(form, questions) {
  const field = fieldOf(form);
  const lines = Object.keys(unasked(form, questions)).map((name) => odd(form, name));
  if (field) field.value = [field.value, ...lines].filter(Boolean).join("\n");
}

/** Of what is filled in next, nothing was asked. @param {HTMLFormElement} form */
export function forgetAsked(form) {
  const field = fieldOf(form);
  if (field) field.value = "";
}

/** @param {HTMLFormElement} form */
function fieldOf(form) {
  return /** @type {HTMLInputElement | null} */ (form.elements.namedItem("asked"));
}

/** @param {HTMLFormElement} form @param {string} name */
function odd(form, name) {
  const typed = String(new FormData(form).get(name) ?? "");
  return `${name}=${typed.trim().split(/\s+/).join(" ")}`;
}
