/**
 * Shows the next code when the one of now has run out, as long as there is a network to ask for it; and in between how
 * many have scanned it.
 */

const AGAIN = 5;
const COUNTED_AGAIN = 10;
let runsOut = 0;

/** @param {number} seconds */
function later(seconds) {
  setTimeout(next, seconds * 1000);
}

/** @param {HTMLElement} square */
function lasts(square) {
  const left = Number(square.dataset.left);
  runsOut = Date.now() + left * 1000;
  later(Math.min(left, COUNTED_AGAIN));
}

async function next() {
  const shown = /** @type {HTMLElement} */ (document.querySelector("[data-square]"));
  const noLine = /** @type {HTMLElement} */ (document.querySelector("[data-no-line]"));
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector("[data-square]"));
    const isKept = Boolean(page.documentElement.dataset.keptAt);
    const isOver = answer.ok && !fresh && !isKept && page.querySelector("main .empty");
    if (isOver) return location.reload();
    if (!answer.ok || !fresh || isKept) throw new Error("no code");
    shown.replaceWith(fresh);
    fresh.hidden = false;
    noLine.hidden = true;
    lasts(fresh);
  } catch {
    const isOld = Date.now() >= runsOut; // it would be refused
    shown.hidden = isOld;
    noLine.hidden = !isOld;
    later(AGAIN);
  }
}

lasts(document.querySelector("[data-square]"));
