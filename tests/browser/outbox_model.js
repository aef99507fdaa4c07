/** A portal and a line to it, made up: what the outbox sends meets whatever a script says. */

import { Outbox } from "./submissions/outbox.js";

const PERSON = "00000000-0000-0000-0000-00000000000a";
const SETTLED_WITHIN = 2;

/** Play each script with a phone and a portal of its own; says what was wrong at the end of which. */
export async function playAll(scripts, fault = "") {
  Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no disk"); } });
  Object.defineProperty(navigator, "locks", { value: undefined });
  delete window.BroadcastChannel; // each script has a phone of its own
  window.setTimeout = () => 0; // nothing goes by the clock: the script says when
  const faults = [];
  for (const [number, script] of scripts.entries()) {
    const found = await new Play(fault).play(script);
    faults.push(...found.map((what) => `script ${number}: ${what}`));
  }
  return { faults, played: scripts.length };
}

class Play {
  constructor(fault) {
    this.fault = fault;
    this.portal = new Map(); // id -> {record, state, times}
    this.arrived = []; // ids in the order in which they had their effect
    this.written = new Map();
    this.replaced = new Set();
    this.told = new Map(); // id -> states her pages were told
    this.lines = [];
    this.chance = generator(1);
    this.outbox = new Outbox(PERSON);
    this.outbox.addEventListener("outcome", ({ detail: { record, state } }) => {
      this.told.set(record.id, [...(this.told.get(record.id) ?? []), state]);
    });
    window.fetch = (address, { body }) => this.hand(JSON.parse(body));
  }

  async play(script) {
    for (const step of script) {
      this.chance = generator(step.seed);
      this.lines = [...step.lines];
      await this.do(step);
    }
    this.lines = [];
    for (let round = 0; round < SETTLED_WITHIN; round++) await this.outbox.wake();
    return this.faults();
  }

  async do({ does, text, about, slot }) {
    if (does === "write") await this.write({ kind: "note", about, fields: { text } });
    if (does === "replace") await this.write({ kind: "note", about, slot, fields: { text } });
    if (does === "wake") await this.outbox.wake();
    if (does === "wake together") {
      const going = this.outbox.wake();
      await this.write({ kind: "note", about, slot, fields: { text } });
      await Promise.all([going, this.outbox.wake()]);
    }
    if (does === "confirm") await this.confirm();
  }

  async write(what) {
    const before = new Set((await this.outbox.records()).map(({ id }) => id));
    const record = await this.outbox.put(what);
    this.written.set(record.id, record);
    const after = new Set((await this.outbox.records()).map(({ id }) => id));
    for (const id of before) if (!after.has(id)) this.gone(id, record);
  }

  /** A record that left without an answer may only have made room for what is newer in the same place. */
  gone(id, record) {
    const older = this.written.get(id);
    if (older?.slot && older.slot === record.slot && older.about === record.about) this.replaced.add(id);
  }

  /** She sends all the same what was refused: mended, as something new. */
  async confirm() {
    const refused = (await this.outbox.records()).find((record) => record.refused);
    if (!refused) return;
    await this.outbox.drop(refused.id);
    this.replaced.add(refused.id);
    await this.write({ kind: "note", about: refused.about, fields: { text: "good, mended" }, corrects: refused.id });
  }

  async hand({ records }) {
    const line = this.lines.shift() ?? "open";
    await null;
    if (line === "cut before") throw new TypeError("no line");
    if (line === "hotspot") return new Response("<h1>Welcome</h1>", { headers: { "Content-Type": "text/html" } });
    if (line === "signed-out") return answer([], 401);
    if (line === "slow-down") return answer(this.takeAll(records.slice(0, this.chance(records.length + 1))), 429);
    const outcomes = this.takeAll(records);
    if (line === "cut after") throw new TypeError("no line");
    if (line === "part") return answer(outcomes.filter(() => this.chance(2)));
    if (line === "shuffled") return answer(shuffled(outcomes, this.chance));
    if (line === "twice") {
      this.takeAll(records);
      return answer([...outcomes, ...outcomes]);
    }
    return answer(outcomes);
  }

  takeAll(records) {
    return records.map((record) => ({ ack: record.id, ...this.take(record) }));
  }

  take(record) {
    const known = this.portal.get(record.id);
    if (known && this.fault !== "takes twice") return { state: known === "applied" ? "duplicate" : known, sentence: "Why." };
    if (this.fault === "forgets what was cut" && this.chance(3) === 0) return { state: "applied" };
    const { text } = record.fields;
    const state = text.startsWith("bad") ? "refused" : text.startsWith("late") ? "held" : "applied";
    this.portal.set(record.id, state);
    if (state === "applied") this.arrived.push(record.id);
    return { state, sentence: "Why." };
  }

  /** What she wrote in the same place while it was on its way stands for it. */
  isWrittenOver(id) {
    const older = this.written.get(id);
    const isNewer = ({ slot, about, place }) => slot === older.slot && about === older.about && place > older.place;
    return Boolean(older.slot) && [...this.written.values()].some(isNewer);
  }

  async faults() {
    const left = await this.outbox.records();
    const found = [];
    if (new Set(this.arrived).size < this.arrived.length) found.push("something counts twice");
    for (const { id, refused } of left) if (!refused) found.push(`${id} waits although the line is open`);
    for (const { id, refused } of left) if (refused && this.portal.get(id) !== "refused") found.push(`${id} is not refused`);
    const here = new Set(left.map(({ id }) => id));
    for (const [id, { fields }] of this.written) {
      const state = this.portal.get(id);
      if (!state && !this.replaced.has(id)) found.push(`${fields.text} is lost`);
      const isMended = this.replaced.has(id) || this.isWrittenOver(id);
      if (state === "refused" && !here.has(id) && !isMended) found.push(`${fields.text}, refused, is gone`);
      const said = new Set(this.told.get(id));
      if (said.size > 1) found.push(`${fields.text} was said to be ${[...said].join(" and ")}`);
    }
    for (const about of ["shop", "field"]) {
      const places = this.arrived.map((id) => this.written.get(id)).filter((record) => record?.about === about);
      if (places.some(({ place }, index) => index && place < places[index - 1].place)) found.push(`${about} is out of order`);
    }
    return found;
  }
}

function answer(outcomes, status = 200) {
  return new Response(JSON.stringify({ outcomes }), { status, headers: { "Content-Type": "application/json" } });
}

/** Whole numbers below what is asked, the same for the same seed. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function shuffled(things, chance) {
  return things.map((thing) => [chance(1000), thing]).sort(([one], [other]) => one - other).map(([, thing]) => thing);
}
