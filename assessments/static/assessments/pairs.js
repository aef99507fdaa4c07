/** Pairs: a partner that is given already is marked so beside the others. */

/** @param {HTMLFieldSetElement} fieldset */
export function markUsedPartners(fieldset) {
  const show = () => {
    const chosen = [...fieldset.querySelectorAll("input:checked")];
    for (const input of fieldset.querySelectorAll("input[type=radio]")) {
      const by = chosen.find((other) => other.value === input.value && other.name !== input.name);
      const note = input.closest("label").querySelector("[data-used]");
      const of = by?.closest(".pair").querySelector("legend").textContent ?? "";
      note.hidden = !by;
      note.textContent = note.dataset.used.replace("{option}", of);
    }
  };
  fieldset.addEventListener("change", show);
  fieldset.addEventListener("filled", show);
  show();
}
