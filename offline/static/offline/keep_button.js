/** The buttons that keep something on the phone on purpose: first its size, then how far it is, then when it was kept. */

import { ask, bundleOf, momentInWords, worker } from "./phone.js";

const lang = `${document.documentElement.lang}-IN`;
const { person } = document.getElementById("kept").dataset;

class KeepButton {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.address = element.dataset.keep;
    this.words = element.querySelector("[data-part=words]");
    element.addEventListener("click", ({ target }) => {
      const { press } = target.closest("[data-press]")?.dataset ?? {};
      if (press) this[press]();
    });
  }

  async start() {
    this.button("ask").disabled = false;
    const kept = await bundleOf(person, this.address).catch(() => null);
    this.show(kept ? "drop" : "ask");
    if (!kept) return;
    const [day] = momentInWords(kept.at).split(", ");
    this.say("kept", { day, size: inWords(kept.bytes) });
  }

  /** How large it is, before anything is fetched. */
  async ask() {
    if (!(await worker().catch(() => null))) return this.say("forbidden");
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      const { bytes } = await answer.json();
      this.say("size", { size: inWords(bytes) });
      this.show("keep");
    } catch {
      this.say("offline");
    }
  }

  async keep() {
    this.show("");
    await navigator.storage?.persist?.().catch(() => false);
    const tell = ({ done, of }) => this.say("progress", { done, all: of });
    const trouble = await ask({ wish: "keep", person, address: this.address }, tell);
    await this.start();
    if (trouble) this.say(trouble);
  }

  async drop() {
    await ask({ wish: "drop", person, address: this.address });
    this.words.textContent = "";
    await this.start();
  }

  button(name) {
    return this.element.querySelector(`[data-press=${name}]`);
  }

  show(name) {
    for (const each of ["ask", "keep", "drop"]) this.button(each).hidden = each !== name;
  }

  say(what, filled = {}) {
    const words = this.element.dataset[what];
    this.words.textContent = Object.entries(filled).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words);
  }
}

/** @param {number} bytes */
function inWords(bytes) {
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const number = unit === "kilobyte" ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
}

for (const element of document.querySelectorAll("[data-keep]")) new KeepButton(element).start();
