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

/** The one that the address names, which may be on its way still. */
const openOne = () => links.find((each) => nameOf(each) === location.hash);

const shut = () => {
  panel.hidden = true;
  panel.replaceChildren();
  for (const link of links) link.removeAttribute("aria-current");
};

/** @param {HTMLAnchorElement} link */
const show = async (link) => {
  const address = new URL(link.href);
  address.searchParams.set("part", PART);
  address.hash = "";
  const answer = await fetch(address).catch(() => null);
  const words = await answer?.text().catch(() => null);
  if (openOne() !== link) return; // another was pressed meanwhile, or it was shut
  if (!answer?.ok || answer.redirected || words == null) {
    location.assign(link.href); // signed out, gone or without a line: the page says so
    return;
  }
  const part = new DOMParser().parseFromString(words, "text/html");
  shut();
  panel.append(...part.body.childNodes);
  panel.hidden = false;
  link.setAttribute("aria-current", "true");
  /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
};

const follow = () => {
  const link = openOne();
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

/** Shut it, and go back to the row it was opened from. */
const leave = () => {
  const open = openOne();
  if (!open || !ROOM.matches) return;
  history.replaceState(null, "", location.pathname + location.search);
  shut();
  open.focus();
};

panel.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-shut]")) leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});

addEventListener("hashchange", follow);
if (location.hash.startsWith("#one-")) follow();
