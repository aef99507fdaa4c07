/**
 * What a reader calls what is typed or chosen in a field; "" for nothing.
 *
 * @param {HTMLInputElement | HTMLSelectElement} field
 */
export function wordOf(field) {
  if (!field.value) return "";
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0].text;
  return field.type === "radio" ? field.closest("label").textContent.trim() : field.value;
}
