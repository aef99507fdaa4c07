/** The end of a lesson: that she has read it is kept on the phone first, and goes when there is a line. */

import { outboxOf } from "../submissions/outbox.js";

const SOON = 700;

class LessonEnd {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.about = form.dataset.lessonEnd;
    this.outbox = outboxOf(form.dataset.person);
    this.isPressed = false;
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
    if (await this.waits()) this.show("waiting");
  }

  async press() {
    if (this.isPressed) return;
    this.isPressed = true;
    const written = { kind: "lesson-end", about: this.about, slot: "end", title: this.form.dataset.title };
    await this.outbox.put(written);
    const slow = setTimeout(() => this.show("waiting"), SOON);
    await this.outbox.wake();
    clearTimeout(slow);
    this.isPressed = false;
    if (await this.waits()) this.show("waiting");
  }

  /** On to what comes next, where she waits for it. What cannot be taken, the portal says itself. */
  settle({ state, facts }) {
    if (state !== "received") this.form.submit();
    else if (this.isPressed && facts.next) location.assign(facts.next);
    else this.show("received");
  }

  async waits() {
    return (await this.outbox.waiting(this.about)).some(({ kind }) => kind === "lesson-end");
  }

  show(state) {
    this.form.querySelector("button").disabled = true;
    for (const words of this.form.querySelectorAll("[data-state]")) words.hidden = words.dataset.state !== state;
  }
}

/** Starts keeping the end of the lesson, where it is not read yet. */
export function keepLessonEnd() {
  const form = document.querySelector("[data-lesson-end]");
  if (form) new LessonEnd(form).start();
}
