/**
 * What is pressed and takes its time says so at once: on its button, and in words below it. Forms that the browser
 * sends by itself are seen from here; a script that looks for the network first says it with `showBusy`.
 */

const { words } = /** @type {HTMLElement} */ (document.querySelector("script[data-busy]")).dataset;
/** A file that is fetched leaves the page where it is: then nothing else says that it has come. */
const LONGEST = 20000;
const said = /** @type {Map<HTMLFormElement, HTMLElement>} */ (new Map());

/** @param {HTMLFormElement} form @param {HTMLElement | null} button which was pressed; the form's own where nobody says */
export function showBusy(form, button = form.querySelector("[type=submit]")) {
  if (said.has(form)) return;
  button?.setAttribute("aria-busy", "true");
  const status = Object.assign(document.createElement("p"), { className: "busy", role: "status" });
  said.set(form, status);
  (form.contains(button) ? button : form).after(status);
  status.textContent = words;
  setTimeout(() => said.get(form) === status && showIdle(form), LONGEST);
}

/** @param {HTMLFormElement} form */
export function showIdle(form) {
  said.get(form)?.remove();
  said.delete(form);
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!event.defaultPrevented && form.target !== "_blank") showBusy(form, event.submitter);
});
/** Back from where it led: the page may stand there as it was left. */
addEventListener("pageshow", () => [...said.keys()].forEach(showIdle));
