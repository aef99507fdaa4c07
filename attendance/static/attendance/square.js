/** Shows the next code when the one of now has run out, as long as there is a network to ask for it. */

const AGAIN = 5;

/** @param {number} seconds */
function later(seconds) {
  setTimeout(next, seconds * 1000);
}

async function next() {
  const shown = /** @type {HTMLElement} */ (document.querySelector("[data-square]"));
  const noLine = /** @type {HTMLElement} */ (document.querySelector("[data-no-line]"));
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector("[data-square]"));
    if (!answer.ok || !fresh || page.documentElement.dataset.keptAt) throw new Error("no code");
    shown.replaceWith(fresh);
    fresh.hidden = false;
    noLine.hidden = true;
    later(Number(fresh.dataset.left));
  } catch {
    shown.hidden = true; // an old one would be refused
    noLine.hidden = false;
    later(AGAIN);
  }
}

later(Number(/** @type {HTMLElement} */ (document.querySelector("[data-square]")).dataset.left));
