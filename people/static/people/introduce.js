/**
 * The place form draws its next level as soon as one is chosen, instead of waiting for the button.
 * The page that comes back is the same form, so what was typed stays.
 */

const button = document.querySelector('button[name="narrow"]');

for (const select of document.querySelectorAll("[data-place-level]")) {
  select.addEventListener("change", () => {
    if (select.value) button.form.requestSubmit(button);
  });
}
