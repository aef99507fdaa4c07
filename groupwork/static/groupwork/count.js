/**
 * The counters of a market survey. The phone counts for itself and hands in how far it has come: what is sent twice, in
 * another order or cut off half way adds up all the same (groupwork/tallying.py).
 */

import { newId, outboxOf } from "../submissions/outbox.js";

const KIND = "market-count";
const TOUCHING_PAUSE_MS = 3000;
/** A page that is loaded again may come before the one it replaces has let go of the count. */
const LETS_GO_WITHIN = 1000;

/** @typedef {{counter: string, presses: number, handed: number, counts: Record<string, number>}} Own */

class Counting {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.about = page.dataset.count;
    this.outbox = outboxOf(page.dataset.person);
    this.name = `counting ${this.about}`;
    /** @type {Own} */
    this.own = { counter: newId(), presses: 0, handed: 0, counts: {} };
    this.isNoted = false;
    this.isKeeping = false;
    this.timer = 0;
  }

  async start() {
    await this.goOn();
    this.page.addEventListener("click", ({ target }) => this.pressed(/** @type {Element} */ (target).closest("button")));
    this.outbox.addEventListener("outcome", ({ detail }) => {
      if (detail.record.kind === KIND && detail.record.about === this.about) this.settle(detail);
    });
    window.addEventListener("pagehide", () => this.outbox.leave());
    this.show();
    this.page.hidden = false;
    if (this.own.presses > this.own.handed) this.keep();
  }

  /** With the count of this phone, unless another window is counting it: that one and this would take its numbers twice. */
  async goOn() {
    if (!navigator.locks) return;
    const waiting = new AbortController();
    const clock = setTimeout(() => waiting.abort(), LETS_GO_WITHIN);
    await new Promise((isKnown) => {
      const hold = () => {
        clearTimeout(clock);
        this.isNoted = true;
        isKnown();
        return new Promise(() => {}); // held as long as the page is there
      };
      const { signal } = waiting;
      navigator.locks.request(`${this.name} ${this.page.dataset.person}`, { signal }, hold).catch(isKnown);
    });
    if (this.isNoted) this.own = (await this.outbox.store.note(this.name)) ?? this.own;
  }

  /** @param {HTMLButtonElement | null} button */
  pressed(button) {
    const { more, less } = button?.dataset ?? {};
    const key = more ?? less;
    if (!key) return;
    const number = (this.own.counts[key] ?? 0) + (more ? 1 : -1);
    if (number < 0) return;
    this.own.counts[key] = number;
    this.own.presses += 1;
    this.showOne(key);
    this.keep();
  }

  /** Noted before it is handed over, so that no number of touches is given to two counts. */
  async keep() {
    if (this.isKeeping) return;
    this.isKeeping = true;
    while (this.own.handed < this.own.presses) {
      const now = structuredClone(this.own);
      await this.note(now);
      await this.outbox.put({
        kind: KIND,
        about: this.about,
        slot: now.counter,
        title: this.page.dataset.title,
        fields: { counter: now.counter, presses: String(now.presses), ...asText(now.counts) },
        words: [String((now.counts["buys-yes"] ?? 0) + (now.counts["buys-no"] ?? 0))],
      });
      this.own.handed = now.presses;
      await this.note({ ...now, handed: now.presses });
    }
    this.isKeeping = false;
    this.say("kept");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.outbox.wake(), TOUCHING_PAUSE_MS);
  }

  /** @param {Own} own */
  async note(own) {
    if (this.isNoted) await this.outbox.store.setNote(this.name, own);
  }

  /** @param {{state: string, sentence: string, facts?: {totals?: Record<string, number>}}} outcome */
  settle({ state, sentence, facts }) {
    for (const cell of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-total]"))) {
      if (facts?.totals) cell.textContent = String(facts.totals[cell.dataset.total] ?? 0);
    }
    if (state === "received") this.say(this.isKeeping ? "kept" : "received");
    else this.say("refused", sentence);
  }

  show() {
    for (const number of /** @type {NodeListOf<HTMLElement>} */ (this.page.querySelectorAll("[data-number]"))) {
      this.showOne(number.dataset.number);
    }
  }

  /** @param {string} key */
  showOne(key) {
    const number = this.own.counts[key] ?? 0;
    this.page.querySelector(`[data-number="${key}"]`).textContent = String(number);
    /** @type {HTMLButtonElement} */ (this.page.querySelector(`[data-less="${key}"]`)).disabled = number === 0;
  }

  /** @param {string} state */
  say(state, sentence = "") {
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.page.querySelectorAll("[data-state]"))) {
      line.hidden = line.dataset.state !== state;
    }
    if (sentence) this.page.querySelector("[data-why]").textContent = sentence;
  }
}

/** @param {Record<string, number>} counts */
function asText(counts) {
  return Object.fromEntries(Object.entries(counts).map(([key, number]) => [key, String(number)]));
}

for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-count]"))) {
  new Counting(page).start();
}
