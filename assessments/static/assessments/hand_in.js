/**
 * Handing in: what still waits is sent first, and without a line nothing is submitted, so that she is not left with
 * the browser's error page. The form itself carries all answers.
 */

const SEND_WITHIN = 5000;
const STATES = { "signed-out": "signed-out", "somebody-else": "signed-out", offline: "offline", "slow-down": "offline" };

/**
 * @param {HTMLFormElement} form
 * @param {import("../submissions/outbox.js").Outbox} outbox
 */
export function guardHandIn(form, outbox) {
  const note = `handed-in ${form.dataset.attempt}`;
  let isBusy = false;
  let shown = "";
  const show = (name) => {
    shown = name;
    for (const part of form.querySelectorAll("[data-hand-in]")) part.hidden = part.dataset.handIn !== name;
  };
  const handIn = async (isAnyway) => {
    show("sending");
    const line = await outbox.settle(SEND_WITHIN);
    const trouble = navigator.onLine ? STATES[line] : "offline";
    if (trouble) {
      show(trouble);
      return false;
    }
    await outbox.store.setNote(note, true);
    if (isAnyway) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "anyway", value: "1" }));
    form.submit();
    return true;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = event.submitter?.getAttribute("name");
    if (name === "save") outbox.wake(); // Enter in a number field presses the first button
    else if (!isBusy) {
      isBusy = true;
      try {
        isBusy = await handIn(name === "anyway");
      } catch {
        isBusy = false;
        show("offline");
      }
    }
  });
  const lookAgain = async () => {
    if (shown !== "offline" && shown !== "signed-out") return;
    if (navigator.onLine && (await outbox.settle(SEND_WITHIN)) === "open") show("again");
  };
  window.addEventListener("online", lookAgain);
  outbox.addEventListener("line", () => {
    if (outbox.line === "open" && (shown === "offline" || shown === "signed-out")) show("again");
  });
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted || !(await outbox.store.note(note))) return;
    if (navigator.onLine) location.reload(); // back from the result: show it again, not the form
    isBusy = false;
    await outbox.store.setNote(note, null);
    show("");
  });
}
