/**
 * Sends the answers of a journal, one after the other, until each is acknowledged.
 *
 * Only the portal's own JSON that names the answer counts: the sign-in page of a hotspot answers 200 to everything.
 * The same answer is sent under the same id however often, so a reply that was lost does no harm.
 */

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const REPLY_WITHIN = 20000;
const UNREADABLE = [400, 422];
const TOO_LATE = 409;
const SIGNED_OUT = [401, 403];

export class Sender {
  /**
   * @param {import("./journal.js").Journal} journal
   * @param {string} address where answers are posted
   * @param {string} token the form's CSRF token
   * @param {(position: string, state: string, text?: string) => void} tell shows how an answer fares
   */
  constructor(journal, address, token, tell) {
    Object.assign(this, { journal, address, token, tell });
    this.failures = 0;
    this.isCutOff = false;
  }

  /** Send what waits now; resolves when all was tried once. */
  wake() {
    clearTimeout(this.timer);
    this.running ??= this.#sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /**
   * Send what waits, but be back in time.
   * @returns {Promise<boolean>} false where there is no network, or something that is not the portal answers
   */
  async settle(milliseconds) {
    const isSent = this.wake().then(() => this.journal.waiting().length === 0);
    const isOnlySlow = new Promise((resolve) => setTimeout(() => resolve(true), milliseconds));
    return navigator.onLine && Promise.race([isSent, isOnlySlow]);
  }

  async #sendAll() {
    const tried = new Set();
    const untried = () => this.journal.waiting().find((entry) => !tried.has(entry.event));
    for (let entry = untried(); entry; entry = untried()) {
      tried.add(entry.event);
      this.journal.know(entry.position, entry.event);
      const reply = await this.#post(entry);
      this.isCutOff = reply.state === "waiting" && !reply.status;
      this.#settleEntry(entry, reply);
      if (this.isCutOff) break;
    }
    this.#planRetry();
  }

  #settleEntry({ position, event }, { state, text }) {
    const newest = this.journal.entry(position);
    if (newest ? newest.event !== event : state !== "saved") return; // what was sent is not what stands there now
    if (state === "refused") this.journal.refuse(position, event, text);
    if (state === "saved" || state === "late") this.journal.drop(position);
    this.tell(position, state, text);
  }

  #planRetry() {
    const waiting = this.journal.waiting();
    this.failures = waiting.length ? this.failures + 1 : 0;
    if (!waiting.length) return;
    if (this.isCutOff) waiting.forEach(({ position }) => this.tell(position, "waiting"));
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.failures - 1));
    this.timer = setTimeout(() => this.wake(), pause * (0.75 + Math.random() / 2));
  }

  async #post(entry) {
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), REPLY_WITHIN);
    try {
      const response = await fetch(this.address, this.#request(entry, patience.signal));
      return readReply(response, await jsonOf(response), entry.event);
    } catch {
      return { state: "waiting", status: 0 };
    } finally {
      clearTimeout(clock);
    }
  }

  #request({ position, event, at, values }, signal) {
    const body = new URLSearchParams([...values, ["position", position], ["event", event], ["device_at", at]]);
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    return { method: "POST", credentials: "same-origin", keepalive: true, headers, body, signal };
  }
}

function readReply(response, said, event) {
  const { status } = response;
  if (said?.ack === event && response.ok) return { state: "saved", status };
  if (said?.ack === event && status === TOO_LATE) return { state: "late", status, text: said.error };
  if (said?.error && UNREADABLE.includes(status)) return { state: "refused", status, text: said.error };
  const isSignedOut = response.redirected || SIGNED_OUT.includes(status);
  return { state: isSignedOut ? "signed-out" : "waiting", status };
}

async function jsonOf(response) {
  if (!response.headers.get("Content-Type")?.includes("application/json")) return null;
  try {
    return await response.json();
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}
