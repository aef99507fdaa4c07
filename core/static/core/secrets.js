/** A PIN is typed unseen; a button shows it, for who is not sure of her fingers. It is sent hidden again. */

for (const box of document.querySelectorAll("[data-secret]")) {
  const [field, button] = [box.querySelector("input"), box.querySelector("button")];
  const show = (isShown) => {
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  field.form.addEventListener("submit", () => show(false));
}
