/**
 * The journal of an attempt: answers the portal has not acknowledged yet, kept in the browser's own storage.
 *
 * An answer is written here before it is sent, so that a browser closed a second later loses nothing. Of each question
 * only the newest answer is kept. Two windows may share a journal: every change reads it afresh.
 *
 * @typedef {{position: string, event: string, at: string, values: string[][], refused: string}} Entry
 */

const KNOWN_AT_MOST = 20;

export class Journal {
  /** @param {string} attempt the attempt's id */
  constructor(attempt) {
    this.name = `attempt-${attempt}`;
    this.unstored = null;
  }

  /** The newest answer to the question that is not acknowledged yet. */
  entry(position) {
    return this.#read().entries[position];
  }

  /** All answers to be sent. @returns {Entry[]} */
  waiting() {
    return Object.values(this.#read().entries).filter((entry) => !entry.refused);
  }

  /** Whether the answers were handed in, as far as this browser knows. */
  get handedIn() {
    return this.#read().handedIn;
  }

  /** Keep a new answer; it takes the place of an older one. */
  put(position, values) {
    const entry = { position, event: newEventId(), at: new Date().toISOString(), values, refused: "" };
    this.#change((journal) => {
      journal.entries[position] = entry;
      journal.handedIn = false;
    });
  }

  /** Forget whatever waits of the question. */
  drop(position) {
    this.#change((journal) => delete journal.entries[position]);
  }

  /** Keep the answer for her to mend, and do not send it again. */
  refuse(position, event, error) {
    this.#change((journal) => {
      if (journal.entries[position]?.event === event) journal.entries[position].refused = error;
    });
  }

  /** Remember an answer sent from or shown here: what is given after it is newer, whatever the clocks say. */
  know(position, answer) {
    this.#change((journal) => {
      const others = (journal.known[position] ?? []).filter((known) => known !== answer);
      journal.known[position] = [...others, answer].slice(-KNOWN_AT_MOST);
    });
  }

  /** Whether an answer was sent from here or shown here before. */
  knows(position, answer) {
    return (this.#read().known[position] ?? []).includes(answer);
  }

  /** Note that the form with all answers is on its way, or is not after all. */
  markHandedIn(handedIn) {
    this.#change((journal) => {
      journal.handedIn = handedIn;
    });
  }

  /** Forget the whole attempt. */
  clear() {
    this.unstored = null;
    try {
      localStorage.removeItem(this.name);
    } catch {
      // A browser without storage has nothing to forget.
    }
  }

  #read() {
    const empty = { handedIn: false, entries: {}, known: {} };
    try {
      return this.unstored ?? JSON.parse(localStorage.getItem(this.name)) ?? empty;
    } catch {
      return empty;
    }
  }

  #change(act) {
    const journal = this.#read();
    act(journal);
    try {
      localStorage.setItem(this.name, JSON.stringify(journal));
      this.unstored = null;
    } catch {
      this.unstored = journal; // storage is full or forbidden: keep it at least while the page is open
    }
  }
}

/** A random UUID, also where the page is not served over TLS or the browser is too old for crypto.randomUUID. */
function newEventId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
