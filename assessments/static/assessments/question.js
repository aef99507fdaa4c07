/** One question of the form: what stands in its fields, and what is shown under it. */

import { isNumber } from "../core/numbers.js";

export class Question {
  /** @param {HTMLFieldSetElement} fieldset */
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.position = fieldset.dataset.position;
    this.mark = fieldset.dataset.mark;
    this.drawn = fieldset.querySelector("input[type=hidden]");
    this.answeredAt = Date.parse(fieldset.dataset.answeredAt ?? "") || 0;
    this.isKept = Boolean(this.answer);
    this.state = fieldset.querySelector("[data-state]");
    this.error = fieldset.querySelector("[data-error]");
    this.writing = /** @type {Promise<void>} */ (Promise.resolve());
  }

  /** The id of the answer that stands in the fields. It goes along when the form is handed in. */
  get answer() {
    return this.drawn.value;
  }

  set answer(id) {
    this.drawn.value = id;
  }

  /** The filled fields as {name: value or values}, as a form would send them. */
  get fields() {
    const fields = {};
    for (const field of this.#fields().filter(isFilled)) {
      const value = field.value.trim();
      fields[field.name] = field.type === "checkbox" ? [...(fields[field.name] ?? []), value] : value;
    }
    return fields;
  }

  /** The answer as she reads it: the words of what she chose, for the portal knows them by letters. */
  get words() {
    return this.#fields().filter(isFilled).map((field) => {
      const label = field.labels[0]?.querySelector("[lang]")?.textContent ?? field.labels[0]?.textContent ?? "";
      if (isTick(field)) return label.trim();
      return field.type === "text" ? field.value.trim() : `${field.value}. ${label.trim()}`;
    });
  }

  /** What is typed, where it is a question to type an answer to. */
  get text() {
    return this.fieldset.querySelector("input[type=text]")?.value ?? "";
  }

  /** Whether what is typed is no number, where one is asked for. */
  get isNoNumber() {
    return this.fieldset.dataset.kind === "numeric" && this.text.trim() !== "" && !isNumber(this.text);
  }

  /** Whether nothing is left to fill in, and all of it can be taken. */
  get isAnswered() {
    if (this.isNoNumber) return false;
    const names = new Set(this.#fields().map((field) => field.name));
    return [...names].every((name) => name in this.fields);
  }

  /** Whether she has answered on this page already, while the script was still on its way. */
  get isTouched() {
    return this.#fields().filter(isFilled).some((field) => !isAsDrawn(field));
  }

  /** Whether an answer was given to this question as it is here: the place may have had another one on an older page. */
  isOf(fields) {
    return (fields["seen:mark"] ?? this.mark) === this.mark;
  }

  /** Put an answer kept earlier back into the fields. */
  fill(values) {
    for (const field of this.#fields()) {
      const mine = [values[field.name] ?? []].flat();
      if (isTick(field)) field.checked = mine.includes(field.value);
      else field.value = mine[0] ?? "";
    }
    this.fieldset.dispatchEvent(new CustomEvent("filled", { detail: values }));
  }

  /** Show what was answered elsewhere in the meantime. @param {Question} drawn the question as the portal draws it now */
  take(drawn) {
    if (drawn.answer === this.answer) return;
    this.fill(drawn.fields);
    Object.assign(this, { answer: drawn.answer, answeredAt: drawn.answeredAt, isKept: drawn.isKept });
    this.showError("");
    this.showState(drawn.isKept ? "saved" : "");
  }

  /** Show how the answer fares: "saving", "saved", "waiting", "signed-out", "only-here", "earlier", or "" for nothing. */
  showState(name) {
    const shown = name && document.getElementById(`state-${name}`).content.cloneNode(true).firstElementChild;
    if (this.state.dataset.state === name) return;
    this.state.dataset.state = name;
    this.state.className = shown ? shown.className : "answer-state";
    this.state.replaceChildren(...(shown ? shown.childNodes : []));
  }

  /** Show what is wrong beside the fields, or with "" that nothing is. */
  showError(text) {
    this.error.hidden = !text;
    this.error.querySelector("span").textContent = text;
    this.fieldset.classList.toggle("field--error", Boolean(text));
    const typed = this.fieldset.querySelector("input[type=text]");
    if (text) typed?.setAttribute("aria-invalid", "true");
    else typed?.removeAttribute("aria-invalid");
  }

  #fields() {
    const fields = /** @type {HTMLInputElement[]} */ ([...this.fieldset.elements]);
    return fields.filter((field) => field.name && field !== this.drawn);
  }
}

function isTick(field) {
  return field.type === "radio" || field.type === "checkbox";
}

/** As the portal drew it. */
function isAsDrawn(field) {
  if (isTick(field)) return field.checked === field.defaultChecked;
  if (field.tagName === "SELECT") return field.selectedOptions[0].defaultSelected;
  return field.value === field.defaultValue;
}

function isFilled(field) {
  return isTick(field) ? field.checked : field.value.trim() !== "";
}
