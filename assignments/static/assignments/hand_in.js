/**
 * Work that is handed in is kept on the phone before it is sent, and goes by itself when there is network. As long as it
 * waits the page shows it in the place of the form, to be changed. What she has begun is kept as she types; what the
 * portal refuses stands in the form again, said beside each field of a record. A file that is too large for a batch goes
 * by the plain form, with network only.
 */

import { faultsIn, showFaults } from "../core/faults.js";
import { wordOf } from "../core/said.js";
import { outboxOf } from "../submissions/outbox.js";
import { isThere } from "../submissions/transport.js";
import { PhotoPick } from "../talks/photo.js";
import { inBase64, VoicePick } from "../talks/voice.js";
import { fileOf, isWork, KeptWork, lastOf, noLongerAsked, OF_A_WORK, showState } from "./kept_work.js";
/** Of a file that waits: with a photo and a voice message it fits in one batch. */
const LARGEST_KEPT = 400000;
const LARGEST_BATCH = 580000;

/**
 * `record` is {name of a field of the record: what is typed in it}, `changes` the id of what waits and is changed by it.
 *
 * @typedef {{body?: string, photo?: string, spoken?: import("../talks/voice.js").Spoken | null, corrects?: string,
 *   changes?: string, record?: Record<string, string>}} Draft
 */

class HandIn {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.handIn;
    this.outbox = outboxOf(form.dataset.person);
    this.note = `hand-in ${this.about}`;
    this.text = /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem("body"));
    this.recordFields = /** @type {NodeListOf<HTMLInputElement>} */ (
      form.querySelectorAll("[data-record] :is(input, select, textarea)[name]")
    );
    /** Names of fields of the record that were filled in since the page came. */
    this.begun = new Set();
    this.file = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("file"));
    this.why = /** @type {HTMLElement} */ (form.querySelector("[data-why]"));
    /** @type {Draft} */
    this.draft = {};
    this.photo = form.querySelector("[data-part=photo]") && new PhotoPick(form, (photo) => this.keep({ photo }));
    this.voice = form.querySelector("[data-part=voice]") && new VoicePick(form, (spoken) => this.keep({ spoken }));
    this.kept = new KeptWork(form);
    this.isBusy = false;
    /** Whether the form stands where what waits was shown: what comes of it meanwhile takes nothing from under her hand. */
    this.isChanging = false;
  }

  async start() {
    const { form, outbox, text } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.isBusy) this.send();
    });
    text?.addEventListener("input", () => this.keep({ body: text.value }));
    for (const field of this.recordFields) {
      field.addEventListener("input", () => {
        this.begun.add(field.name);
        this.keep({ record: this.record() });
      });
    }
    outbox.addEventListener("outcome", ({ detail }) => {
      if (isWork(detail.record) && detail.record.about === this.about) this.settle(detail);
    });
    outbox.addEventListener("line", () => this.isShownKept() && this.showKept());
    this.kept.section.querySelector("[data-press=change]").addEventListener("click", () => this.change());
    await this.restore((await outbox.store.note(this.note)) ?? {});
    const { waiting, refused, received } = await lastOf(outbox, this.about, this.form.dataset.versions.split(" "));
    const { corrects = "" } = this.form.dataset;
    if (refused) await this.mend(refused, refused.refused);
    else if (waiting || (received && !corrects)) await this.showKept();
    // What the portal could not take and this phone does not have: the page came with it filled in.
    else if (corrects) await this.keep({ corrects, body: this.text?.value, record: this.record() });
  }

  /** In the place of the form: what waits, or what has come in since this page was drawn. */
  async showKept() {
    const { waiting, received } = await lastOf(this.outbox, this.about, this.form.dataset.versions.split(" "));
    if (this.isChanging || (!waiting && !received)) return;
    this.unfold();
    this.form.hidden = true;
    this.kept.show(waiting ?? received, waiting ? this.outbox.whyHere(waiting) : "received");
  }

  isShownKept() {
    return !this.kept.section.hidden;
  }

  /** What has not left is taken into the form, and stays as it is until she hands in what stands there then. */
  async change() {
    this.isChanging = true; // the line may change while it is taken up
    const { waiting, received } = await lastOf(this.outbox, this.about);
    const { id, fields } = waiting ?? received ?? { id: "", fields: {} };
    if (id && this.draft.changes !== id) await this.takeUp(/** @type {Record<string, string>} */ (fields), { changes: id });
    this.putFileBack(fields);
    this.showForm();
    /** @type {HTMLElement} */ (this.form.querySelector("[data-record] :is(input, select, textarea), textarea, button"))?.focus();
  }

  /** What she chose cannot be typed again. @param {Record<string, any>} fields */
  putFileBack(fields) {
    if (!this.file || this.file.files.length || !fields.file) return;
    const chosen = new DataTransfer();
    chosen.items.add(fileOf(fields));
    this.file.files = chosen.files;
  }

  /** A form for a newer version is folded away: what is said of it is to be seen. */
  unfold() {
    this.form.closest("details")?.setAttribute("open", "");
  }

  /** Put back what was begun; what she has typed on this page already stays. @param {Draft} draft */
  async restore({ body = "", photo = "", spoken = null, corrects = "", changes = "", record }) {
    if (this.text && !this.text.value) this.text.value = body;
    for (const [name, value] of Object.entries(record ?? {})) {
      if (!this.begun.has(name)) this.fill(name, value);
      this.begun.add(name);
    }
    this.draft = { body: this.text?.value ?? "", photo, spoken, corrects, changes, record: record && this.record() };
    if (photo) await this.photo?.show(photo);
    if (spoken) await this.voice?.show(spoken);
    if (body || photo || spoken || record) this.unfold();
  }

  /** @param {Draft} changed */
  keep(changed) {
    this.draft = { ...this.draft, ...changed };
    const { body, photo, spoken, record } = this.draft;
    return this.outbox.store.setNote(this.note, body || photo || spoken || record ? this.draft : null);
  }

  /** What is typed in the fields of the record now. @returns {Record<string, string>} */
  record() {
    const typed = new FormData(this.form);
    return Object.fromEntries([...this.recordFields].map(({ name }) => [name, String(typed.get(name) ?? "")]));
  }

  /** The same as a reader calls it. */
  chosen() {
    return [...this.recordFields].filter(({ type, checked }) => type !== "radio" || checked).map(wordOf);
  }

  /** @param {string} name @param {string} value */
  fill(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field && "value" in field) field.value = value;
  }

  async send() {
    this.isBusy = true;
    await this.tryToSend();
    this.isBusy = false;
  }

  async tryToSend() {
    const [file] = this.file?.files ?? [];
    const body = this.text?.value ?? "";
    const record = this.record();
    const photo = this.photo?.value ?? "";
    const spoken = this.voice?.value ?? {};
    const faults = faultsIn(this.form);
    if (!showFaults(this.form, faults) || Object.keys(faults).length > 0) return;
    const written = [body, ...Object.values(record)].filter((each) => each.trim());
    if (!(written.length || photo || "voice" in spoken || file)) return this.complain(this.why.dataset.empty);
    /** @type {Record<string, string>} */
    const fields = { body, ...record, ...(photo && { photo }), ...spoken };
    if (this.recordFields.length) fields.asks = this.form.querySelector("[name=asks]").value;
    if (file && isLarge(file, fields)) return this.sendPlainly(fields);
    if (file) Object.assign(fields, { file: await inBase64(file), file_name: file.name });
    const corrects = this.draft.corrects ?? "";
    const words = written.length ? [body, ...this.chosen()].filter((each) => each.trim()).slice(0, 3) : [file?.name || ""];
    const title = this.form.dataset.title;
    await this.outbox.put({ ...OF_A_WORK, about: this.about, title, fields, words, ...(corrects && { corrects }) });
    if (corrects) await this.outbox.drop(corrects);
    await this.empty();
    this.outbox.wake();
  }

  /** By the form itself, with network only: what the phone holds goes in fields of its own. */
  async sendPlainly(fields) {
    if (!(await isThere(this.outbox.person))) return this.complain(this.why.dataset.noLine);
    for (const [name, value] of Object.entries(fields)) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      if (!this.form.elements.namedItem(name)) this.form.append(hidden);
    }
    await this.outbox.wake(); // what waits is the older version
    await this.outbox.store.setNote(this.note, null);
    this.form.submit();
  }

  /** All of it lies in the outbox now. */
  async empty() {
    if (this.text) this.text.value = "";
    if (this.file) this.file.value = "";
    await this.photo?.show("");
    await this.voice?.show(null);
    this.draft = {};
    await this.keep({});
    this.part("refused").hidden = true;
    this.isChanging = false;
    await this.showKept();
    this.kept.section.focus();
  }

  /**
   * @param {{record: import("../submissions/store.js").Kept, state: string, sentence: string, field: string,
   *   faults?: Record<string, string>}} outcome
   */
  async settle({ record, state, sentence, field, faults }) {
    if (state === "received" && !this.isChanging) location.assign(this.form.dataset.next);
    // What she is changing goes as a newer version then.
    else if (state === "received") showState(document, "received");
    else if (state === "refused") await this.mend(record, { sentence, field, faults });
    else this.complain(sentence);
  }

  /** @param {import("../submissions/store.js").Kept} kept @param {import("../submissions/store.js").Refused} refused */
  async mend(kept, { sentence, field = "", faults }) {
    // What was begun in its place already is newer than what was refused.
    const fields = /** @type {Record<string, string>} */ (kept.fields);
    if (this.draft.corrects !== kept.id) await this.takeUp(fields, { corrects: kept.id });
    this.putFileBack(fields);
    this.showForm();
    showState(document);
    const others = this.text ? [] : noLongerAsked(fields, Object.keys(this.record()));
    const isBeside = showFaults(this.form, faults ?? { [field]: sentence });
    if (!isBeside || others.length) this.complain([sentence, ...others].join(" "));
  }

  /**
   * Answers to what is asked no more go on in the text: they were hers.
   *
   * @param {Record<string, string>} fields @param {Draft} inPlaceOf
   */
  async takeUp(fields, inPlaceOf) {
    const { body = "", photo = "", voice = "", seconds = "" } = fields;
    const names = Object.keys(this.record()).filter((name) => name in fields);
    const record = names.length ? Object.fromEntries(names.map((name) => [name, fields[name]])) : undefined;
    const text = [body, ...noLongerAsked(fields, Object.keys(this.record()))].filter(Boolean).join("\n");
    await this.restore({ body: text, photo, spoken: voice ? { voice, seconds } : null, record, ...inPlaceOf });
  }

  /** @param {string} sentence */
  complain(sentence) {
    this.showForm();
    this.why.textContent = sentence;
    const said = this.part("refused");
    said.hidden = false;
    said.focus();
  }

  showForm() {
    this.isChanging = true;
    this.unfold();
    this.form.hidden = false;
    this.kept.hide();
    this.part("refused").hidden = true;
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return document.querySelector(`[data-part="${name}"]`);
  }
}

/** Whether the file does not fit in one batch with the rest. @param {File} file @param {Record<string, string>} fields */
function isLarge(file, fields) {
  const others = Object.values(fields).reduce((sum, value) => sum + value.length, 0);
  return file.size > LARGEST_KEPT || others + (file.size * 4) / 3 > LARGEST_BATCH;
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-hand-in]"))) {
  new HandIn(form).start();
}
