/**
 * The page of a talk. Without this script it is read and written by loading it; with it messages come and go by
 * themselves, and what is written without a network waits on the phone until the portal has it.
 */
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { Draft, Outbox, mustAsk } from "./outbox.js";
import { PlainTalk } from "./plain.js";
import { Receipts } from "./receipts.js";

const form = document.getElementById("composer");
const element = document.getElementById("messages");
const line = document.getElementById("connection");
const owner = { person: element.dataset.person, thread: form.dataset.thread };

const outbox = new Outbox(owner);
const log = new Log({ element, toNewest: document.getElementById("to-newest") });
const composer = new Composer(form, new Draft(owner), write);
const plain = new PlainTalk({
  addresses: { messages: form.dataset.messages, receipts: form.dataset.receipts },
  token: form.elements.csrfmiddlewaretoken.value,
  owner,
});
const connection = new Connection(
  {
    address: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${form.dataset.socket}`,
    person: owner.person,
    after: () => log.last,
    mustPoll: () => !document.hidden || outbox.waiting.length > 0,
  },
  plain,
  { news: showNews, ready: goOn, state: showState },
);
const receipts = new Receipts({ last: () => log.last, tell: (reached) => connection.tell(reached) });

element.addEventListener("click", press);
outbox.watch(showQueue);
document.getElementById("read-again").hidden = true;
line.hidden = false;
outbox.messages.filter(({ id }) => log.has(id)).forEach(({ id }) => outbox.drop(id));
showQueue();
history.scrollRestoration = "manual";
log.toEnd();
connection.start();

/** Kept first, shown as waiting, then sent. */
function write(body) {
  outbox.keep(body);
  showQueue();
  log.toEnd();
  send();
}

/** There is a line: what has waited can go. */
function goOn() {
  showQueue();
  send();
  receipts.check();
}

function send() {
  outbox.send((message) => connection.deliver(message), settled);
}

/** The portal has answered for a message: kept under a number, or refused with a reason. */
function settled(message, sequence) {
  if (sequence) log.arrived(message, sequence);
  showQueue();
  if (!sequence) log.toEnd();
}

function showNews(messages, members) {
  log.show(messages);
  messages.filter(({ author }) => author === owner.person).forEach(({ id }) => outbox.drop(id));
  showReach(members);
  showQueue();
  receipts.check();
}

function showReach(members) {
  const others = members.filter(({ person }) => person !== owner.person);
  const least = (what) => (others.length ? Math.min(...others.map((member) => member[what])) : 0);
  log.setReach({ delivered: least("delivered"), read: least("read") });
  const own = members.find(({ person }) => person === owner.person);
  if (own) receipts.known(own);
}

function showQueue() {
  const queue = outbox.messages;
  queue.forEach((message) => log.showWaiting(message, !message.refused && mustAsk(message)));
  log.keepOnly(new Set(queue.map(({ id }) => id)));
  document.getElementById("nothing-yet").hidden = element.childElementCount > 0;
  showState(connection.state);
}

/** A press on a message that does not go by itself: send it all the same, or take it back and write it anew. */
function press({ target }) {
  const button = target.closest("[data-press]");
  const id = button?.closest("[data-id]").dataset.id;
  if (button?.dataset.press === "send") outbox.confirm(id);
  if (button?.dataset.press === "edit") composer.take(outbox.drop(id)?.body ?? "");
  if (!button) return;
  showQueue();
  send();
}

function showState(state) {
  const number = outbox.waiting.length;
  const plural = new Intl.PluralRules(document.documentElement.lang).select(number) === "one" ? "One" : "Other";
  const words = (number && line.dataset[state + plural]) || line.dataset[state];
  const sentence = words.replace("{number}", number);
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
