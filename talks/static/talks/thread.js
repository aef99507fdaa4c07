/**
 * The page of a talk. Without this script it is read and written by loading it; with it messages come and go by
 * themselves, and what is written lies in the outbox of the phone until the portal has it.
 */
import { mustAsk, outboxOf } from "../submissions/outbox.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { PhotoPick } from "./photo.js";
import { startPlayer } from "./players.js";
import { PlainTalk } from "./plain.js";
import { Receipts } from "./receipts.js";
import { VoicePick } from "./voice.js";

const form = document.getElementById("composer");
const element = document.getElementById("messages");
const line = document.getElementById("connection");
const { person } = element.dataset;
const { thread } = form.dataset;
const draft = `draft ${thread}`;

const outbox = outboxOf(person);
const log = new Log({ element, toNewest: document.getElementById("to-newest") });
const photo = new PhotoPick(form, (chosen) => outbox.store.setNote(`photo ${thread}`, chosen));
const voice = new VoicePick(form, (spoken) => outbox.store.setNote(`voice ${thread}`, spoken));
const composer = new Composer(form, photo, voice, (text) => outbox.store.setNote(draft, text), write);
const connection = new Connection(
  {
    address: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${form.dataset.socket}`,
    person,
    after: () => log.last,
  },
  new PlainTalk({ messages: form.dataset.messages, receipts: form.dataset.receipts }),
  { news: showNews, ready: goOn, state: showState },
);
const receipts = new Receipts({ last: () => log.last, tell: (reached) => connection.tell(reached) });
/** What the portal keeps apart is no longer in the outbox; this page shows it as long as it is open. */
const held = new Map();
/** What is being taken back: pressed twice, it is taken back once. */
const taking = new Set();
let waiting = 0;

element.addEventListener("click", press);
outbox.lendWay(thread, connection.way);
outbox.addEventListener("changed", showQueue);
outbox.addEventListener("outcome", ({ detail }) => detail.record.about === thread && settle(detail));
document.getElementById("read-again").hidden = true;
line.hidden = false;
history.scrollRestoration = "manual";
connection.start();
outbox.store.note(draft).then((kept) => kept && composer.restore(kept));
element.querySelectorAll("[data-voice]").forEach(startPlayer);
outbox.store.note(`voice ${thread}`).then((kept) => kept && !voice.value && voice.show(kept));
outbox.store.note(`photo ${thread}`).then((kept) => kept && !photo.value && photo.show(kept));
await showQueue();
log.toEnd();

/** Kept first, shown as waiting, then sent. @param {import("./composer.js").Draft} draft */
async function write({ body, corrects, photo, spoken }) {
  if (photo && spoken) {
    await write({ body: "", corrects: "", photo, spoken: null }); // a message carries one of them
    photo = "";
  }
  const seen = { "seen:last": String(log.last) }; // what came later she answers as little as she has read it
  const fields = { body, ...(photo && { photo }), ...spoken, ...seen };
  const words = [photo && wordOf("photo"), spoken && wordOf("voice"), body].filter(Boolean);
  await outbox.put({ kind: "message", about: thread, title: form.dataset.title, fields, words, corrects, asks: true });
  await showQueue();
  log.toEnd();
  outbox.wake();
}

/** @param {string} what */
function wordOf(what) {
  return /** @type {HTMLElement} */ (form.querySelector(`[data-part="${what}-said"]`)).dataset.word;
}

/** There is a line: what has waited can go. */
function goOn() {
  outbox.wake();
  receipts.check();
}

/** The portal has answered for a message: kept under a number, kept apart, or refused with a reason. */
async function settle({ record, state, sentence, facts }) {
  if (state === "received") {
    log.arrived(record, facts.sequence);
    return tellGrown();
  }
  if (state === "held") held.set(record.id, { ...record, refused: { sentence, isHeld: true } });
  await showQueue();
  log.toEnd();
}

function showNews(messages, members) {
  log.show(messages);
  showReach(members);
  showQueue();
  receipts.check();
  if (messages.length) tellGrown();
}

/** What the phone keeps of this page is older now than what stands in it. */
function tellGrown() {
  document.dispatchEvent(new Event("grown"));
}

function showReach(members) {
  const others = members.filter((member) => member.person !== person);
  const least = (what) => (others.length ? Math.min(...others.map((member) => member[what])) : 0);
  log.setReach({ delivered: least("delivered"), read: least("read") });
  const own = members.find((member) => member.person === person);
  if (own) receipts.known(own);
}

/** What the portal has, by whatever way it came there, waits no longer. */
async function showQueue() {
  const records = await outbox.records(thread);
  const queue = [...records.filter(({ id }) => !log.has(id)), ...held.values()];
  waiting = queue.filter((record) => !record.refused && !mustAsk(record)).length;
  queue.forEach((record) => log.showWaiting(record));
  log.keepOnly(new Set(queue.map(({ id }) => id)));
  document.getElementById("nothing-yet").hidden = element.childElementCount > 0;
  showState(connection.state);
  for (const { id } of records) if (log.has(id)) await outbox.drop(id);
}

/** A press on a message that does not go by itself: send it all the same, or take it back and write it anew. */
async function press({ target }) {
  const button = target.closest("[data-press]");
  const id = button?.closest("[data-id]").dataset.id;
  if (button?.dataset.press === "send") await outbox.confirm(id);
  if (button?.dataset.press === "edit") await takeBack(id);
}

async function takeBack(id) {
  const record = (await outbox.records(thread)).find((each) => each.id === id);
  if (!record || taking.has(id)) return;
  taking.add(id);
  const { body, photo, voice, seconds } = record.fields;
  const spoken = voice ? { voice: String(voice), seconds: String(seconds) } : null;
  await composer.take({ body: String(body), photo: photo && String(photo), spoken, corrects: record.refused ? id : record.corrects });
  await outbox.drop(id);
}

function showState(state) {
  const plural = new Intl.PluralRules(document.documentElement.lang).select(waiting) === "one" ? "One" : "Other";
  const words = (waiting && line.dataset[state + plural]) || line.dataset[state];
  const sentence = words.replace("{number}", waiting);
  const shown = line.querySelector('[data-part="words"]');
  if (shown.textContent !== sentence) shown.textContent = sentence;
  line.querySelector('[data-part="no-network"]').hidden = state !== "offline";
  line.classList.toggle("connection-state--live", state === "live" || state === "polling");
  line.classList.toggle("connection-state--offline", ["offline", "paused", "closed"].includes(state));
  if (state === "closed") close();
}

function close() {
  const notice = document.getElementById("closed");
  if (!notice.hidden) return;
  notice.hidden = false;
  composer.close();
  log.toEnd();
}
