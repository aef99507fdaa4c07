/**
 * Saves the forms of a lesson while she types.
 *
 * Each form says where it is: saving, saved, waiting for network, or refused (she must open the lesson again). What is
 * not acknowledged stays on the phone and is sent again when the network returns, every half minute, and on the next
 * load of the lesson.
 */

import { acknowledgedPost } from "./acknowledged_post.js";
import { UnsentText } from "./unsent_text.js";

const TYPING_PAUSE_MS = 800;
const TRY_AGAIN_MS = 30000;
const TOKEN = "csrfmiddlewaretoken";

/** One form of the lesson, kept as she types. */
class KeptForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.unsent = new UnsentText(form.getAttribute("data-kept-as"));
    this.timer = 0;
    this.isBusy = false;
    this.isLeft = false;
  }

  start() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.pressed(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", () => {
      this.isLeft = true;
    });
    window.addEventListener("pagehide", () => this.send({ keepalive: true }));
    const isBegun = fieldsIn(this.form).some(isTypedInto); // while this script was still on its way
    this.restore();
    if (isBegun) this.typed();
    else this.send();
  }

  typed() {
    this.isLeft = false;
    this.unsent.keep(fieldsOf(this.form));
    this.show("saving");
    this.sendAfter(TYPING_PAUSE_MS);
  }

  pressed(event) {
    event.preventDefault();
    this.unsent.keep(fieldsOf(this.form));
    this.send();
  }

  /** Puts back what an earlier visit could not send, where nothing newer stands. */
  restore() {
    for (const [name, text] of Object.entries(this.unsent.fields() || {})) {
      const field = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
      if (field && !isTypedInto(field)) field.value = text;
    }
  }

  sendAfter(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  async send(options) {
    const sent = this.unsent.text;
    if (sent === null || this.isBusy) return;
    clearTimeout(this.timer);
    this.isBusy = true;
    this.show("saving");
    const outcome = await acknowledgedPost(this.form, bodyOf(this.unsent.fields()), options);
    this.isBusy = false;
    this.settle(outcome, sent);
  }

  settle(outcome, sent) {
    if (outcome !== "saved") {
      this.show(outcome);
      this.sendAfter(TRY_AGAIN_MS);
    } else if (this.isLeft || this.unsent.acknowledge(sent)) {
      // Where the page is being left, the next one may have been drawn before this was saved: it gets the text too.
      this.show("saved");
    } else {
      this.sendAfter(TYPING_PAUSE_MS);
    }
  }

  show(state) {
    const line = this.form.querySelector(".answer-state");
    line.classList.toggle("answer-state--saved", state === "saved");
    line.classList.toggle("answer-state--waiting", state === "waiting" || state === "refused");
    for (const words of line.querySelectorAll("[data-state]")) {
      words.hidden = words.dataset.state !== state;
    }
  }
}

function fieldsIn(form) {
  return [...form.querySelectorAll("input:not([type=hidden]), textarea")];
}

function isTypedInto(field) {
  return field.value !== "" && field.value !== field.defaultValue;
}

function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => name !== TOKEN));
}

function bodyOf(fields) {
  const body = new FormData();
  for (const [name, text] of Object.entries(fields)) body.append(name, text);
  return body;
}

/** Starts saving every form of the lesson that belongs to a person. */
export function keepForms() {
  for (const form of document.querySelectorAll("form[data-kept-as]")) new KeptForm(form).start();
}
