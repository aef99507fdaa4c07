/**
 * Keeps the forms of a lesson while she types: each change is on the phone before it is sent, under the names of the
 * fields that were changed here, and says over which entries it was written. So a second phone or a window left open
 * takes nothing from anybody.
 */

import { grouped } from "../core/numbers.js";
import { faultIn } from "../core/rules.js";
import { fieldsOfAll, outboxOf } from "../submissions/outbox.js";

const TYPING_PAUSE_MS = 800;

/** One form of the lesson. Its fields are named by editors ("action" may be one), so it is read by its attributes. */
class KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.about;
    this.outbox = outboxOf(form.dataset.person);
    this.newest = "";
    this.timer = 0;
  }

  async start() {
    const { form, outbox } = this;
    form.addEventListener("input", ({ target }) => this.typed(target));
    form.addEventListener("change", ({ target }) => this.left(target));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      outbox.wake();
      this.fields().find((field) => field.getAttribute("aria-invalid") === "true")?.focus();
    });
    window.addEventListener("pagehide", () => outbox.leave());
    outbox.addEventListener("outcome", ({ detail }) => detail.record.about === this.about && this.settle(detail));
    outbox.addEventListener("line", () => this.showLine());
    const begun = this.fields().filter(isTypedInto); // while this script was still on its way
    await this.restore();
    for (const field of begun) await this.typed(field);
  }

  /** Keep a field that was changed, together with what else of the form has not left yet. */
  async typed(field) {
    clearTimeout(this.timer);
    const seen = this.seenOf(field);
    this.showError(field, this.complaintOf(field));
    const over = (older) => ({
      ...older,
      [field.name]: field.value,
      [seen.name]: older[seen.name] ?? seen.value,
    });
    const page = `${location.pathname}#${this.form.getAttribute("id")}`;
    const written = { kind: "lesson-form", about: this.about, slot: "form", page, title: this.form.dataset.title, isRemembered: true };
    const record = await this.outbox.put({ ...written, over, refusal: (fields) => this.refusalOf(fields) });
    this.newest = record.id;
    seen.value = record.id;
    this.show(record.refused ? "refused" : "saving");
    this.timer = setTimeout(() => this.outbox.wake(), TYPING_PAUSE_MS);
  }

  /** She goes on to the next field: numbers are written as people here write them. */
  left(field) {
    const { kind } = field.dataset;
    const shown = kind === "money" || kind === "number" ? grouped(field.value) : field.value;
    if (shown !== field.value) {
      field.value = shown;
      this.typed(field);
    }
    this.outbox.wake();
  }

  /** Puts back what has not left, and what was received after this page was drawn. */
  async restore() {
    const received = await this.outbox.received(this.about);
    const all = (await this.outbox.records(this.about)).filter(({ slot }) => slot === "form");
    const waiting = all.at(-1); // written while the one before was on its way: both say what she wrote
    const written = fieldsOfAll(all);
    for (const field of this.fields()) {
      const seen = this.seenOf(field);
      for (const { id, fields } of received) {
        if (!(field.name in fields) || fields[seen.name] !== seen.value || isTypedInto(field)) continue;
        field.value = field.defaultValue = fields[field.name];
        seen.value = id;
      }
      if (field.name in written && !isTypedInto(field)) {
        field.value = String(written[field.name]);
        seen.value = waiting.id;
      }
    }
    if (!waiting) return;
    this.newest = waiting.id;
    if (waiting.refused) this.refuse(waiting.refused);
    else this.show("saving");
  }

  settle({ record, state, sentence, field }) {
    if (record.id !== this.newest) return;
    if (state === "received") this.show("saved");
    if (state === "refused") this.refuse({ sentence, field });
    if (state === "held") this.show("held", sentence);
  }

  /** @param {{sentence: string, field?: string}} refused */
  refuse({ sentence, field: name }) {
    const field = this.fields().find((each) => each.name === name);
    if (field) this.showError(field, sentence);
    this.show("refused");
  }

  async showLine() {
    const [record] = this.outbox.line === "open" ? [] : await this.outbox.waiting(this.about);
    if (record) this.show(this.outbox.whyHere(record));
  }

  /** What the portal would say of it, in its words. */
  complaintOf({ value, dataset: { kind } }) {
    const fault = faultIn(kind, value);
    return fault && this.form.dataset[fault];
  }

  /** Of all that goes together: what is right goes with what is wrong, once that is mended. */
  refusalOf(fields) {
    const handed = this.fields().filter(({ name }) => name in fields);
    const wrong = handed.find(({ name, dataset }) => this.complaintOf({ value: fields[name], dataset }));
    if (!wrong) return null;
    return { code: "invalid", sentence: this.complaintOf({ value: fields[wrong.name], dataset: wrong.dataset }), field: wrong.name };
  }

  showError(field, sentence) {
    const box = field.closest(".field");
    const line = box.querySelector("[data-error]");
    box.classList.toggle("field--error", Boolean(sentence));
    field.setAttribute("aria-invalid", String(Boolean(sentence)));
    line.hidden = !sentence;
    line.querySelector("span").textContent = sentence;
  }

  show(state, sentence = "") {
    const line = this.form.querySelector(".answer-state");
    line.classList.toggle("answer-state--saved", state === "saved");
    line.classList.toggle("answer-state--waiting", state !== "saved" && state !== "saving");
    for (const words of line.querySelectorAll("[data-state]")) {
      words.hidden = words.dataset.state !== state;
      if (sentence && !words.hidden) words.textContent = sentence;
    }
  }

  fields() {
    return [...this.form.querySelectorAll("[data-kind]")];
  }

  seenOf(field) {
    return this.form.querySelector(`input[name="seen:${CSS.escape(field.name)}"]`);
  }
}

function isTypedInto(field) {
  return field.value !== "" && field.value !== field.defaultValue;
}

/** Starts keeping every form of the lesson that belongs to a person. */
export function keepForms() {
  for (const form of document.querySelectorAll("form[data-about]")) new KeptForm(form).start();
}
