/**
 * What was typed survives a change of language, which brings the page anew with its fields empty: it is kept in the tab
 * from the press in the language menu to the next page, whichever that is. No secrets are kept, and no files.
 */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {{place: string, values: string[]}} Typed what was typed or chosen at a place of the page */

const KEY = "typed";
/** A change of language that led nowhere by then is forgotten. */
const KEPT_FOR_MS = 2 * 60 * 1000;
// Not those that keep themselves on the phone: what they hold is drawn from there, and a change is written down at once.
// What is handed in is kept only then, and its form hidden.
const FORMS = 'main form[method="post"]:not([data-about]:not([data-hand-in]), [data-attempt], [hidden])';
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
    sessionStorage.setItem(KEY, JSON.stringify({ whose: whoReads(), at: Date.now(), typed }));
  } catch {
    // Without storage the fields are empty, as without this script.
  }
}

/** The person of the page; nothing where nobody is signed in. */
function whoReads() {
  return /** @type {HTMLElement | null} */ (document.querySelector("[data-person]"))?.dataset.person ?? "";
}

/** What was kept, which is kept no longer. */
function taken() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    forget();
    return kept && Date.now() - kept.at < KEPT_FOR_MS ? kept : null;
  } catch {
    return null;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept either.
  }
}

/** Put ``values`` into ``fields``, in order; what changes by it is told as if a hand had done so. @param {Field[]} fields @param {string[]} values */
function fill(fields, values) {
  const left = [...values];
  for (const field of fields) {
    if (!put(field, left)) continue;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

/** Whether it changes what a hand would: another choice lets go of the one before, and tells so itself. @param {Field} field @param {string[]} left */
function put(field, left) {
  if (field instanceof HTMLSelectElement) {
    const moved = [...field.options].filter((option) => option.selected !== left.includes(option.value));
    for (const option of field.options) option.selected = left.includes(option.value);
    return moved.length > 0;
  }
  if (isTick(field)) {
    const tick = /** @type {HTMLInputElement} */ (field);
    const was = tick.checked;
    tick.checked = left.includes(tick.value);
    return tick.checked !== was && (tick.checked || tick.type === "checkbox");
  }
  const was = field.value;
  field.value = left.shift() ?? "";
  return field.value !== was;
}

const kept = taken();
// The scripts of the fields are there first: they draw what is put in.
addEventListener("DOMContentLoaded", () => {
  if (kept?.whose !== whoReads()) return;
  const places = fieldsByPlace();
  for (const { place, values } of /** @type {Typed[]} */ (kept.typed)) fill(places.get(place) ?? [], values);
});
// What is sent is typed no more, wherever the language led.
document.addEventListener("submit", forget, true);
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // in another tab: this page stays
  if (/** @type {Element} */ (event.target).closest(".language-menu a")) keep();
});
