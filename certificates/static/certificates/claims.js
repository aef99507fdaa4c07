/**
 * What the square of a certificate says, and whether the portal signed it: reckoned here, without asking the portal. The
 * bytes are those of certificates/claims.py.
 *
 * @typedef {{number: string, ladder: "trained" | "practising", issued: Date, until: Date | null, name: string,
 *   title: string, organisation: string}} Claim
 * @typedef {{x: string}} Key the public key, 32 bytes in base64url
 */

import { verifyAsync } from "./noble-ed25519.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SIGNATURE = 64;
const EPOCH = Date.UTC(2020, 0, 1);
const DAY = 24 * 60 * 60 * 1000;

/** What stands behind the # of an address, or all of what was typed where it has none. */
export function claimTextOf(/** @type {string} */ typed) {
  return typed.slice(typed.indexOf("#") + 1).trim();
}

/**
 * The claim, where one of the keys signed it; null where it is no claim, or was changed. Throws where this browser
 * cannot reckon.
 *
 * @param {string} text @param {Key[]} keys @returns {Promise<Claim | null>}
 */
export async function signedClaim(text, keys) {
  const bytes = fromBase32(text);
  if (!bytes || bytes.length <= SIGNATURE) return null;
  const signed = bytes.slice(0, -SIGNATURE);
  const signature = bytes.slice(-SIGNATURE);
  for (const key of keys) {
    if (await verifyAsync(signature, signed, fromBase64url(key.x), { zip215: false })) return read(signed);
  }
  return null;
}

/** @param {Uint8Array} signed @returns {Claim} */
function read(signed) {
  const view = new DataView(signed.buffer, signed.byteOffset, signed.byteLength);
  const number = String(view.getUint8(5) * 2 ** 32 + view.getUint32(6));
  const until = view.getUint16(12);
  const texts = [];
  for (let at = 15; at < signed.length; ) {
    const length = view.getUint16(at);
    texts.push(new TextDecoder().decode(signed.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  const [name, title, organisation] = texts;
  return {
    number,
    issued: new Date(EPOCH + view.getUint16(10) * DAY),
    until: until ? new Date(EPOCH + until * DAY) : null,
    ladder: view.getUint8(14) ? "practising" : "trained",
    name,
    title,
    organisation,
  };
}

/** Null where a letter is none of ours, or something is left over: a claim is written in one way only. */
function fromBase32(/** @type {string} */ text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let place = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[place++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? bytes : null;
}

function fromBase64url(/** @type {string} */ text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}
