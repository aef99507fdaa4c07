/**
 * What was typed survives a change of language, which brings the page anew with its fields empty: it is kept in the tab
 * from the press in the language menu to the next page, whichever that is. No secrets are kept, and no files.
 */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {{place: string, values: string[]}} Typed what was typed or chosen at a place of the page */

const KEY = "typed";
// Not those that keep themselves on the phone: what they hold is drawn from there, and a change is written down at once.
const FORMS = 'main form[method="post"]:not([data-about], [data-attempt])';
const UNKEPT = ["hidden", "password", "file", "submit", "button", "reset", "image"];

/** The fields of the page's forms, by form and name. @returns {Map<string, Field[]>} */
function fieldsByPlace() {
  const found = new Map();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll(FORMS))) {
    const action = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    for (const field of /** @type {Iterable<Field>} */ (form.elements)) {
      if (!field.name || UNKEPT.includes(field.type) || field.autocomplete === "one-time-code") continue;
      const place = `${action} ${field.name}`;
      found.set(place, [...(found.get(place) ?? []), field]);
    }
  }
  return found;
}

/** @param {Field} field */
const isTick = (field) => field.type === "checkbox" || field.type === "radio";

/** What of ``fields`` counts. @param {Field[]} fields */
function valuesOf(fields) {
  const counting = fields.filter((field) => !isTick(field) || /** @type {HTMLInputElement} */ (field).checked);
  return counting.flatMap((field) =>
    field instanceof HTMLSelectElement ? [...field.selectedOptions].map((option) => option.value) : [field.value],
  );
}

/** Whether something else stands there than what the page came with. @param {Field} field */
function isTouched(field) {
  if (field instanceof HTMLSelectElement) {
    // Without a choice of its own the page chooses the first.
    const isChosen = [...field.options].some((one) => one.defaultSelected);
    return isChosen ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.selectedIndex > 0;
  }
  if (isTick(field)) return /** @type {HTMLInputElement} */ (field).checked !== /** @type {HTMLInputElement} */ (field).defaultChecked;
  return field.value !== field.defaultValue;
}

function keep() {
  // A page that was refused came with what was typed.
  const cameTyped = document.querySelector(".error-summary") !== null;
  /** @type {Typed[]} */
  const typed = [];
  for (const [place, fields] of fieldsByPlace()) {
    if (cameTyped || fields.some(isTouched)) typed.push({ place, values: valuesOf(fields) });
  }
  try {
    if (typed.length > 0) sessionStorage.setItem(KEY, JSON.stringify(typed));
  } catch {
    // Without storage the fields are empty, as without this script.
  }
}

/** What was kept, which is kept no longer. @returns {Typed[]} */
function taken() {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept ? JSON.parse(kept) : [];
  } catch {
    return [];
  }
}

/** Put ``values`` into ``fields``, in order. @param {Field[]} fields @param {string[]} values */
function fill(fields, values) {
  const left = [...values];
  for (const field of fields) {
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = left.includes(option.value);
    } else if (isTick(field)) {
      /** @type {HTMLInputElement} */ (field).checked = left.includes(field.value);
    } else {
      field.value = left.shift() ?? "";
    }
    const folded = field.closest("details");
    if (folded && isTouched(field)) folded.open = true;
    if (isTouched(field)) for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

const typed = taken();
// The scripts of the fields are there first: they draw what is put in.
addEventListener("DOMContentLoaded", () => {
  if (typed.length === 0) return;
  const places = fieldsByPlace();
  for (const { place, values } of typed) fill(places.get(place) ?? [], values);
});
document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest(".language-menu a")) keep();
});
