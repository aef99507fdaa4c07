/**
 * Taking attendance with one thumb: a tap on the name is present, the next late, one more takes that back; "Absent" asks
 * why. Each tap is on the phone before it is sent, with the ids of the marks that stood there, so that nobody's mark is
 * overwritten unseen.
 */

import { newId, outboxOf } from "../submissions/outbox.js";

const PAUSE_MS = 1500;
const LOOKS_AGAIN_MS = 20000;
const KIND = "attendance";
const SLOT = "sheet";
const AT_ONCE = "-";
/** Takes back what was said: she is not marked. */
const OPEN = "open";
/** What a tap on the name makes of what she is. @type {Record<string, string>} */
const NEXT = { present: "late", late: OPEN };

/** One person of the list. */
class Row {
  /** @param {HTMLElement} element @param {DOMStringMap} words @param {(row: Row, state: string) => void} changed */
  constructor(element, words, changed) {
    this.element = element;
    this.words = words;
    this.changed = changed;
    this.person = element.dataset.row;
    this.select = element.querySelector("select");
    this.mark = /** @type {HTMLInputElement} */ (element.querySelector("input[type=hidden]"));
    this.state = this.select.dataset.state;
    this.draw();
    this.show();
  }

  /** In the place of a list to choose from: two things to tap, and the reasons of who is absent. */
  draw() {
    const { element, select } = this;
    const name = element.querySelector("label").firstChild.textContent.trim();
    const face = /** @type {HTMLElement} */ (element.querySelector(".face").cloneNode(true));
    this.said = Object.assign(document.createElement("span"), { className: "roll__said" });
    const words = Object.assign(document.createElement("span"), { className: "roll__words" });
    words.append(Object.assign(document.createElement("b"), { textContent: name }), this.said);
    this.tap = button("roll__tap");
    this.tap.append(face, words);
    this.away = button("roll__away");
    this.away.textContent = this.words.absent;
    this.away.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: ${name}` }));
    element.classList.add("roll__row--tapped");
    element.prepend(this.tap, this.away);
    select.querySelector("option[selected]")?.remove(); // it is among the others too
    for (const option of [...select.options]) {
      if (!option.value.startsWith("absent")) option.remove();
      // That she is absent the row says already: on a small phone the reason would be cut behind it.
      option.textContent = option.value === "absent" ? this.words.why : option.textContent.replace(/^[^:]*: /, "");
    }
    select.setAttribute("aria-label", `${this.words.why} ${name}`);
    select.append(new Option(this.words.open, OPEN));
    this.tap.addEventListener("click", () => this.changed(this, NEXT[this.presence] ?? "present"));
    this.away.addEventListener("click", () => this.presence !== "absent" && this.changed(this, "absent"));
    select.addEventListener("change", () => this.changed(this, select.value));
  }

  get presence() {
    return this.state === OPEN ? "" : this.state.split("/")[0];
  }

  /** Nothing is asked about who joined after the day. */
  get isOpen() {
    return !this.presence && !("differs" in this.element.dataset) && !("later" in this.element.dataset);
  }

  /** @param {string} state */
  say(state) {
    const [, ...seen] = this.seen();
    const own = this.mark.value.split(" ")[0];
    this.mark.value = [newId(), ...(own === AT_ONCE ? [] : [own]), ...seen].join(" ");
    this.is(state);
  }

  /** As it stands on the phone, or was received after this page was drawn. @param {string} state @param {string} mark */
  restore(state, mark) {
    this.mark.value = mark;
    this.is(state);
  }

  /** @param {string} state */
  is(state) {
    this.state = state;
    delete this.element.dataset.differs;
    this.show();
  }

  /** Another mark stands too: what she says next is made over both. @param {string[]} stands their ids */
  differ(stands) {
    this.mark.value = [AT_ONCE, ...stands].join(" ");
    this.state = "";
    this.element.dataset.differs = "";
    this.show();
  }

  seen() {
    return this.mark.value.split(" ");
  }

  /** The reason too: a list to choose from shows no more of it than has room in one line. */
  inWords() {
    const { select, state, presence, words } = this;
    const chosen = [...select.options].find(({ value }) => value === state);
    return state.includes("/") && chosen ? `${words[presence]}: ${chosen.textContent}` : words[presence || "open"];
  }

  show() {
    const { element, select, presence } = this;
    element.dataset.is = presence;
    const isDiffering = "differs" in element.dataset;
    this.said.textContent = isDiffering ? this.words.differs : this.inWords();
    this.away.setAttribute("aria-pressed", String(presence === "absent"));
    select.parentElement.hidden = presence !== "absent";
    if (presence === "absent") select.value = this.state;
  }
}

/** The whole list, and what is kept of it. */
class Roll {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.about;
    this.outbox = outboxOf(form.dataset.person);
    this.timer = 0;
    this.newest = "";
    /** How many marks are still being written down on the phone. */
    this.onTheirWay = 0;
    const rows = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-row]")]);
    this.rows = rows.map((row) => new Row(row, form.dataset, (changed, state) => this.keep([changed], () => state)));
    this.rest = /** @type {HTMLButtonElement} */ (form.querySelector("[data-rest]"));
    this.as = /** @type {HTMLElement | null} */ (document.querySelector("[data-as]"));
    /** @type {Map<string, string>} How each stood in the session before this one on the same day. */
    this.earlier = new Map();
  }

  async start() {
    const { form, outbox } = this;
    form.addEventListener("submit", (event) => event.preventDefault());
    this.rest.addEventListener("click", () => this.markRest());
    this.as?.addEventListener("click", (event) => this.markAsEarlier(event));
    form.querySelector("[data-save]").remove();
    for (const part of [form.querySelector("[data-counts]"), document.querySelector("[data-how]")]) {
      /** @type {HTMLElement} */ (part).hidden = false;
    }
    window.addEventListener("pagehide", () => outbox.leave());
    outbox.addEventListener("outcome", ({ detail }) => this.isOfList(detail.record) && this.settle(detail));
    outbox.addEventListener("line", () => this.showLine());
    this.count();
    await this.restore();
  }

  /** A photo of the signed paper is about the same session. @param {{kind: string, about: string}} record */
  isOfList({ kind, about }) {
    return kind === KIND && about === this.about;
  }

  markRest() {
    const open = this.rows.filter((row) => row.isOpen);
    if (open.length) this.keep(open, () => "present");
  }

  /** Only of whom nothing is said here: each can be changed afterwards. @param {Event} event */
  markAsEarlier(event) {
    event.preventDefault();
    const open = this.rows.filter((row) => this.isLikeEarlier(row));
    if (open.length) this.keep(open, (row) => this.earlier.get(row.person));
  }

  /** @param {Row} row */
  isLikeEarlier(row) {
    return row.isOpen && this.earlier.has(row.person);
  }

  /** @param {Row[]} changed @param {(row: Row) => string} stateOf */
  async keep(changed, stateOf) {
    clearTimeout(this.timer);
    for (const row of changed) row.say(stateOf(row));
    this.count();
    this.show("saving");
    this.onTheirWay += 1;
    const fields = Object.fromEntries(
      changed.flatMap(({ person, state, mark }) => [[`state:${person}`, state], [`mark:${person}`, mark.value]]),
    );
    const record = await this.outbox.put({
      kind: KIND,
      about: this.about,
      slot: SLOT,
      title: this.form.dataset.title,
      words: [],
      isRemembered: true,
      over: (older) => ({ ...older, ...fields }),
    });
    this.onTheirWay -= 1;
    this.newest = record.id;
    this.timer = setTimeout(() => this.outbox.wake(), PAUSE_MS);
  }

  /**
   * As the page knows it, and as this phone has said it since: the hall has no line between two sessions. Where two
   * marks differ the page names them without a state, and only what was said over both counts.
   */
  async lookAtEarlier() {
    const about = this.as.dataset.as;
    const waiting = (await this.outbox.records(about)).filter(({ kind }) => kind === KIND);
    const said = [...(await this.outbox.received(about)), ...waiting];
    for (const { person, element } of this.rows) {
      let [state, ...shown] = (element.dataset.earlier ?? "").split(" ");
      for (const { fields } of said) {
        const [own, ...over] = String(fields[`mark:${person}`] ?? "").split(" ");
        if (!own || !shown.every((id) => over.includes(id))) continue;
        state = String(fields[`state:${person}`]);
        shown = [own];
      }
      if (state && state !== OPEN) this.earlier.set(person, state === "late" ? "present" : state);
    }
  }

  /** What the portal received after this page was drawn, then what has not left yet. */
  async restore() {
    if (this.as) await this.lookAtEarlier();
    const received = await this.outbox.received(this.about);
    const waiting = (await this.outbox.records(this.about)).filter((record) => this.isOfList(record));
    for (const { fields } of [...received, ...waiting]) this.put(fields);
    this.count();
    const newest = waiting.at(-1);
    if (!newest) return;
    this.newest = newest.id;
    if (newest.refused) this.show("refused", newest.refused.sentence);
    else await this.showLine();
  }

  /** Only where it was made over what this page shows: a page that is newer knows better. */
  put(fields) {
    for (const row of this.rows) {
      const mark = fields[`mark:${row.person}`];
      if (!mark) continue;
      const [, ...over] = String(mark).split(" ");
      const shown = row.seen().filter((id) => id !== AT_ONCE);
      if (shown.every((id) => over.includes(id))) row.restore(String(fields[`state:${row.person}`]), String(mark));
    }
  }

  settle({ record, state, sentence, facts }) {
    if (state === "refused" || state === "held") return this.show("refused", sentence);
    this.showDiffering(record.fields, facts.differing ?? {});
    if (record.id !== this.newest) return;
    this.show(this.rows.some((row) => "differs" in row.element.dataset) ? "differs" : "saved");
  }

  /** Not of whom something was said since: that is still on its way. */
  showDiffering(fields, differing) {
    for (const row of this.rows) {
      const stands = differing[row.person];
      if (stands && row.mark.value === fields[`mark:${row.person}`]) row.differ(stands);
    }
    this.count();
  }

  /** Not while the newest is only on its way to the phone's store: nothing says "kept" before it is. */
  async showLine() {
    const waiting = this.outbox.line === "open" ? [] : await this.outbox.waiting(this.about);
    const record = waiting.find((each) => this.isOfList(each));
    if (record && !this.onTheirWay) this.show(this.outbox.whyHere(record));
  }

  count() {
    const states = this.rows.map((row) => row.presence || (row.isOpen ? "open" : ""));
    for (const number of this.form.querySelectorAll("[data-count]")) {
      number.textContent = String(states.filter((state) => state === number.dataset.count).length);
    }
    this.rest.hidden = !this.rows.some((row) => row.isOpen);
    if (this.as) this.as.hidden = !this.rows.some((row) => this.isLikeEarlier(row));
  }

  show(part, sentence = "") {
    const line = /** @type {HTMLElement} */ (this.form.querySelector("[data-sent]"));
    line.hidden = false;
    line.classList.toggle("answer-state--saved", part === "saved");
    line.classList.toggle("answer-state--waiting", !["saved", "saving"].includes(part));
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (line.querySelectorAll("[data-part]"))) {
      words.hidden = words.dataset.part !== part;
      if (sentence && !words.hidden) words.textContent = sentence;
    }
  }
}

/** @param {string} className */
function button(className) {
  return Object.assign(document.createElement("button"), { type: "button", className });
}

/** The page may lie on this phone since yesterday: the list opens by the phone's own clock. @param {HTMLFormElement} form */
function whenOpen(form) {
  const closed = /** @type {HTMLElement | null} */ (document.querySelector("[data-opens]"));
  if (closed && Date.now() < Date.parse(closed.dataset.opens)) {
    setTimeout(() => whenOpen(form), LOOKS_AGAIN_MS);
    return;
  }
  closed?.remove();
  form.hidden = false;
  new Roll(form).start();
}

const roll = /** @type {HTMLFormElement | null} */ (document.querySelector("form.roll"));
if (roll) whenOpen(roll);
