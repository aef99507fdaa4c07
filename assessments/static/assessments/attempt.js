/**
 * The questions of an attempt: each answer is kept on the phone and sent as it is given. Without this script the form
 * is saved and handed in by its buttons.
 */

import { OneAtATime } from "../core/one_at_a_time.js";
import { outboxOf } from "../submissions/outbox.js";
import { Clock } from "./clock.js";
import { guardHandIn } from "./hand_in.js";
import { enhanceHotspot } from "./hotspot.js";
import { enhanceOrder } from "./order.js";
import { markUsedPartners } from "./pairs.js";
import { Question } from "./question.js";
import { readAgain } from "./read_again.js";

const PAUSE_IN_TYPING = 600;

const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
const about = form.dataset.attempt;
const outbox = outboxOf(form.dataset.person);
const questions = new Map(
  [...form.querySelectorAll("fieldset[data-position]")].map((fieldset) => [
    fieldset.dataset.position,
    new Question(fieldset),
  ]),
);
const steps = new OneAtATime({
  parts: [...questions.values()].map(({ fieldset }) => [fieldset]),
  end: document.getElementById("hand-in"),
  walk: form.querySelector("[data-walk-questions]"),
  choice: document.querySelector("[data-one-question]"),
  remembered: "portal-one-question",
  isUsual: matchMedia("(max-width: 40rem)").matches,
  isEndDue: () => openOnes().length === 0,
  holds: isHeldAt,
  onShow: markHere,
});
let typing = 0;
let told = "";
const clock = clockOf(form.ownerDocument.querySelector("[data-clock]"));
let beginning = /** @type {Promise<void> | null} */ (null);

outbox.addEventListener("outcome", ({ detail }) => {
  if (detail.record.about === about && detail.record.kind === "answer") showOutcome(detail);
});
outbox.addEventListener("line", showLine);
outbox.store.setNote(`handed-in ${about}`, null);
// Before what is kept is read, which takes its time on a slow phone: what she does meanwhile counts.
listen();
const isGuarded = guardHandIn(form, outbox, writeAll);
const received = await outbox.received(about);
await Promise.all([...questions.values()].map(restore));
for (const question of questions.values()) {
  const { kind } = question.fieldset.dataset;
  if (kind === "order") enhanceOrder(question, () => keep(question));
  if (kind === "hotspot") enhanceHotspot(question, () => keep(question));
  if (kind === "match") markUsedPartners(question.fieldset);
}
showScripted();
countAnswered();
steps.start(whereToBegin);
await isGuarded;
await runClock();
(document.querySelector("[data-still-open]") ?? document.querySelector(".error-summary"))?.focus();
outbox.wake();

/**
 * Put an answer that never reached the portal back into the form, if it is newer than the one shown, and one that reached
 * it after this page was drawn; and take up what she answered while this script was still on its way.
 */
async function restore(question) {
  const entry = (await outbox.records(about)).find(({ slot }) => slot === question.position);
  if (question.isTouched) return write(question);
  for (const later of received.filter(({ slot }) => slot === question.position)) {
    if (later.seen !== question.answer || !question.isOf(later.fields)) continue;
    question.fill(later.fields);
    Object.assign(question, { answer: later.id, answeredAt: Date.parse(later.device_at), isKept: true });
    question.showState("saved");
  }
  if (entry && isNewer(entry, question)) {
    if (question.isOf(entry.fields)) {
      question.fill(entry.fields);
      question.answer = entry.id;
    }
    question.showState(entry.refused ? stateOfRefused(question) : "saving");
    question.showError(entry.refused?.sentence ?? "");
  } else if (entry) await outbox.drop(entry.id);
}

/** Newer for sure than the answer it was given over; otherwise by the clocks of phone and portal. */
function isNewer(entry, { answer, answeredAt }) {
  if (entry.id === answer) return false;
  return !answer || entry.seen === answer || Date.parse(entry.device_at) > answeredAt;
}

/** Keep the answer; sending is another step. What cannot be a number is said to be none and stays in its field. */
function write(question) {
  question.showError(question.isNoNumber ? form.dataset.noNumber : "");
  countAnswered();
  question.writing = question.writing.catch(() => null).then(() => keepAnswer(question));
  return question.writing;
}

/** Where an answer has arrived before what cannot be read, that one counts, and she is told. */
function stateOfRefused({ isKept }) {
  return isKept ? "still" : "";
}

/** One after the other, for each says over which answer it was written. */
async function keepAnswer(question) {
  const { fields, position, isNoNumber } = question;
  const isEmpty = Object.keys(fields).length === 0;
  if (isEmpty) {
    for (const { id, seen } of (await outbox.records(about)).filter(({ slot }) => slot === position)) {
      await outbox.drop(id);
      if (question.answer === id) question.answer = seen; // what she writes next stands over what has arrived
    }
    question.showState(question.isKept ? "earlier" : "");
    return;
  }
  question.showState(isNoNumber ? stateOfRefused(question) : "saving");
  const title = `${form.dataset.title}: ${question.fieldset.querySelector("legend").innerText}`;
  await begin();
  const { words, answer: seen } = question;
  const written = { kind: "answer", about, slot: position, title, words, seen, isRemembered: true };
  // What is no number lies here too, not to be sent: a page that is drawn anew shows it, and not the answer before it.
  const refused = { code: "answer_without_shape", sentence: form.dataset.noNumber, field: `q${position}` };
  const record = await outbox.put({
    ...written,
    fields: { ...fields, position, "seen:mark": question.mark },
    refusal: () => (isNoNumber ? refused : null),
  });
  question.answer = record.id;
}

/** Before the first answer to questions that were opened only: that she begins them, for the portal to know. */
function begin() {
  beginning ??= noteBeginning();
  return beginning;
}

async function noteBeginning() {
  const { lesson, sealed } = form.dataset;
  if (!sealed) return; // without a look into the store: whoever answers and goes at once loses nothing by it
  const known = [...(await outbox.records(about)), ...(await outbox.received(about))];
  if (known.some(({ slot }) => slot === "begin")) return;
  const fields = { "seen:lesson": lesson, "seen:sealed": sealed };
  await outbox.put({ kind: "attempt-begin", about, slot: "begin", fields, isRemembered: true });
}

/** @param {HTMLElement | null} element */
function clockOf(element) {
  return element && new Clock(element, handInNow);
}

/** At the portal's word, where it saw her begin; else from when she began on this phone. */
async function runClock() {
  if (!clock) return;
  const { left, minutes } = clock.element.dataset;
  if (left) return clock.run(Number(left) * 1000);
  const known = [...(await outbox.records(about)), ...(await outbox.received(about))];
  const begun = known.find(({ slot }) => slot === "begin");
  if (begun) clock.run(Number(minutes) * 60000 - Math.max(0, Date.now() - Date.parse(begun.device_at)));
}

/** Time is up: as it stands. */
function handInNow() {
  form.toggleAttribute("data-is-over", true);
  form.requestSubmit(/** @type {HTMLElement} */ (form.querySelector("button[name=anyway]")));
}

/** All that she has answered lies in the outbox, behind that she begins: what says that she hands in comes after it. */
async function writeAll() {
  await begin();
  await Promise.allSettled([...questions.values()].map(({ writing }) => writing));
}

async function keep(question) {
  clearTimeout(typing);
  await write(question);
  outbox.wake();
}

function sendSoon() {
  clearTimeout(typing);
  typing = setTimeout(() => outbox.wake(), PAUSE_IN_TYPING);
}

/** What stands in the fields may be newer than what was answered for. */
function showOutcome({ record, state, sentence }) {
  const question = questions.get(record.slot);
  if (state === "received") question.isKept = true;
  if (question.isNoNumber) return question.showState(stateOfRefused(question));
  if (question.answer !== record.id) return;
  const isEmptied = state === "received" && Object.keys(question.fields).length === 0;
  question.showState(state === "received" ? (isEmptied ? "earlier" : "saved") : stateOfRefused(question));
  question.showError(state === "received" ? "" : sentence);
  markDots();
}

async function showLine() {
  form.querySelector("[data-no-line]").hidden = outbox.line !== "offline" || form.hasAttribute("data-is-shut");
  if (outbox.line === "open") return;
  for (const record of await outbox.waiting(about)) {
    const question = questions.get(record.slot);
    // What is no number waits for nothing, and the answer before it may lie here still while that is written down.
    if (!question?.isNoNumber) question?.showState(outbox.whyHere(record));
  }
}

function openOnes() {
  return [...questions.values()].filter((question) => !question.isAnswered);
}

function countAnswered() {
  document.querySelector("[data-answered]").textContent = String(questions.size - openOnes().length);
  const open = document.querySelector("[data-open-questions]");
  open.hidden = openOnes().length === 0;
  for (const { fieldset, isAnswered } of questions.values()) open.querySelector(`[href="#${fieldset.id}"]`).hidden = isAnswered;
  markDots();
  steps.refresh();
}

function markDots() {
  for (const { fieldset, isAnswered, error } of questions.values()) {
    const dot = dotOf(fieldset);
    dot.dataset.dot = error.hidden ? (isAnswered ? "answered" : "open") : "wrong";
    dot.setAttribute("aria-label", dot.getAttribute(`data-words-${dot.dataset.dot}`));
  }
}

/** At what is no number she is held once, with the focus on what she typed: a second press goes on all the same. */
function isHeldAt(place) {
  const question = [...questions.values()][place];
  const said = `${question.position} ${question.text}`;
  if (!question.isNoNumber || told === said) return false;
  told = said;
  question.showError(form.dataset.noNumber);
  question.fieldset.querySelector("input[type=text]").focus();
  return true;
}

function markHere(place) {
  [...questions.values()].forEach(({ fieldset }, index) => {
    if (index === place) dotOf(fieldset).setAttribute("aria-current", "step");
    else dotOf(fieldset).removeAttribute("aria-current");
  });
}

function dotOf(fieldset) {
  return document.querySelector(`.quiz-dots [href="#${fieldset.id}"]`);
}

/** At what is wrong, else at the first that is open, else at the last, where it is handed in. */
function whereToBegin() {
  const all = [...questions.values()];
  const [wrong, open] = [all.findIndex(({ error }) => !error.hidden), all.findIndex(({ isAnswered }) => !isAnswered)];
  return [wrong, open].find((place) => place >= 0) ?? all.length - 1;
}

function showScripted() {
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
}

function listen() {
  // Where there is a time, it runs from when she sees the questions.
  form.addEventListener("opened", () => clock && begin().then(runClock));
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.getAttribute("name") === "save" && steps.isOn) steps.walkBy(1); // Enter in a number field
  });
  const questionOf = (event) => questions.get(event.target.closest("[data-position]")?.dataset.position);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "text") return;
    write(questionOf(event));
    sendSoon();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "text") outbox.wake();
    else keep(questionOf(event));
  });
  readAgain(about, answersThatHaveLeft, (page, before) => {
    for (const [position, answer] of before) {
      const question = questions.get(position);
      const drawn = page.querySelector(`fieldset[data-position="${position}"]`);
      if (drawn && question.answer === answer) question.take(new Question(drawn));
    }
    countAnswered();
    const left = page.querySelector("[data-clock]")?.dataset.left;
    if (clock && left) clock.run(Number(left) * 1000);
  });
}

/** {position: the answer that stands here}, but for what waits still. */
async function answersThatHaveLeft() {
  const waiting = new Set((await outbox.records(about)).map(({ slot }) => slot));
  const left = [...questions.values()].filter(({ position }) => !waiting.has(position));
  return new Map(left.map(({ position, answer }) => [position, answer]));
}
