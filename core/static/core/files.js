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

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-file]"))) {
  place.addEventListener("change", () => letGoWhereTooLarge(place));
}
