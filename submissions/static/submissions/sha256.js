/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4). The portal of a village is reached without TLS, and there browsers have no
 * WebCrypto; one way that is everywhere needs no second one.
 */

const BLOCK = 64;
const PRIMES = primes(64);
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

/** The signature in hexadecimal digits. @param {string} secret @param {string} text */
export function signatureOf(secret, text) {
  const encoder = new TextEncoder();
  const key = new Uint8Array(BLOCK);
  const given = encoder.encode(secret);
  key.set(given.length > BLOCK ? sha256(given) : given);
  const inner = sha256(joined(key.map((byte) => byte ^ 0x36), encoder.encode(text)));
  const outer = sha256(joined(key.map((byte) => byte ^ 0x5c), inner));
  return Array.from(outer, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} message @returns {Uint8Array} */
function sha256(message) {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(padded.length - 4, message.length << 3);
  const state = [...START];
  for (let at = 0; at < padded.length; at += BLOCK) addBlock(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setUint32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

/** @param {number[]} state @param {DataView} view @param {number} at */
function addBlock(state, view, at) {
  const words = new Uint32Array(64);
  for (let index = 0; index < 16; index++) words[index] = view.getUint32(at + index * 4);
  for (let index = 16; index < 64; index++) {
    const [two, fifteen] = [words[index - 2], words[index - 15]];
    const late = turned(two, 17) ^ turned(two, 19) ^ (two >>> 10);
    const early = turned(fifteen, 7) ^ turned(fifteen, 18) ^ (fifteen >>> 3);
    words[index] = words[index - 16] + early + words[index - 7] + late;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index++) {
    const choice = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + choice + ROUNDS[index] + words[index]) | 0;
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] + word) | 0));
}

function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

function joined(one, other) {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

/** The first 32 bits behind the point. @param {number} number */
function fraction(number) {
  return ((number % 1) * 0x100000000) >>> 0;
}

function primes(many) {
  const found = [];
  for (let number = 2; found.length < many; number++) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}
