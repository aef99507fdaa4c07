/**
 * The talk over plain HTTP, for networks that let no socket through.
 *
 * Only JSON that names what was asked counts as an answer: the sign-in pages of hotspots answer everything with 200 and
 * HTML. Our own refusal to answer (gone, forbidden, on to the sign-in page) means that the talk is shut.
 */

import { handOver } from "../submissions/transport.js";

const PATIENCE = 20_000;
const SHUT_LINES = ["signed-out", "somebody-else"];

/** Nobody answered, or somebody who is not the portal. */
export class NoAnswer extends Error {}

/** The portal says that there is no such talk for whoever asks. */
export class Shut extends Error {}

export class PlainTalk {
  #addresses;
  #token;
  #owner;

  /**
   * @param {{addresses: {messages: string, receipts: string}, token: string, owner: {person: string, thread: string}}} facts
   */
  constructor({ addresses, token, owner }) {
    this.#addresses = addresses;
    this.#token = token;
    this.#owner = owner;
  }

  /** What is new after `after`: {messages, receipts}. */
  async news(after) {
    const { status, data } = await request(`${this.#addresses.messages}?after=${after}`, {});
    if (status !== 200 || !Array.isArray(data.messages)) throw new NoAnswer();
    return data;
  }

  /** Hand over one message; says {sequence} where it was kept and {refused: sentence} where it was not. */
  async post({ id, body, deviceAt }) {
    const record = { id, kind: "message", about: this.#owner.thread, device_at: deviceAt, fields: { body } };
    const { line, outcomes } = await handOver(this.#owner.person, [record]);
    const outcome = outcomes.find(({ ack }) => ack === id);
    if (SHUT_LINES.includes(line) || outcome?.code === "thread_closed") throw new Shut();
    if (outcome?.facts?.sequence) return { sequence: outcome.facts.sequence };
    if (outcome) return { refused: outcome.sentence };
    throw new NoAnswer();
  }

  /** Say how far this device and this person have come. */
  async tell(receipts) {
    await this.#send(this.#addresses.receipts, receipts);
  }

  #send(address, fields) {
    return request(address, {
      method: "POST",
      headers: { "X-CSRFToken": this.#token },
      body: new URLSearchParams(fields),
    });
  }
}

async function request(address, { headers = {}, ...options }) {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      ...options,
      headers: { ...headers, Accept: "application/json" },
      cache: "no-store",
      signal: abort.signal,
    });
    if (isShut(response)) throw new Shut();
    return { status: response.status, data: await response.json() };
  } catch (error) {
    throw error instanceof Shut ? error : new NoAnswer();
  } finally {
    clearTimeout(patience);
  }
}

function isShut(response) {
  const sentToSignIn = response.redirected && new URL(response.url).origin === location.origin;
  return sentToSignIn || response.status === 403 || response.status === 404;
}
