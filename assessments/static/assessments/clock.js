/**
 * The quiet clock above questions that are answered in a time: it says how much is left, and hands in when nothing is.
 * The portal decides; the clock of the phone is read only for how long it is since then, so it may stand wrong.
 */

const A_MINUTE = 60000;
const TICK = 5000;
/** Minutes left that are also said aloud. */
const SAID = [10, 5, 1];

export class Clock {
  #end = Infinity;
  #timer = 0;

  /**
   * @param {HTMLElement} element
   * @param {() => void} onEnd
   */
  constructor(element, onEnd) {
    this.element = element;
    this.onEnd = onEnd;
  }

  /** Count down from now. @param {number} milliseconds */
  run(milliseconds) {
    this.#end = performance.now() + milliseconds;
    this.element.hidden = false;
    clearTimeout(this.#timer);
    this.#tick();
  }

  #tick() {
    const left = this.#end - performance.now();
    this.#say(left);
    if (left <= 0) return this.onEnd();
    this.#timer = setTimeout(() => this.#tick(), Math.min(TICK, left));
  }

  #say(left) {
    const minutes = Math.ceil(left / A_MINUTE);
    const { one, other, last, over } = this.element.dataset;
    const plural = new Intl.PluralRules(document.documentElement.lang).select(minutes);
    const counted = (plural === "one" ? one : other).replace("{minutes}", String(minutes));
    const words = left <= 0 ? over : minutes <= 1 ? last : counted;
    this.#write("[data-words]", words);
    if (SAID.includes(minutes)) this.#write("[data-said]", words);
  }

  #write(part, words) {
    const place = this.element.querySelector(part);
    if (place.textContent !== words) place.textContent = words;
  }
}
