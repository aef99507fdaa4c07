/** The end of a lesson: that she has read it is kept on the phone first, and goes when there is a line. */

import { showBusy, showIdle } from "../core/busy.js";
import { outboxOf } from "../submissions/outbox.js";

const SOON = 700;

class LessonEnd {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.lessonEnd;
    this.outbox = outboxOf(form.dataset.person);
    this.isPressed = false;
    /** What comes next is on its way. */
    this.isLeaving = false;
  }

  async start() {
    const { form, outbox } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.press();
    });
    outbox.addEventListener("outcome", ({ detail }) => {
      if (detail.record.kind === "lesson-end" && detail.record.about === this.about) this.settle(detail);
    });
    await this.showWaiting();
  }

  async press() {
    if (this.isPressed) return;
    this.isPressed = true;
    showBusy(this.form);
    const written = { kind: "lesson-end", about: this.about, slot: "end", title: this.form.dataset.title };
    await this.outbox.put(written);
    const slow = setTimeout(() => this.showWaiting(), SOON);
    await this.outbox.wake();
    clearTimeout(slow);
    this.isPressed = false;
    if (!this.isLeaving) showIdle(this.form);
    await this.showWaiting();
  }

  /** On to what comes next, where she waits for it. While she reads on she is told here why it was not taken. */
  async settle({ record, state, sentence, facts }) {
    const { isPressed } = this;
    if (state !== "received") {
      await this.outbox.drop(record.id); // the portal has it, with the reason
      this.form.querySelector("[data-why]").textContent = sentence;
      this.show("refused");
      if (isPressed) this.leave(() => this.form.submit()); // the portal says it itself, and what to do
    } else if (isPressed && facts.next) this.leave(() => location.assign(facts.next));
    else this.show("received");
  }

  /** @param {() => void} go */
  leave(go) {
    this.isLeaving = true;
    go();
  }

  async showWaiting() {
    const record = (await this.outbox.waiting(this.about)).find(({ kind }) => kind === "lesson-end");
    if (record) this.show(this.outbox.store.isOnlyHere(record.id) ? "only-here" : "waiting");
  }

  show(state) {
    this.form.querySelector("button").disabled = state !== "refused";
    for (const words of this.form.querySelectorAll("[data-state]")) words.hidden = words.dataset.state !== state;
  }
}

/** Starts keeping the end of the lesson, where it is not read yet. */
export function keepLessonEnd() {
  const form = document.querySelector("[data-lesson-end]");
  if (form) new LessonEnd(form).start();
}
