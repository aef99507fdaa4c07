/**
 * The talk as it is seen: each message once, by its id, in the order of the portal's numbers, what waits at the end.
 *
 * @typedef {Object} Message
 * @property {string} id
 * @property {number} [sequence]  its number in the talk, where the portal has it
 * @property {number} [place]  its place among those that wait, where it has none
 * @property {string} author
 * @property {string} [name]
 * @property {string} body
 * @property {string} at
 * @property {{address: string, width?: number, height?: number}} [photo]
 * @property {{address: string, seconds: number | string}} [voice]
 */

import { clock } from "../core/sounds.js";
import { mustAsk } from "../submissions/outbox.js";
import { withLinks } from "./links.js";
import { asAddress } from "./photo.js";
import { startPlayer } from "./players.js";
import { asSound } from "./voice.js";

const NEAR = 160;

export class Log {
  #element;
  #moulds;
  #toNewest;
  #days;
  #articles = new Map();
  #reach;
  #last;

  /** @param {{element: HTMLElement, toNewest: HTMLButtonElement}} parts */
  constructor({ element, toNewest }) {
    const { timeZone, today, yesterday, delivered, read, last } = element.dataset;
    this.#element = element;
    this.#toNewest = toNewest;
    this.#moulds = { own: mould("own-message"), other: mould("other-message"), photo: mould("photo"), voice: mould("voice"), ticks: mould("ticks") };
    this.#days = new Days(timeZone, { today, yesterday });
    this.#reach = { delivered: Number(delivered), read: Number(read) };
    this.#last = Number(last);
    for (const article of element.querySelectorAll("[data-id]")) this.#articles.set(article.dataset.id, article);
    toNewest.addEventListener("click", () => this.toEnd());
    window.addEventListener("scroll", () => this.#isNearEnd() && (toNewest.hidden = true), { passive: true });
  }

  /** The number up to which every message is here. */
  get last() {
    return this.#last;
  }

  /** Whether a message has a number, that is: the portal has it. */
  has(id) {
    return Boolean(this.#articles.get(id)?.dataset.sequence);
  }

  /** Messages from the portal. They follow on what is here, so the last of them moves `last` on. */
  show(messages) {
    if (!messages.length) return;
    const isNear = this.#isNearEnd();
    const strangers = messages.filter(({ id, author }) => !this.#articles.has(id) && !this.#isOwn(author));
    messages.forEach((message) => this.#place(message));
    this.#last = Math.max(this.#last, messages[messages.length - 1].sequence);
    this.#tidy();
    if (isNear) this.toEnd();
    else if (strangers.length) this.#toNewest.hidden = false;
  }

  /** A message that waits here; what goes by itself is asked nothing about. @param {import("../submissions/store.js").Kept} record */
  showWaiting(record) {
    const { id, device_at, refused } = record;
    if (this.has(id)) return;
    this.#place(this.#asMessage(record));
    const sentence = refused?.sentence ?? (mustAsk(record) ? this.#ageQuestion(id, device_at) : "");
    this.#question(this.#articles.get(id), sentence, !refused?.isHeld);
    this.#tidy();
  }

  /** The portal has kept a waiting message under this number. */
  arrived(record, sequence) {
    if (this.has(record.id)) return;
    this.#place({ ...this.#asMessage(record), sequence });
    this.#tidy();
  }

  /** Take away what waits no longer: all without a number that is not among `ids`. */
  keepOnly(ids) {
    for (const [id, article] of this.#articles) {
      if (this.has(id) || ids.has(id)) continue;
      article.remove();
      this.#articles.delete(id);
    }
    this.#tidy();
  }

  /** How far the others have come. */
  setReach(reach) {
    this.#reach = reach;
    this.#articles.forEach((article) => this.#tick(article));
  }

  toEnd() {
    this.#toNewest.hidden = true;
    window.scrollTo(0, document.documentElement.scrollHeight);
  }

  /* ---- drawing ---- */

  /** @param {import("../submissions/store.js").Kept} record @returns {Message} */
  #asMessage({ id, fields, device_at, place }) {
    const photo = fields.photo && { address: asAddress(String(fields.photo)) };
    const voice = fields.voice && { address: asSound(String(fields.voice)), seconds: String(fields.seconds) };
    return { id, place, body: String(fields.body), at: device_at, author: this.#element.dataset.person, photo, voice };
  }

  #isOwn(author) {
    return author === this.#element.dataset.person;
  }

  #isNearEnd() {
    const page = document.documentElement;
    return page.scrollHeight - window.innerHeight - window.scrollY < NEAR;
  }

  /** @param {Message} message */
  #place({ id, sequence, place, author, name, body, at, photo, voice }) {
    const article = this.#articles.get(id) ?? this.#draw(id, author, name);
    if (sequence) article.dataset.sequence = sequence;
    else article.dataset.place = place;
    article.dataset.at = at;
    const words = article.querySelector(".message__body");
    const from = this.#isOwn(author) ? undefined : name;
    if (photo) this.#showPhoto(article, photo, from);
    if (voice) this.#showVoice(article, voice, from);
    if (words.textContent !== body) words.replaceChildren(...withLinks(body));
    const time = article.querySelector("time");
    time.dateTime = at;
    fill(time, this.#days.timeOf(at));
    this.#tick(article);
    this.#putInOrder(article);
    if (sequence) this.#question(article, "");
  }

  #draw(id, author, name) {
    const own = this.#isOwn(author);
    const article = (own ? this.#moulds.own : this.#moulds.other).content.firstElementChild.cloneNode(true);
    article.dataset.id = id;
    if (!own) article.querySelector(".message__author").textContent = name;
    this.#articles.set(id, article);
    return article;
  }

  /** One that was shown from the phone stays; without a `name` it is one's own. */
  #showVoice(article, { address, seconds }, name) {
    if (article.querySelector("[data-voice]")) return;
    const box = this.#moulds.voice.content.firstElementChild.cloneNode(true);
    const label = name ? box.getAttribute("aria-label").replace("{name}", name) : box.dataset.own;
    for (const named of [box, box.querySelector("audio")]) named.setAttribute("aria-label", label);
    box.querySelector("audio").src = address;
    box.querySelector("[data-sound=time]").textContent = clock(Number(seconds));
    article.querySelector(".message__body").before(box);
    startPlayer(box);
  }

  /**
   * One that was shown from the phone stays, and leads to the portal's once that has it; without a `name` it is one's own.
   *
   * @param {Element} article @param {Message["photo"]} photo @param {string} [name]
   */
  #showPhoto(article, photo, name) {
    const { address, width, height } = photo;
    const isAtThePortal = !address.startsWith("data:");
    let link = article.querySelector(".message__photo");
    if (!link) {
      const isNear = this.#isNearEnd();
      link = this.#moulds.photo.content.firstElementChild.cloneNode(true);
      const picture = link.querySelector("img");
      picture.alt = name ? picture.alt.replace("{name}", name) : picture.dataset.own;
      if (width) Object.assign(picture, { width, height });
      else picture.addEventListener("load", () => isNear && this.toEnd(), { once: true });
      picture.src = address;
      article.querySelector(".message__body").before(link);
    }
    if (isAtThePortal) link.href = address;
  }

  /** What stands right is not moved: that would take the focus from it and have it read out again. */
  #putInOrder(article) {
    const all = [...this.#element.querySelectorAll("[data-id]")];
    const next = all.find((other) => numberOf(other) > numberOf(article)) ?? null;
    if (!article.parentElement || nextMessage(article) !== next) this.#element.insertBefore(article, next);
  }

  #tick(article) {
    const shown = article.querySelector("[data-ticks]");
    const state = this.#stateOf(article);
    if (!shown || shown.dataset.ticks === state) return;
    shown.replaceWith(this.#moulds.ticks.content.querySelector(`[data-ticks="${state}"]`).cloneNode(true));
  }

  #stateOf({ dataset: { sequence } }) {
    if (!sequence) return "waiting";
    if (Number(sequence) <= this.#reach.read) return "read";
    return Number(sequence) <= this.#reach.delivered ? "delivered" : "sent";
  }

  #ageQuestion(id, deviceAt) {
    const { ask } = this.#articles.get(id).querySelector('[data-part="question"]').dataset;
    return ask.replace("{moment}", `${this.#days.dayOf(deviceAt)}, ${this.#days.timeOf(deviceAt)}`);
  }

  /** The sentence at a message that does not go by itself, and whether something can be done about it here. */
  #question(article, sentence, canBeMended = true) {
    const question = article.querySelector('[data-part="question"]');
    if (!question) return;
    question.hidden = !sentence;
    question.querySelector(".button-row").hidden = !canBeMended;
    fill(question.querySelector('[data-part="sentence"]'), sentence);
    article.classList.toggle("message--failed", Boolean(sentence));
    const ticks = article.querySelector("[data-ticks]");
    if (ticks) ticks.hidden = Boolean(sentence);
  }

  /** A line with the day wherever a new one begins; only what is wrong is touched, so nothing is read out twice. */
  #tidy() {
    let day = "";
    for (const article of this.#element.querySelectorAll("[data-id]")) {
      const next = this.#days.dayOf(article.dataset.at);
      this.#separate(article, next === day ? "" : next);
      day = next;
    }
    for (const line of this.#element.querySelectorAll("[data-day]")) {
      if (!line.nextElementSibling?.dataset.id) line.remove();
    }
  }

  #separate(article, day) {
    const before = article.previousElementSibling;
    let line = before?.dataset.day ? before : null;
    if (line && line.dataset.day !== day) {
      line.remove();
      line = null;
    }
    if (!day) return;
    if (!line) {
      line = document.createElement("p");
      line.className = "messages__day";
      line.dataset.day = day;
      article.before(line);
    }
    fill(line, this.#days.nameOf(day));
  }
}

/** Days and times as the portal writes them: its time zone, 23-11-2026, 18:40. */
class Days {
  #format;
  #words;

  constructor(timeZone, words) {
    /** @type {Intl.DateTimeFormatOptions} */
    const twoDigits = { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    this.#format = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", ...twoDigits });
    this.#words = words;
  }

  dayOf(moment) {
    const { day, month, year } = this.#partsOf(moment);
    return `${day}-${month}-${year}`;
  }

  timeOf(moment) {
    const { hour, minute } = this.#partsOf(moment);
    return `${hour}:${minute}`;
  }

  nameOf(day) {
    const now = Date.now();
    if (day === this.dayOf(now)) return this.#words.today;
    return day === this.dayOf(now - 24 * 60 * 60 * 1000) ? this.#words.yesterday : day;
  }

  #partsOf(moment) {
    return Object.fromEntries(this.#format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  }
}

function mould(id) {
  return document.getElementById(id);
}

/** What has no number yet stands by the moment it was written, which is greater than any number. */
function numberOf({ dataset: { sequence, place } }) {
  return Number(sequence ?? place);
}

function nextMessage(article) {
  let next = article.nextElementSibling;
  while (next && !next.dataset.id) next = next.nextElementSibling;
  return next;
}

/** Set a text only where it differs, so that a screen reader hears what is new and nothing else. */
function fill(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
