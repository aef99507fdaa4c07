/**
 * The line to the portal: a socket that is mended whenever it breaks, and plain HTTP while none can be had.
 *
 * Phones here lose the network many times an hour, sleep with sockets open and sit behind networks that let none
 * through. So nothing is taken for granted: a line is live only once the portal has answered on it, each silence is
 * asked about, and each new line begins with the number of the last message the page has.
 */
import { asSent } from "../submissions/transport.js";
import { NoAnswer, Shut } from "./plain.js";

const HEARTBEAT = 45_000;
const PATIENCE = 20_000;
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const WAIT_WHILE_POLLING = 60_000;
const WAIT_WHEN_TOO_FAST = 15_000;
const POLL = 8_000;
const STEADY = 10_000;
const FAILURES_BEFORE_POLLING = 3;
/** The portal gives so many at once and no more: after this many there may be others. */
const MANY_MESSAGES = 50;
/** A frame holds no more. */
const LONGEST_RECORD = 30_000;
const TOO_FAST = 1008;
const SHUT = [4403, 4404];

export class Connection {
  #facts;
  #plain;
  #on;
  #socket = null;
  #liveSince = 0;
  #failures = 0;
  #isShut = false;
  #isPaused = false;
  #isPolling = false;
  #isAsking = false;
  #pollAnswered = null;
  #answer = null;
  #members = new Map();
  #timers = {};

  /**
   * @param {{address: string, person: string, after: () => number}} facts
   * @param {import("./plain.js").PlainTalk} plain
   * @param {{news: Function, ready: Function, state: Function}} on  news came; messages can go; the state's name
   */
  constructor(facts, plain, on) {
    this.#facts = facts;
    this.#plain = plain;
    this.#on = on;
  }

  start() {
    window.addEventListener("online", () => this.#wake());
    window.addEventListener("offline", () => this.#drop());
    window.addEventListener("pageshow", (event) => event.persisted && this.#wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    this.#connect();
  }

  /** live, polling, connecting, offline, paused or closed. */
  get state() {
    if (this.#isShut) return "closed";
    if (this.#liveSince) return "live";
    if (this.#isPaused) return "paused";
    if (this.#isPolling && this.#pollAnswered) return "polling";
    if (!navigator.onLine || this.#pollAnswered === false) return "offline";
    return "connecting";
  }

  /** The way that the outbox is lent: one record by the socket, while it is live. @type {import("../submissions/outbox.js").Way} */
  way = (record) => {
    const sent = asSent(record);
    const holdsFile = sent.fields.photo || sent.fields.voice; // opened by the portal, which no talk is to wait for
    if (this.state !== "live" || holdsFile || JSON.stringify(sent).length > LONGEST_RECORD) return null;
    return new Promise((resolve) => {
      this.#answer = (frame) => resolve(frame && { line: "open", outcomes: [{ ...frame, ack: record.id }] });
      this.#after(PATIENCE, "outcome", () => this.#drop());
      this.#say({ type: "send", record: sent });
    });
  };

  /** Say how far she has come; whether it was said. What is lost is said again on the next line. */
  tell(receipts) {
    if (this.state === "live") this.#say({ type: "receipts", ...receipts });
    else if (this.state === "polling") this.#byPlain(() => this.#plain.tell(receipts)).catch(() => {});
    else return false;
    return true;
  }

  /* ---- the socket ---- */

  #connect() {
    if (this.#socket || this.#isShut) return;
    this.#cancel("retry");
    const socket = new WebSocket(this.#facts.address);
    this.#socket = socket;
    socket.onopen = () => this.#ask("hello");
    socket.onmessage = (event) => this.#read(JSON.parse(event.data));
    socket.onclose = (event) => this.#lose(event.code);
    this.#expectAnswer();
    this.#showState();
  }

  #ask(type) {
    this.#say({ type, after: this.#facts.after() });
    this.#expectAnswer();
  }

  #say(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #read(frame) {
    if (this.#timers.answer) this.#expectAnswer();
    if (frame.type === "pong") this.#readPong(frame);
    else if (frame.type === "outcome") this.#settle(frame);
    else this.#readNews(frame);
  }

  #readPong({ person }) {
    if (person && person !== this.#facts.person) return this.#shut();
    this.#cancel("answer");
    this.#after(HEARTBEAT, "heartbeat", () => this.#ask("ping"));
    if (!this.#liveSince) this.#liveSince = Date.now();
    this.#stopPolling();
    this.#pollAnswered = null;
    this.#showState();
    this.#on.ready();
  }

  /** What became of the one record that is on its way, also where it could not be read; null where nobody knows. */
  #settle(frame) {
    this.#cancel("outcome");
    this.#answer?.(frame);
    this.#answer = null;
  }

  /** News that are partial name only who has come further. */
  #readNews({ messages = [], receipts = [], partial = false }) {
    if (!partial) this.#members.clear();
    receipts.forEach((member) => this.#members.set(member.person, member));
    this.#on.news(messages, [...this.#members.values()]);
    if (messages.length >= MANY_MESSAGES) this.#ask("ping");
  }

  #expectAnswer() {
    this.#after(PATIENCE, "answer", () => this.#drop());
  }

  /** Let go of a socket that says nothing. */
  #drop() {
    if (this.#hangUp()) this.#lose(1006);
    this.#showState();
  }

  /** Close the socket without waiting for its goodbye, which could take minutes; whether there was one. */
  #hangUp() {
    const socket = this.#socket;
    if (!socket) return false;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    return true;
  }

  #lose(code) {
    const lived = this.#liveSince && Date.now() - this.#liveSince > STEADY;
    this.#socket = null;
    this.#liveSince = 0;
    this.#cancel("answer");
    this.#cancel("heartbeat");
    this.#failures = lived ? 0 : this.#failures + 1;
    if (SHUT.includes(code)) this.#shut();
    else if (code === TOO_FAST) this.#pause();
    else this.#retryLater();
    this.#settle(null);
    this.#showState();
  }

  #pause() {
    this.#isPaused = true;
    this.#after(WAIT_WHEN_TOO_FAST, "retry", () => {
      this.#isPaused = false;
      this.#connect();
    });
  }

  #retryLater() {
    if (this.#failures >= FAILURES_BEFORE_POLLING) this.#startPolling();
    else this.#poll(); // once: whether it is the line that is gone, or only this socket
    const longest = this.#isPolling ? WAIT_WHILE_POLLING : Math.min(LONGEST_WAIT, 4_000 * 2 ** this.#failures);
    const shortest = this.#isPolling ? LONGEST_WAIT : SHORTEST_WAIT;
    this.#after(shortest + Math.random() * (longest - shortest), "retry", () => this.#connect());
  }

  /** The page is looked at again or the network is back: see at once what the line is worth. */
  #wake() {
    if (this.#isShut || this.#isPaused) return;
    if (this.#liveSince) this.#ask("ping");
    else this.#connect();
    if (this.#isPolling) this.#poll();
    this.#showState();
  }

  /** The talk is closed to whoever sits here: nothing is asked or sent any more. */
  #shut() {
    this.#isShut = true;
    this.#isPolling = false;
    Object.keys(this.#timers).forEach((name) => this.#cancel(name));
    this.#hangUp();
    this.#settle(null);
    this.#showState();
  }

  /* ---- plain HTTP ---- */

  #startPolling() {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.#poll();
  }

  #stopPolling() {
    this.#isPolling = false;
    this.#cancel("poll");
  }

  async #poll() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    let isMore = false;
    try {
      isMore = !document.hidden && (await this.#fetchNews());
    } finally {
      this.#isAsking = false;
      if (this.#isPolling) this.#after(isMore ? 0 : POLL, "poll", () => this.#poll());
    }
  }

  /** Whether there is probably more to fetch. */
  async #fetchNews() {
    try {
      const { messages, receipts } = await this.#byPlain(() => this.#plain.news(this.#facts.after()));
      this.#on.news(messages, receipts);
      if (this.#isPolling) this.#on.ready();
      return messages.length >= MANY_MESSAGES;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return false;
    }
  }

  /** One request; whether it was answered is what the state of a polling page is. */
  async #byPlain(request) {
    try {
      const answer = await request();
      this.#pollAnswered = true;
      return answer;
    } catch (error) {
      this.#pollAnswered = false;
      if (!(error instanceof Shut)) throw error;
      this.#shut();
      throw new NoAnswer();
    } finally {
      this.#showState();
    }
  }

  /* ---- clocks ---- */

  #showState() {
    this.#on.state(this.state);
  }

  #after(wait, name, act) {
    this.#cancel(name);
    this.#timers[name] = setTimeout(() => {
      delete this.#timers[name];
      act();
    }, wait);
  }

  #cancel(name) {
    clearTimeout(this.#timers[name]);
    delete this.#timers[name];
  }
}
