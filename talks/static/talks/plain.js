/**
 * The talk over plain HTTP, for networks that let no socket through.
 *
 * Only JSON that names what was asked counts as an answer: the sign-in pages of hotspots answer everything with 200 and
 * HTML. Our own refusal to answer (gone, on to the sign-in page) means that the talk is shut. Forbidden is only a form
 * token that is older than the session.
 */

import { token } from "../submissions/transport.js";

const PATIENCE = 20_000;

/** Nobody answered, or somebody who is not the portal. */
export class NoAnswer extends Error {}

/** The portal says that there is no such talk for whoever asks. */
export class Shut extends Error {}

export class PlainTalk {
  #addresses;

  /** @param {{messages: string, receipts: string}} addresses */
  constructor(addresses) {
    this.#addresses = addresses;
  }

  /** What is new after `after`: {messages, receipts}. */
  async news(after) {
    const { status, data } = await request(`${this.#addresses.messages}?after=${after}`, {});
    if (status !== 200 || !Array.isArray(data.messages)) throw new NoAnswer();
    return data;
  }

  /** Say how far this device and this person have come. */
  async tell(receipts) {
    const headers = { "X-CSRFToken": token() };
    await request(this.#addresses.receipts, { method: "POST", headers, body: new URLSearchParams(receipts) });
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
  return sentToSignIn || response.status === 404;
}
