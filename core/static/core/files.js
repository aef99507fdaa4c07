/** A file that is larger than the portal takes is said to be so beside its field, before anybody waits for its upload. */

/** @param {HTMLElement} place around the field and what is said of it */
export function letGoWhereTooLarge(place) {
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input[type=file]"));
  const isTooLarge = [...input.files].some(({ size }) => size > Number(place.dataset.largest));
  /** @type {HTMLElement} */ (place.querySelector("[data-too-large]")).hidden = !isTooLarge;
  place.closest(".field")?.classList.toggle("field--error", isTooLarge);
  if (isTooLarge) {
    input.value = "";
    input.setAttribute("aria-invalid", "true");
  } else input.removeAttribute("aria-invalid");
}

/** Where a needed file was let go nothing is sent: the answer would be "add something", and the reason gone. */
function stayWhereLetGo(/** @type {SubmitEvent} */ event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const input = form.querySelector('[data-file] input[type=file][required][aria-invalid="true"]');
  const said = input?.closest("[data-file]")?.querySelector("[data-too-large]");
  if (!(input instanceof HTMLInputElement) || !(said instanceof HTMLElement) || said.hidden) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  input.focus();
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-file]"))) {
  place.addEventListener("change", () => letGoWhereTooLarge(place));
  place.closest("form")?.addEventListener("submit", stayWhereLetGo, { capture: true });
}
