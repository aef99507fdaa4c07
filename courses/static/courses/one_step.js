/**
 * One step at a time, for who likes it so: a step is what stands under one line of the contents. This phone remembers
 * the choice. What is away is so on the screen only: paper has all of it.
 */

import { headed } from "./contents.js";

const CHOICE = "portal-one-step";

class StepByStep {
  /** @param {HTMLElement} choice @param {(step: number) => void} onStep */
  constructor(choice, onStep) {
    this.button = choice.querySelector("button");
    this.walk = /** @type {HTMLElement} */ (document.querySelector("[data-step-walk]"));
    this.end = /** @type {HTMLElement | null} */ (document.getElementById("end"));
    this.sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-steps] > section")]);
    this.starts = [1, ...headed.filter((number) => number > 1)];
    this.onStep = onStep;
    this.at = 0;
    this.isOn = false;
    choice.hidden = false;
  }

  /** @param {number} step the one to begin with */
  start(step) {
    this.lastSeen = step;
    this.button.addEventListener("click", () => this.choose(!this.isOn));
    this.walk.addEventListener("click", (event) => {
      const way = event.target.closest("[data-walk]");
      if (way) this.goTo(this.at + Number(way.dataset.walk));
    });
    document.addEventListener("click", (event) => this.uncover(event.target.closest("a[href^='#']")?.hash), true);
    window.addEventListener("hashchange", () => this.uncover(location.hash) && this.arriveAt(location.hash));
    if (!isRemembered()) return;
    this.turn(true, step);
    if (location.hash && this.uncover(location.hash)) this.arriveAt(location.hash);
  }

  choose(isOn) {
    remember(isOn);
    this.turn(isOn, this.lastSeen);
  }

  turn(isOn, step) {
    this.isOn = isOn;
    this.button.setAttribute("aria-pressed", String(isOn));
    this.walk.hidden = !isOn;
    this.walk.previousElementSibling.classList.toggle("walks", isOn);
    if (isOn) this.show(this.placeOf(step));
    else for (const part of [...this.sections, this.end]) part?.removeAttribute("data-away");
  }

  /** On to the step with the focus on its heading, for who hears the page and for who goes by keys. */
  goTo(place) {
    this.show(place);
    const section = this.sections[this.starts[place] - 1];
    const heading = /** @type {HTMLElement} */ (section.querySelector("h2") ?? section);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    section.scrollIntoView({ block: "start" });
    this.onStep(this.starts[place]);
  }

  show(place) {
    this.at = place;
    const isLast = place === this.starts.length - 1;
    const beyond = this.starts[place + 1] ?? Infinity;
    this.sections.forEach((section, index) => {
      section.toggleAttribute("data-away", index + 1 < this.starts[place] || index + 1 >= beyond);
    });
    this.end?.toggleAttribute("data-away", !isLast);
    const [back, next] = this.walk.querySelectorAll("button");
    back.hidden = place === 0;
    next.hidden = isLast;
  }

  /** Brings back what a link leads to before the browser looks for it. */
  uncover(hash) {
    const target = this.isOn && hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    const section = target?.closest("[data-steps] > section");
    if (section) this.show(this.placeOf(this.sections.indexOf(/** @type {HTMLElement} */ (section)) + 1));
    else if (target && this.end?.contains(target)) this.show(this.starts.length - 1);
    return Boolean(target);
  }

  arriveAt(hash) {
    document.getElementById(decodeURIComponent(hash.slice(1))).scrollIntoView({ block: "start" });
  }

  placeOf(step) {
    return this.starts.filter((number) => number <= step).length - 1;
  }
}

/**
 * Offers the choice; where it was made, begins with `step`. Tells what to call with each step seen.
 * @param {number} step @param {(step: number) => void} onStep
 */
export function offerOneStep(step, onStep) {
  const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-one-step]"));
  if (!choice || headed.length < 2) return () => {};
  const steps = new StepByStep(choice, onStep);
  steps.start(step);
  return (seen) => {
    steps.lastSeen = seen;
  };
}

/** A browser that keeps nothing for us shows all at once. */
function isRemembered() {
  try {
    return localStorage.getItem(CHOICE) === "on";
  } catch {
    return false;
  }
}

function remember(isOn) {
  try {
    if (isOn) localStorage.setItem(CHOICE, "on");
    else localStorage.removeItem(CHOICE);
  } catch {
    // It holds for this page.
  }
}
