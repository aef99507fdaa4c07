/**
 * Where a list and one of its rows have room beside each other, a press on a row shows it there. Everywhere else, and
 * without this, the row's link leads to its page. The address says which is open, so that going back closes it.
 */

const ROOM = matchMedia("(min-width: 64rem)");
const PART = "card";

const frame = /** @type {HTMLElement} */ (document.querySelector("[data-beside]"));
const panel = /** @type {HTMLElement} */ (frame.querySelector("aside"));
/** @type {HTMLAnchorElement[]} */
const links = [...document.querySelectorAll(frame.dataset.beside ?? "")];

/** @param {HTMLAnchorElement} link */
const nameOf = (link) => `#one-${link.pathname.split("/").at(-2)}`;

const shut = () => {
  panel.hidden = true;
  panel.replaceChildren();
  for (const link of links) link.removeAttribute("aria-current");
};

/** @param {HTMLAnchorElement} link */
const show = async (link) => {
  const answer = await fetch(`${link.href}?part=${PART}`).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.assign(link.href); // signed out, gone or without a line: the page says so
    return;
  }
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  shut();
  panel.append(...part.body.childNodes);
  panel.hidden = false;
  link.setAttribute("aria-current", "true");
  /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
};

const follow = () => {
  const link = links.find((each) => nameOf(each) === location.hash);
  if (link && ROOM.matches) show(link);
  else shut();
};

frame.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !links.includes(link) || !ROOM.matches || !isPlain) return;
  event.preventDefault();
  if (location.hash === nameOf(link)) follow();
  else location.hash = nameOf(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden) return;
  const open = links.find((link) => link.hasAttribute("aria-current"));
  history.replaceState(null, "", location.pathname + location.search);
  shut();
  open?.focus();
});

addEventListener("hashchange", follow);
if (location.hash.startsWith("#one-")) follow();
