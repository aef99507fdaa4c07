/** One step at a time, for who likes it so: a step is what stands under one line of the contents. */

import { OneAtATime } from "../core/one_at_a_time.js";
import { headed } from "./contents.js";
import { showStep } from "./place.js";

/**
 * Offers the choice; where it was made, begins with `step`. Tells what to call with each step seen, which the sticky bar
 * then shows: as the portal counts, or as she walks, where a step without a heading goes with the one above it.
 * @param {number} step @param {(step: number) => void} onStep
 */
export function offerOneStep(step, onStep) {
  const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-one-step]"));
  if (!choice || headed.length < 2) return (seen) => showStep(seen);
  const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-steps] > section")]);
  const starts = [1, ...headed.filter((number) => number > 1)];
  const steps = new OneAtATime({
    parts: starts.map((start, place) => sections.slice(start - 1, (starts[place + 1] ?? Infinity) - 1)),
    end: document.getElementById("end"),
    walk: document.querySelector("[data-step-walk]"),
    choice,
    remembered: "portal-one-step",
    onShow: (place, isGone) => isGone && onStep(starts[place]),
  });
  let lastSeen = step;
  const placeNow = () => starts.filter((number) => number <= lastSeen).length - 1;
  const showSeen = () => (steps.isOn ? showStep(placeNow() + 1, starts.length) : showStep(lastSeen));
  steps.start(placeNow);
  choice.addEventListener("click", showSeen);
  if (steps.isOn) showSeen();
  return (seen) => {
    lastSeen = seen;
    showSeen();
  };
}
