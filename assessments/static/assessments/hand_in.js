/**
 * Handing in: what still waits is sent first, then the form, which carries all answers. Without a line it waits as a
 * record of its own, behind the answers: the questions are shut until she takes it back or the portal has answered.
 */

const SEND_WITHIN = 5000;
const KIND = "attempt-end";

/**
 * @param {HTMLFormElement} form
 * @param {import("../submissions/outbox.js").Outbox} outbox
 * @param {() => Promise<void>} begin notes that she has begun, where the portal does not know it yet
 */
export async function guardHandIn(form, outbox, begin) {
  const about = form.dataset.attempt;
  const note = `handed-in ${about}`;
  let isBusy = false;
  let shown = "";

  const show = (name, sentence = "") => {
    shown = name;
    const isShut = ["kept", "only-here", "received"].includes(name);
    for (const part of form.querySelectorAll("[data-hand-in]")) part.hidden = part.dataset.handIn !== name;
    for (const question of form.querySelectorAll("fieldset[data-position]")) question.disabled = isShut;
    for (const button of form.querySelectorAll("button[type=submit]:not([name])")) button.hidden = isShut;
    form.querySelector("[data-why]").textContent = sentence;
  };

  /** What she handed in on this phone and the portal has not answered for. */
  const kept = async () => (await outbox.records(about)).find(({ kind }) => kind === KIND);

  const showKept = (record) => show(outbox.store.isOnlyHere(record.id) ? "only-here" : "kept");

  const keep = async () => {
    await begin();
    const title = `${form.dataset.title}: ${form.querySelector("[data-hand-in=kept]").dataset.title}`;
    showKept(await outbox.put({ kind: KIND, about, slot: "end", title, isRemembered: true }));
    outbox.wake();
  };

  const submit = async (isAnyway) => {
    await outbox.store.setNote(note, true);
    if (isAnyway) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "anyway", value: "1" }));
    form.submit();
  };

  const showSignedOut = async () => {
    const isLost = (await outbox.records(about)).some(({ id }) => outbox.store.isOnlyHere(id));
    form.querySelector("[data-kept-here]").hidden = isLost;
    form.querySelector("[data-lost-with-page]").hidden = !isLost;
    show("signed-out");
  };

  /** On questions that were begun here the form leads nowhere yet; and what was handed in before is handed in anew. */
  const handInFromHere = async (isAnyway) => {
    const wrong = form.querySelector("fieldset [data-error]:not([hidden])");
    if (wrong) show("refused", wrong.textContent.trim());
    else if (!isAnyway && form.querySelector("[data-open-questions]:not([hidden])")) show("open");
    else await keep();
  };

  /** Says whether the page is being left. */
  const handIn = async (isAnyway) => {
    if (form.dataset.sealed || (await kept())) {
      await handInFromHere(isAnyway);
      return false;
    }
    show("sending");
    const line = navigator.onLine ? await outbox.settle(SEND_WITHIN) : "offline";
    if (line === "open") await submit(isAnyway);
    else if (line === "signed-out" || line === "somebody-else") await showSignedOut();
    else await handInFromHere(isAnyway);
    return line === "open";
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = event.submitter?.getAttribute("name");
    if (name === "save") outbox.wake(); // Enter in a number field presses the first button
    else if (!isBusy) {
      isBusy = true;
      isBusy = await handIn(name === "anyway").catch(() => false);
    }
  });
  form.querySelector("[data-take-back]").addEventListener("click", async () => {
    const record = await kept();
    if (record) await outbox.drop(record.id);
    show("");
  });
  outbox.addEventListener("outcome", ({ detail: { record, state, sentence, facts } }) => {
    if (record.about !== about || record.kind === "answer") return;
    if (state !== "received") show("refused", sentence);
    else if (record.kind === KIND) location.assign(facts.next);
  });
  const lookAgain = async () => {
    if (shown === "signed-out" && (await outbox.settle(SEND_WITHIN)) === "open") show("again");
  };
  window.addEventListener("online", lookAgain);
  outbox.addEventListener("line", () => outbox.line === "open" && shown === "signed-out" && show("again"));
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted || !(await outbox.store.note(note))) return;
    if (navigator.onLine) location.reload(); // back from the result: show it again, not the form
    isBusy = false;
    await outbox.store.setNote(note, null);
    show("");
  });

  const waiting = await kept();
  if (waiting?.refused) show("refused", waiting.refused.sentence);
  else if (waiting) showKept(waiting);
  else if ((await outbox.received(about)).some(({ slot }) => slot === "end")) show("received");
}
