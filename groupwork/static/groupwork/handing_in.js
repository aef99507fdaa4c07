/**
 * What is filled in about a group or a trainee is kept on the phone before it is sent, and goes by itself when there is
 * network. What is begun is kept as it is typed, and stands there when the page comes again. What the portal refuses
 * stands in the form again as it was typed.
 */

import { forgetAsked, noteAsked, unasked } from "../core/asking.js";
import { faultsIn, showFaults } from "../core/faults.js";
import { wordOf } from "../core/said.js";
import { newId, outboxOf } from "../submissions/outbox.js";
import { carrying, chooseSession } from "./of_session.js";
import { questionsOf } from "./questions.js";

const OF_THE_PAGE = ["csrfmiddlewaretoken", "id"];
// A chart of seeds is a count of its own, each time it is handed in; what stands in the place of one is the same count.
const NEW_EACH_TIME = "counter";

class HandedIn {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.kind = form.dataset.handIn;
    this.about = form.dataset.about;
    this.outbox = outboxOf(form.dataset.person);
    this.said = /** @type {HTMLElement} */ (form.parentElement.querySelector("[data-handed-in]"));
    /** The record that was written here last, and the one that it mends. */
    this.newest = this.corrects = "";
    /** Names of fields that were filled in since the page came: by a hand, or by what a change of language carried. */
    this.begun = new Set();
  }

  async start() {
    // What the portal could not take and this phone may not have: the page came with it filled in.
    this.corrects = this.form.dataset.corrects ?? "";
    this.dateToday();
    chooseSession(this.form);
    this.form.addEventListener("input", ({ target }) => {
      this.begun.add(/** @type {HTMLInputElement} */ (target).name);
      this.keepBegun();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
    });
    this.said.querySelector("[data-again]")?.addEventListener("click", () => this.again());
    this.outbox.addEventListener("outcome", ({ detail }) => {
      if (detail.record.id === this.newest) this.settle(detail);
    });
    const left = (await this.outbox.records(this.about)).filter(({ kind, slot }) => kind === this.kind && !slot);
    const refused = left.find(({ id, refused }) => refused && (!this.corrects || id === this.corrects));
    if (refused) this.mend(refused, refused.refused);
    await this.goOn();
  }

  /** What is begun in the place of what was refused is no beginning of something new. */
  get note() {
    return ["begun", this.kind, this.about, this.corrects].join(" ").trim();
  }

  /** What was filled in here and is not handed in yet. */
  keepBegun() {
    const typed = Object.entries(this.typed()).filter(([name]) => this.begun.has(name));
    return this.outbox.store.setNote(this.note, Object.fromEntries(typed));
  }

  /** With what was begun before the page came; what was typed since stays. */
  async goOn() {
    const begun = /** @type {Record<string, string>} */ ((await this.outbox.store.note(this.note)) ?? {});
    for (const [name, value] of Object.entries(begun)) {
      if (this.begun.has(name)) continue;
      this.fill(name, value);
      this.begun.add(name);
    }
    if (Object.keys(begun).length > 0) this.form.closest("details")?.setAttribute("open", "");
  }

  async keep() {
    const found = faultsIn(this.form);
    const questions = Object.keys(found).length > 0 ? {} : unasked(this.form, questionsOf(this.form));
    const faults = { ...found, ...questions };
    if (!showFaults(this.form, faults)) this.complain(Object.values(faults).join(" "));
    noteAsked(this.form, questions);
    if (Object.keys(faults).length > 0) return;
    const fields = this.typed();
    if (fields[NEW_EACH_TIME] && !this.corrects) fields[NEW_EACH_TIME] = newId();
    const record = await this.outbox.put({
      kind: this.kind,
      about: this.about,
      title: this.form.dataset.title,
      fields,
      words: this.words(),
      corrects: this.corrects,
    });
    await this.outbox.store.setNote(this.note, null);
    if (this.corrects) await this.outbox.drop(this.corrects);
    this.corrects = "";
    this.begun.clear();
    forgetAsked(this.form);
    this.newest = record.id;
    this.form.hidden = true;
    this.said.hidden = false;
    this.said.focus();
    this.outbox.wake();
  }

  /** @returns {Record<string, string>} */
  typed() {
    const entries = [...new FormData(this.form)].filter(([name]) => !OF_THE_PAGE.includes(name));
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }

  /** What she typed herself, for the list of what waits. */
  words() {
    const written = [...this.form.querySelectorAll("select, input:checked, input[type=text], textarea")];
    return written.map((each) => wordOf(/** @type {HTMLInputElement} */ (each))).filter(Boolean).slice(0, 3);
  }

  /** A kept page was drawn on another day. The day in what is mended is hers. */
  dateToday() {
    if (this.corrects) return;
    for (const day of /** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll("[data-today]"))) {
      if (day.value === day.defaultValue) day.value = today();
    }
  }

  again() {
    this.form.reset();
    this.dateToday();
    chooseSession(this.form);
    this.newest = "";
    this.showForm();
    this.goOn();
    /** @type {HTMLElement} */ (this.form.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
  }

  /**
   * @param {{record: import("../submissions/store.js").Kept, state: string, sentence: string, field: string,
   *   faults?: Record<string, string>}} outcome
   */
  settle({ record, state, sentence, field, faults }) {
    if (state === "received") location.assign(carrying(this.form.dataset.next));
    else if (state === "refused") this.mend(record, { sentence, field, faults });
    else this.complain(sentence);
  }

  /** @param {import("../submissions/store.js").Kept} record @param {import("../submissions/store.js").Refused} refused */
  mend(record, { sentence, field = "", faults }) {
    this.corrects = record.id;
    for (const [name, value] of Object.entries(record.fields)) {
      if (!this.begun.has(name)) this.fill(name, String(value));
    }
    this.showForm();
    const said = faults ?? { [field]: sentence };
    if (!showFaults(this.form, said)) this.complain(sentence);
    noteAsked(this.form, said); // it may have been a question
  }

  /** @param {string} name @param {string} value */
  fill(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field && "value" in field) field.value = value;
  }

  /** @param {string} sentence */
  complain(sentence) {
    this.showForm();
    this.form.querySelector("[data-why]").textContent = sentence;
    const said = /** @type {HTMLElement} */ (this.form.querySelector("[data-part=refused]"));
    said.hidden = false;
    said.scrollIntoView({ block: "center" });
  }

  showForm() {
    this.form.hidden = false;
    this.said.hidden = true;
    this.form.querySelector("[data-part=refused]").toggleAttribute("hidden", true);
  }
}

function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(now.getDate())}-${two(now.getMonth() + 1)}-${now.getFullYear()}`;
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-hand-in]"))) {
  new HandedIn(form).start();
}
