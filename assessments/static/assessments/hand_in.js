/**
 * Handing in: what still waits is sent first, and without network nothing is submitted, so that she is not left with
 * the browser's error page. The form itself carries all answers.
 */

const SEND_WITHIN = 5000;

/**
 * @param {HTMLFormElement} form
 * @param {import("./journal.js").Journal} journal
 * @param {import("./sender.js").Sender} sender
 */
export function guardHandIn(form, journal, sender) {
  let isBusy = false;
  const show = (name) => {
    for (const part of form.querySelectorAll("[data-hand-in]")) part.hidden = part.dataset.handIn !== name;
  };
  const handIn = async () => {
    show("sending");
    if (!(await sender.settle(SEND_WITHIN))) {
      show("offline");
      return false;
    }
    journal.markHandedIn(true);
    form.submit();
    return true;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.name === "save") sender.wake(); // Enter in a number field presses the first button
    else if (!isBusy) {
      isBusy = true;
      isBusy = await handIn();
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || !journal.handedIn) return;
    if (navigator.onLine) location.reload(); // back from the result: show it again, not the form
    isBusy = false;
    journal.markHandedIn(false);
    show("");
  });
}
