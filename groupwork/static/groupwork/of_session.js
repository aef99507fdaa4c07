/**
 * What is written down belongs to the session from whose page somebody comes. The address says which: a page that the
 * phone kept was drawn without it.
 */

const NAME = "session";
const cameFrom = new URLSearchParams(location.search).get(NAME) ?? "";

/** `address`, with the session somebody comes from. @param {string} address */
export function carrying(address) {
  const led = new URL(address, location.origin);
  if (cameFrom && !led.searchParams.has(NAME)) led.searchParams.set(NAME, cameFrom);
  return led.pathname + led.search + led.hash;
}

/** Say in a form which session it is. @param {HTMLFormElement} form */
export function chooseSession(form) {
  const field = form.elements.namedItem(NAME);
  if (!cameFrom || !(field instanceof HTMLSelectElement || field instanceof HTMLInputElement) || field.value) return;
  if (field instanceof HTMLSelectElement && ![...field.options].some(({ value }) => value === cameFrom)) {
    field.add(new Option(field.dataset.cameFrom, cameFrom));
  }
  field.value = cameFrom;
}

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-carries-session] a"))) {
  link.href = carrying(link.href);
}
