/** The contents of a lesson: the step she is at is marked, and on a phone they fold away again once she has chosen. */

const list = /** @type {HTMLElement} */ (document.querySelector(".contents__list"));
const fold = /** @type {HTMLDetailsElement} */ (document.querySelector(".contents__fold"));
const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("[href^='#step-']")]);

/** Numbers of the steps that have a line in the contents. */
export const headed = links.map((link) => Number(link.hash.slice("#step-".length)));

/** What has no line belongs to the line above it. @param {number} step */
export function markInContents(step) {
  const line = headed.filter((number) => number <= step).length - 1;
  links.forEach((link, place) => {
    if (place === line) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
}

/** Lets a choice, Escape or a touch elsewhere fold the contents. */
export function foldContents() {
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) fold.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".contents")) fold.open = false;
  });
  document.querySelector("[data-to-contents]")?.addEventListener("click", (event) => {
    event.stopPropagation(); // else this very touch would fold them again
    fold.open = true;
    fold.querySelector("summary").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}
