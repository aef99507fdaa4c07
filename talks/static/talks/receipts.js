/**
 * Tells the portal how far this device has received and this person has seen: read is only what came while she looks
 * at the page. At most once a second, and never twice the same.
 */

const BETWEEN_TWO = 1_000;

export class Receipts {
  #last;
  #tell;
  #said;
  #read;
  #timer = null;

  /** @param {{last: () => number, tell: (receipts: {delivered: number, read: number}) => boolean}} parts */
  constructor({ last, tell }) {
    this.#last = last;
    this.#tell = tell;
    this.#said = { delivered: last(), read: last() };
    this.#read = last();
    document.addEventListener("visibilitychange", () => this.check());
    window.addEventListener("focus", () => this.check());
  }

  /** What the portal knows of her; what was said and lost is said again. */
  known({ delivered, read }) {
    this.#said = { delivered, read };
    this.check();
  }

  /** Something came, she looks again, or there is a line again. */
  check() {
    if (!document.hidden && document.hasFocus()) this.#read = Math.max(this.#read, this.#last());
    if (this.#timer || !this.#hasGrown() || !this.#say()) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.check();
    }, BETWEEN_TWO);
  }

  #hasGrown() {
    return this.#last() > this.#said.delivered || this.#read > this.#said.read;
  }

  #say() {
    const receipts = { delivered: this.#last(), read: this.#read };
    const isSaid = this.#tell(receipts);
    if (isSaid) this.#said = receipts;
    return isSaid;
  }
}
