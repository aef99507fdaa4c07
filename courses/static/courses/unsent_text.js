/**
 * What was typed into one form and is not acknowledged yet. It outlives the page in localStorage, named by the person,
 * so that nobody else who uses the phone sends it as hers. Where the browser keeps nothing, memory holds it.
 */
export class UnsentText {
  /** @param {string} name such as "form:<person>:<lesson>:<form>" */
  constructor(name) {
    this.name = name;
    this.text = this.stored();
  }

  /** @returns {Object<string, string> | null} {field: text}, or null where all is sent */
  fields() {
    return this.text === null ? null : JSON.parse(this.text);
  }

  /** @param {Object<string, string>} fields */
  keep(fields) {
    this.text = JSON.stringify(fields);
    this.quietly(() => localStorage.setItem(this.name, this.text));
  }

  /** Forgets what was sent as `text`, unless more was typed since. @returns {boolean} whether all is sent */
  acknowledge(text) {
    if (this.text !== text) return false;
    this.text = null;
    this.quietly(() => localStorage.removeItem(this.name));
    return true;
  }

  stored() {
    const text = this.quietly(() => localStorage.getItem(this.name));
    const isReadable = text && this.quietly(() => typeof JSON.parse(text) === "object");
    return isReadable ? text : null;
  }

  /** Storage may be full or forbidden; the form works on without it. */
  quietly(attempt) {
    try {
      return attempt();
    } catch {
      return null;
    }
  }
}
