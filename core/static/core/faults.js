/**
 * What is wrong with a form stands beside its fields, as core/forms/field.html draws it, and all of it at once: the
 * browser would say it in words of its own, one by one. What is missing is said in the words that the form brings
 * (core/forms/missing_words.html), what cannot be read where it brings those too (core/forms/rule_words.html). So the
 * phone keeps nothing that the portal would refuse for that.
 */

import { grouped } from "./numbers.js";
import { brokenOf, faultIn, outside } from "./rules.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {Record<string, string>} Faults {name of a field: what is wrong with it} */

/** What has to be filled in and is empty, and what is typed wrong. @param {HTMLFormElement} form @returns {Faults} */
export function faultsIn(form) {
  /** @type {Faults} */
  const found = {};
  for (const field of /** @type {Iterable<Field>} */ (form.elements)) {
    const sentence = isMissing(field, form) ? missing(field, form) : wrong(field, form);
    if (sentence) found[field.name] = sentence;
  }
  return found;
}

/**
 * A field may be needed only by what another says: `data-required-if` is the name of that one where it must say
 * anything, `<name>=<value>` where it must say so.
 *
 * @param {Field} field @param {HTMLFormElement} form
 */
function isMissing(field, form) {
  const [name, value] = (field.dataset?.requiredIf ?? "").split("=");
  if (!name) return Boolean(field.validity?.valueMissing);
  const said = String(new FormData(form).get(name) ?? "");
  return !field.value.trim() && (value ? said === value : said !== "");
}

/** @param {Field} field @param {HTMLFormElement} form */
function missing(field, form) {
  return field.dataset.requiredWords ?? wordsFor(field, form).replace("{label}", labelOf(field));
}

/** @param {Field} field @param {HTMLFormElement} form @returns {string} */
function wrong({ value, dataset }, form) {
  if (!value || !dataset?.kind) return "";
  const fault = faultIn(dataset.kind, value);
  if (fault) return form.dataset[fault] ?? "";
  const beyond = dataset.kind === "date" ? "" : outside(value, dataset.least, dataset.most);
  const limit = beyond === "tooSmall" ? dataset.least : dataset.most;
  if (beyond) return (form.dataset[beyond] ?? "").replace("{limit}", grouped(limit));
  const broken = brokenOf(value, dataset, (name) => String(new FormData(form).get(name) ?? ""));
  return broken && dataset[`${broken}Words`];
}

/**
 * Say what is wrong beside the fields, and no more what was wrong before. The first of them has the focus.
 *
 * @param {HTMLFormElement} form @param {Faults} faults @returns {boolean} whether all of it stands beside a field
 */
export function showFaults(form, faults) {
  for (const said of form.querySelectorAll("[data-said]")) takeBack(said);
  const fields = Object.keys(faults).map((name) => [fieldOf(form, name), faults[name]]);
  const beside = /** @type {[Field, string][]} */ (fields.filter(([field]) => field));
  for (const [field, sentence] of beside) say(form, field, sentence);
  beside[0]?.[0].focus();
  return beside.length === fields.length;
}

/** @param {HTMLFormElement} form @param {string} name */
function fieldOf(form, name) {
  const found = form.elements.namedItem(name);
  const field = /** @type {Field | null} */ (found instanceof RadioNodeList ? found[0] : found);
  return field?.closest(".field") ? field : null;
}

/** @param {Field} field @param {HTMLFormElement} form */
function wordsFor(field, { dataset }) {
  if (field.type === "checkbox") return dataset.missingTick;
  if (field.type === "file") return dataset.missingFile;
  return field instanceof HTMLSelectElement || field.type === "radio" ? dataset.missingChoice : dataset.missingText;
}

/** What a form draws in its own way stands in no box of a field. @param {Field} field */
function labelOf(field) {
  const label = field.closest(".field")?.querySelector(".field__label") ?? field.closest("label") ?? field.labels?.[0];
  return label?.textContent.trim() ?? "";
}

/** @param {HTMLFormElement} form @param {Field} field @param {string} sentence */
function say(form, field, sentence) {
  const box = field.closest(".field");
  const said = document.createElement("p");
  said.className = "field__error";
  said.id = `${box.id || field.id}_said`;
  said.dataset.said = field.name;
  said.append(form.querySelector(".icon").cloneNode(true), sentence);
  const above = box.querySelector(".field__hint") ?? box.querySelector(".field__label");
  if (above && field.type !== "checkbox") above.after(said);
  else box.prepend(said);
  box.classList.add("field--error");
  field.setAttribute("aria-invalid", "true");
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", described ? `${described} ${said.id}` : said.id);
  for (let folded = box.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
}

/** @param {Element} said */
function takeBack(said) {
  const box = said.closest(".field");
  box.classList.remove("field--error");
  const field = box.querySelector(`[aria-describedby~="${said.id}"]`);
  const described = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== said.id);
  field.setAttribute("aria-describedby", described.join(" "));
  field.removeAttribute("aria-invalid");
  said.remove();
}
