/**
 * Keeps the reader's place: the step she looks at is shown in the progress bar, goes with her when she changes the
 * language, and is told to the portal so that "go on where you were" finds it again. The page never scrolls by itself.
 *
 * The step at which the page opens is not told: only opening a lesson again must not undo the place she had reached.
 */

import { outboxOf } from "../submissions/outbox.js";

const PAUSE_MS = 1500;
/** A step is looked at when it crosses this strip, about a third down the screen. */
const STRIP = "-30% 0px -65% 0px";

/** Follows her through the steps of the lesson and calls `onStep` with the number of each she comes to. */
export function followSteps(onStep) {
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter(isLookedAt).map((entry) => numberOf(entry.target));
      if (seen.length) onStep(Math.max(...seen));
    },
    { rootMargin: STRIP },
  );
  for (const step of document.querySelectorAll("[data-steps] > section")) observer.observe(step);
}

/** The first step is looked at from above too, where the lesson's title is. */
function isLookedAt(entry) {
  const isAheadOfAll = numberOf(entry.target) === 1 && entry.boundingClientRect.top > 0;
  return entry.isIntersecting || isAheadOfAll;
}

function numberOf(step) {
  return Number(step.id.replace("step-", ""));
}

/** Shows the step in the sticky bar. @param {number} step @param {number} [total] where not all steps are counted */
export function showStep(step, total) {
  const bar = document.querySelector("[data-lesson-progress]");
  const all = total ?? Number(bar.dataset.total);
  Object.assign(bar.querySelector("progress"), { max: all, value: step });
  bar.querySelector("span").textContent = bar.dataset.words.replace("{step}", step).replace("{total}", all);
}

/** Lets the links of the language menu lead to the same step. @param {number} step */
export function markLanguageLinks(step) {
  for (const link of document.querySelectorAll(".language-menu a")) {
    const address = new URL(link.href);
    const next = address.searchParams.get("next");
    if (!next) continue;
    address.searchParams.set("next", `${next.split("#")[0]}#step-${step}`);
    link.href = address.href;
  }
}

/** Tells the portal the step she is at, a moment after she comes to it and when she leaves. */
export class PlaceKeeper {
  /** @param {HTMLElement} kept `data-keep-place` is the step the portal knows */
  constructor({ dataset }) {
    this.about = dataset.about;
    this.outbox = outboxOf(dataset.person);
    this.known = Number(dataset.keepPlace);
    this.opened = null;
    this.step = this.known;
    this.timer = 0;
  }

  start() {
    window.addEventListener("pagehide", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
  }

  /** @param {number} step */
  moveTo(step) {
    if (this.opened === null) this.opened = step;
    if (this.opened === step && this.step === this.known) return;
    this.opened = 0;
    this.step = step;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.step === this.known) return;
    this.known = this.step;
    await this.outbox.put({ kind: "lesson-place", about: this.about, slot: "place", fields: { step: String(this.step) } });
    this.outbox.leave();
  }
}
