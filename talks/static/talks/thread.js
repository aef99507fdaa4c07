/**
 * The page of a talk. Without this script it is read and written by loading it; with it messages come and go by
 * themselves, and what is written lies in the outbox of the phone until the portal has it.
 */
import { mustAsk, outboxOf } from "../submissions/outbox.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { PlainTalk } from "./plain.js";
import { Receipts } from "./receipts.js";

const form = document.getElementById("composer");
const element = document.getElementById("messages");
const line = document.getElementById("connection");
const { person } = element.dataset;
const { thread } = form.dataset;
const draft = `draft ${thread}`;

const outbox = outboxOf(person);
const log = new Log({ element, toNewest: document.getElementById("to-newest") });
const composer = new Composer(form, (text) => outbox.store.setNote(draft, text), write);
const connection = new Connection(
  {
    address: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${form.dataset.socket}`,
    person,
    after: () => log.last,
  },
  new PlainTalk({
    addresses: { messages: form.dataset.messages, receipts: form.dataset.receipts },
    token: form.elements.csrfmiddlewaretoken.value,
  }),
  { news: showNews, ready: goOn, state: showState },
);
const receipts = new Receipts({ last: () => log.last, tell: (reached) => connection.tell(reached) });
/** What the portal keeps apart is no longer in the outbox; this page shows it as long as it is open. */
const held = new Map();
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
await showQueue();
log.toEnd();

/** Kept first, shown as waiting, then sent. @param {import("./composer.js").Draft} draft */
async function write({ body, corrects }) {
  await outbox.put({ kind: "message", about: thread, title: form.dataset.title, fields: { body }, corrects, asks: true });
  await showQueue();
  log.toEnd();
  outbox.wake();
}

/** There is a line: what has waited can go. */
function goOn() {
  outbox.wake();
  receipts.check();
}

/** The portal has answered for a message: kept under a number, kept apart, or refused with a reason. */
async function settle({ record, state, sentence, facts }) {
  if (state === "received") return log.arrived(record, facts.sequence);
  if (state === "held") held.set(record.id, { ...record, refused: { sentence, isHeld: true } });
  await showQueue();
  log.toEnd();
}

function showNews(messages, members) {
  log.show(messages);
  showReach(members);
  showQueue();
  receipts.check();
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
  if (!record) return;
  await composer.take({ body: String(record.fields.body), corrects: record.refused ? id : record.corrects });
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
