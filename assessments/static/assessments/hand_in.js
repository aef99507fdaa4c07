/**
 * Handing in: what still waits is sent first, then the form, which carries all answers. Without a line it waits as a
 * record of its own, behind the answers: the questions are shut until she takes it back or the portal has answered, and
 * that is said above them.
 */

const SEND_WITHIN = 5000;
const KIND = "attempt-end";

/**
 * @param {HTMLFormElement} form
 * @param {import("../submissions/outbox.js").Outbox} outbox
 * @param {() => Promise<void>} writeAll resolves when her answers, and that she has begun, lie in the outbox
 */
export async function guardHandIn(form, outbox, writeAll) {
  const about = form.dataset.attempt;
  const note = `handed-in ${about}`;
  const why = /** @type {HTMLElement} */ (form.querySelector("[data-why]"));
  let isBusy = false;
  let shown = "";

  const show = (name, sentence = "") => {
    const held = /** @type {HTMLElement} */ (document.activeElement);
    shown = name;
    const isShut = ["kept", "only-here", "received"].includes(name);
    form.toggleAttribute("data-is-shut", isShut);
    if (isShut) form.querySelector("[data-no-line]").hidden = true;
    for (const part of form.querySelectorAll("[data-hand-in]")) part.hidden = part.dataset.handIn !== name;
    for (const question of form.querySelectorAll("fieldset[data-position]")) question.disabled = isShut;
    for (const button of form.querySelectorAll("button[type=submit]:not([name])")) button.hidden = isShut;
    why.textContent = sentence;
    if (form.contains(held) && (held.matches(":disabled") || !held.offsetParent)) hold(name);
  };

  /** What was pressed is gone: she is led to what is said now, or to the button that is there again. */
  const hold = (name) => {
    const said = name && form.querySelector(`[data-hand-in="${name}"]`);
    if (said) said.tabIndex = -1;
    (said || form.querySelector("button[type=submit]:not([name])")).focus();
    if (said) said.scrollIntoView({ block: "center" });
  };

  /** The same question as the portal asks, with the way to the first that is open. */
  const askAboutOpen = (open) => {
    const asked = /** @type {HTMLElement} */ (form.querySelector("[data-hand-in=open]"));
    const plural = new Intl.PluralRules(document.documentElement.lang).select(open.length);
    const words = asked.dataset[plural === "one" ? "one" : "other"].replace("{number}", String(open.length));
    asked.querySelector("[data-which]").textContent = words.replace("{which}", open.map(numberOf).join(", "));
    /** @type {HTMLAnchorElement} */ (asked.querySelector("[data-look-again]")).hash = open[0].hash;
    show("open");
  };

  /** What she handed in on this phone and the portal has not answered for. */
  const kept = async () => (await outbox.records(about)).find(({ kind }) => kind === KIND);

  /** An answer that only this page has, is handed in as little as what says that she hands in. */
  const isLostWithPage = async () => (await outbox.records(about)).some(({ id }) => outbox.store.isOnlyHere(id));

  const showKept = async () => show((await isLostWithPage()) ? "only-here" : "kept");

  const keep = async () => {
    await writeAll();
    const title = `${form.dataset.title}: ${form.querySelector("[data-hand-in=kept]").dataset.title}`;
    await outbox.put({ kind: KIND, about, slot: "end", title, isRemembered: true });
    await showKept();
    outbox.wake();
  };

  const submit = async (isAnyway) => {
    await outbox.store.setNote(note, true);
    if (isAnyway) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "anyway", value: "1" }));
    form.submit();
  };

  const showSignedOut = async () => {
    const isLost = await isLostWithPage();
    form.querySelector("[data-kept-here]").hidden = isLost;
    form.querySelector("[data-lost-with-page]").hidden = !isLost;
    show("signed-out");
  };

  /** On questions that were begun here the form leads nowhere yet; and what was handed in before is handed in anew. */
  const handInFromHere = async (isAnyway) => {
    const wrong = form.querySelector("fieldset [data-error]:not([hidden])")?.closest("fieldset[data-position]");
    const links = /** @type {HTMLAnchorElement[]} */ ([...form.querySelectorAll("[data-open-questions] a")]);
    const open = links.filter(({ hidden }) => !hidden);
    if (wrong && !form.hasAttribute("data-is-over")) show("refused", whatIsWrongWith(wrong));
    else if (!isAnyway && open.length) askAboutOpen(open);
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

  const sayTrouble = (trouble) => {
    console.warn(trouble);
    show("refused", why.dataset.trouble);
    return false;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = event.submitter?.getAttribute("name");
    if (name === "save") outbox.wake(); // Enter in a number field presses the first button
    else if (!isBusy) {
      isBusy = true;
      isBusy = await handIn(name === "anyway").catch(sayTrouble);
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
  else if (waiting) await showKept();
  else if ((await outbox.received(about)).some(({ slot }) => slot === "end")) show("received");
}

/** One question at a time is shown, and mostly another one than that. */
function whatIsWrongWith(question) {
  const [number, error] = [".question__number", "[data-error]"].map((part) => question.querySelector(part).textContent.trim());
  return `${number}: ${error}`;
}

/** @param {HTMLAnchorElement} link to a question */
function numberOf({ hash }) {
  return hash.slice("#question-".length);
}
