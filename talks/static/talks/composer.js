/**
 * Where she writes: what is typed is kept as a draft until it is sent, Enter makes a new line, Ctrl+Enter sends.
 */

export class Composer {
  #form;
  #text;
  #draft;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./outbox.js").Draft} draft
   * @param {(body: string) => void} send
   */
  constructor(form, draft, send) {
    this.#form = form;
    this.#text = form.elements.body;
    this.#draft = draft;
    this.#text.value = this.#text.value || draft.text;
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event, send));
    this.#changed();
  }

  /** Put a text back to write it anew, before whatever else stands there. */
  take(body) {
    this.#text.value = [body, this.#text.value].filter(Boolean).join("\n");
    this.#changed();
    this.#text.focus();
  }

  /** Nothing can be sent any more; what stands here can still be copied. */
  close() {
    this.#text.readOnly = true;
    this.#form.querySelector("[type=submit]").disabled = true;
  }

  #submit(event, send) {
    event.preventDefault();
    const body = this.#text.value;
    this.#text.focus();
    if (!body.trim() || this.#text.readOnly) return;
    send(body);
    this.#text.value = "";
    this.#changed();
    this.#forgetError();
  }

  #key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #changed() {
    this.#draft.text = this.#text.value;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + this.#text.offsetHeight - this.#text.clientHeight}px`;
  }

  #forgetError() {
    document.getElementById("message-error")?.remove();
    this.#text.removeAttribute("aria-invalid");
    this.#text.removeAttribute("aria-describedby");
  }
}
