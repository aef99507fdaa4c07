/**
 * The one outbox of the phone: what is written lies here before anything is sent, and until the portal has answered
 * for it. What is about the same subject goes in the order in which it was written.
 */

import { atOnce } from "./batches.js";
import { Store } from "./store.js";
import { handOver } from "./transport.js";

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const RECEIVED = ["applied", "duplicate"];
const MOST_REMEMBERED = 30;
/** What has more letters is a photo, a voice or a document: pages go on from what was typed. */
const LONGEST_REMEMBERED = 20000;
const TOO_LARGE = "too_large";

/**
 * Another way to the portal than a batch: null where it is not there, or where nobody knows whether it came through.
 *
 * @typedef {(record: import("./store.js").Kept) => Promise<import("./transport.js").Answer> | null} Way
 * @typedef {Partial<import("./store.js").Kept> & {kind: string, about: string, over?: (older: Object) => Object,
 *   refusal?: (fields: Object) => import("./store.js").Kept["refused"]}} Written
 * @typedef {Pick<import("./store.js").Kept, "id" | "slot" | "fields" | "seen" | "device_at">} Remembered
 */

/** @type {Map<string, Outbox>} */
const outboxes = new Map();

/** The outbox of a person; one for all scripts of a page. @param {string} person */
export function outboxOf(person) {
  let outbox = outboxes.get(person);
  if (!outbox) outboxes.set(person, (outbox = new Outbox(person)));
  return outbox;
}

/**
 * Tells its listeners: "changed" when something was written, sent or taken away, here or in another window; "outcome"
 * with `detail` {record, state, sentence, field, faults, facts} when the portal has answered for a record, `state` being
 * "received", "held" or "refused"; "line" when the line has changed.
 */
export class Outbox extends EventTarget {
  #sending = /** @type {Promise<void> | null} */ (null);
  #writing = /** @type {Promise<any>} */ (Promise.resolve());
  #isAskedAgain = false;
  #failures = 0;
  #inFlight = /** @type {Set<string>} */ (new Set());
  #ways = /** @type {Map<string, Way>} */ (new Map());
  #timer = 0;
  #last = 0;
  #others = "BroadcastChannel" in window ? new BroadcastChannel("outbox") : null;

  /** @param {string} person */
  constructor(person) {
    super();
    this.person = person;
    this.store = new Store(person);
    this.line = /** @type {import("./transport.js").Line} */ ("open");
    const wake = () => document.hidden || this.wake();
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", wake);
    document.addEventListener("visibilitychange", wake);
    this.#others?.addEventListener("message", () => this.dispatchEvent(new Event("changed")));
  }

  /** What is about `about` may go by `way` where it goes alone. @param {string} about @param {Way} way */
  lendWay(about, way) {
    this.#ways.set(about, way);
  }

  /** Everything that lies here, also what was refused. @returns {Promise<import("./store.js").Kept[]>} */
  async records(about = "") {
    const all = (await this.store.all()).map(inWordsOfThePage);
    return about ? all.filter((record) => record.about === about) : all;
  }

  /** What goes by itself when there is a line. */
  async waiting(about = "") {
    return (await this.records(about)).filter((record) => isAskedAgain(record) || (!record.refused && !mustAsk(record)));
  }

  /**
   * Keep what was written, before it is sent. What lies in the same slot and has not left is replaced; `over` makes the
   * fields out of those of all that is replaced. `refusal` says of the fields what the page itself finds wrong with them.
   *
   * @param {Written} written
   * @returns {Promise<import("./store.js").Kept>}
   */
  put(written) {
    this.#writing = this.#writing.catch(() => null).then(() => this.#put(written));
    return this.#writing;
  }

  /** @param {Written} written */
  async #put({ over = null, refusal = null, ...written }) {
    this.#last = Math.max(Date.now(), this.#last + 1);
    const older = written.slot ? await this.#replaceable(written.about, written.slot) : [];
    const refused = older.find((record) => record.refused);
    const fields = over ? over(fieldsOfAll(older)) : (written.fields ?? {});
    const record = {
      slot: "", title: "", asks: false, refused: null, isRemembered: false,
      page: location.pathname,
      corrects: refused?.id ?? older.find((each) => each.corrects)?.corrects ?? "",
      ...written,
      fields,
      ...(refusal && { refused: refusal(fields) }),
      seen: older[0]?.seen ?? written.seen ?? "",
      person: this.person,
      id: newId(),
      device_at: new Date().toISOString(),
      place: this.#last,
    };
    await this.store.put(record);
    await Promise.all(older.map(({ id }) => this.store.remove(id)));
    this.#tellChanged();
    return record;
  }

  /**
   * What the portal has received of `about` and the phone remembers, in the order in which it was written: a page that
   * was kept or drawn before knows nothing of it. It was sent from whichever page was open then.
   *
   * @param {string} about @returns {Promise<Remembered[]>}
   */
  async received(about) {
    return (await this.store.note(nameOfReceived(about))) ?? [];
  }

  /** No page asks for it any more, but older ones whether `slot` was received. @param {string} about @param {string} slot */
  async rememberOnly(about, slot) {
    await this.store.setNote(nameOfReceived(about), [{ id: "", slot, fields: {}, seen: "", device_at: "" }]);
  }

  /** She takes it back, or it is known to have come. @param {string} id */
  async drop(id) {
    await this.store.remove(id);
    this.#tellChanged();
  }

  /** She wants it sent all the same; what was refused goes as something new in its place. @param {string} id */
  async confirm(id) {
    const record = (await this.records()).find((each) => each.id === id);
    if (!record) return;
    if (record.refused) await this.put({ ...record, refused: null, corrects: id });
    else await this.store.put({ ...record, asks: false });
    if (record.refused) await this.store.remove(id);
    this.#tellChanged();
    await this.wake();
  }

  /** Why a record still lies here: "waiting" for the line, "signed-out", or "only-here", to be lost with the page. */
  whyHere({ id }) {
    if (this.store.isOnlyHere(id)) return "only-here";
    return this.line === "signed-out" ? "signed-out" : "waiting";
  }

  /** Send what waits now; resolves when all was tried once. @returns {Promise<void>} */
  wake(options = {}) {
    clearTimeout(this.#timer);
    this.#isAskedAgain = true;
    this.#sending ??= this.#sendInTurn(options)
      .finally(() => {
        this.#sending = null;
      })
      // Asked in the moment after the last look and before the end: who asked waits for this, too.
      .then(() => (this.#isAskedAgain ? this.wake(options) : undefined));
    return this.#sending;
  }

  /** The page is being left: what can still go, goes. */
  leave() {
    this.wake({ isLeaving: true });
  }

  /**
   * Send what waits and say what the line is worth, but be back in time.
   *
   * @param {number} milliseconds
   * @returns {Promise<import("./transport.js").Line>} "open" also where it is only slow
   */
  async settle(milliseconds) {
    const isOnlySlow = new Promise((resolve) => setTimeout(() => resolve("open"), milliseconds));
    return Promise.race([isOnlySlow, this.#probe()]);
  }

  async #probe() {
    await this.wake();
    const { line } = await handOver(this.person, []);
    this.#setLine(line);
    return line;
  }

  /** One window sends at a time, where the browser can arrange it; sent twice does no harm. */
  async #sendInTurn(options) {
    if (!navigator.locks) return this.#sendAll(options);
    return navigator.locks.request(`outbox ${this.person}`, () => this.#sendAll(options));
  }

  async #sendAll(options) {
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      const tried = new Set(); // anew each time: what was cut off goes before what was written meanwhile
      const untried = async () => atOnce((await this.waiting()).filter(({ id }) => !tried.has(id)));
      for (let batch = await untried(); batch.length; batch = await untried()) {
        batch.forEach(({ id }) => tried.add(id));
        const answered = await this.#send(batch, options);
        if (!answered.length) break;
        // A good line: what the portal did not look at goes at once with the next.
        batch.filter(({ id }) => !answered.includes(id)).forEach(({ id }) => tried.delete(id));
      }
    }
    await this.#planRetry();
  }

  /** Those that were answered, where the line is good for more. @returns {Promise<string[]>} */
  async #send(batch, options) {
    batch.forEach(({ id }) => this.#inFlight.add(id));
    const { line, outcomes } = (await this.#byLentWay(batch)) ?? (await handOver(this.person, batch, options));
    batch.forEach(({ id }) => this.#inFlight.delete(id));
    if (line === "too-large") return this.#sendLess(batch, options);
    const answered = outcomes.filter(({ ack }) => batch.some(({ id }) => id === ack));
    for (const outcome of answered) await this.#settleRecord(batch.find(({ id }) => id === outcome.ack), outcome);
    this.#setLine(line);
    if (outcomes.length) this.#tellChanged();
    return line === "open" ? answered.map(({ ack }) => ack) : [];
  }

  /** More than the portal takes at once: halves go each by itself, and what is too large alone is hers to mend. */
  async #sendLess(batch, options) {
    const [record] = batch;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      const answered = await this.#send(batch.slice(0, half), options);
      return answered.length < half ? answered : [...answered, ...(await this.#send(batch.slice(half), options))];
    }
    // Said by the page, each time in its language: to be told it in another one, nobody sends all of it again.
    const outcome = { ack: record.id, state: "refused", code: TOO_LARGE, sentence: saysTooLarge(), language: "" };
    await this.#settleRecord(record, outcome);
    this.#setLine("open");
    this.#tellChanged();
    return [record.id];
  }

  /** @param {import("./store.js").Kept[]} batch */
  #byLentWay([record, ...others]) {
    return others.length ? null : this.#ways.get(record.about)?.(record);
  }

  /** @param {import("./store.js").Kept} record @param {import("./transport.js").Outcome & {language?: string}} outcome */
  async #settleRecord(record, { state, code = "", sentence = "", field = "", faults, facts = {}, language }) {
    const isReceived = RECEIVED.includes(state);
    if (isReceived && record.isRemembered) await this.#remember(record);
    if (isReceived || state === "held") await this.store.remove(record.id);
    else {
      const inLanguage = language ?? document.documentElement.lang;
      await this.#keepRefused(record, { code, sentence, field, ...(faults && { faults }), language: inLanguage });
    }
    const detail = { record, state: isReceived ? "received" : state, sentence, field, faults, facts };
    this.dispatchEvent(new CustomEvent("outcome", { detail }));
  }

  /** Before the record goes from the phone: the page may be torn down at any moment between the two. */
  async #remember({ id, about, slot, fields, seen, device_at }) {
    const known = (await this.received(about)).filter((each) => each.id !== id);
    const typed = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.length <= LONGEST_REMEMBERED));
    const remembered = [...known, { id, slot, fields: typed, seen, device_at }].slice(-MOST_REMEMBERED);
    await this.store.setNote(nameOfReceived(about), remembered);
  }

  /** To be mended; where something newer stands in its place already, that mends it. */
  async #keepRefused(record, refused) {
    const same = record.slot ? (await this.records(record.about)).filter(({ slot }) => slot === record.slot) : [];
    const newer = same.find(({ place }) => place > record.place);
    if (!newer) return this.store.put({ ...record, refused });
    await this.store.put({ ...newer, corrects: record.id });
    await this.store.remove(record.id);
  }

  async #planRetry() {
    const isLeft = (await this.waiting()).length > 0;
    this.#failures = isLeft ? this.#failures + 1 : 0;
    if (!isLeft || this.line === "somebody-else") return;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => this.wake(), pause * (0.75 + Math.random() / 2));
  }

  async #replaceable(about, slot) {
    const same = (await this.records(about)).filter((record) => record.slot === slot);
    return same.filter(({ id }) => !this.#inFlight.has(id));
  }

  #setLine(line) {
    this.line = line;
    if (line === "open") this.store.isIn();
    this.dispatchEvent(new Event("line"));
  }

  #tellChanged() {
    this.dispatchEvent(new Event("changed"));
    this.#others?.postMessage("changed");
  }
}

/** @param {string} about */
function nameOfReceived(about) {
  return `received ${about}`;
}

/**
 * What several records of one slot say together. A line that went while one was being sent leaves two: what stands in the
 * first alone is hers too, and each was written over what the first of them says.
 *
 * @param {Pick<import("./store.js").Kept, "fields">[]} records in the order in which they were written
 */
export function fieldsOfAll(records) {
  const seenIn = (fields) => Object.entries(fields).filter(([name]) => name.startsWith("seen:"));
  return records.reduce((all, { fields }) => ({ ...all, ...fields, ...Object.fromEntries(seenIn(all)) }), {});
}

const A_DAY = 24 * 60 * 60 * 1000;

/** Whether a record has lain so long that she may no longer mean it. @param {import("./store.js").Kept} record */
export function mustAsk({ asks, device_at }) {
  return asks && Date.now() - Date.parse(device_at) > A_DAY;
}

/**
 * What is wrong stands in a field, or all of it is too much: sent as it is, it would be refused once more.
 *
 * @param {import("./store.js").Kept} record
 */
export function mustBeMended({ refused }) {
  return Boolean(refused?.field) || refused?.code === TOO_LARGE;
}

function saysTooLarge() {
  return document.getElementById("waiting")?.dataset.tooLarge ?? "";
}

/** What a page says itself was kept in the language of then. @param {import("./store.js").Kept} record */
function inWordsOfThePage(record) {
  const { refused } = record;
  if (refused?.code !== TOO_LARGE || refused.language) return record;
  return { ...record, refused: { ...refused, sentence: saysTooLarge() || refused.sentence } };
}

/** The reason was given in another language than the page has now: asked again, the portal gives it in this one. */
function isAskedAgain({ refused }) {
  return Boolean(refused?.language) && refused.language !== document.documentElement.lang;
}

/** A random UUID; crypto.randomUUID is missing from older phones and from pages without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
