/**
 * The questions of an attempt: each answer is kept on the phone and sent as it is given. Without this script the form
 * is saved and handed in by its buttons.
 */

import { guardHandIn } from "./hand_in.js";
import { Journal } from "./journal.js";
import { enhanceOrder } from "./order.js";
import { Question } from "./question.js";
import { Sender } from "./sender.js";

const PAUSE_IN_TYPING = 600;

const form = document.getElementById("answers");
const journal = new Journal(form.dataset.attempt);
const questions = new Map(
  [...form.querySelectorAll("fieldset[data-position]")].map((fieldset) => [
    fieldset.dataset.position,
    new Question(fieldset),
  ]),
);
const sender = new Sender(journal, form.dataset.saveAddress, form.elements.csrfmiddlewaretoken.value, showOutcome);
let typing;

journal.markHandedIn(false);
questions.forEach(restore);
questions.forEach((question) => {
  if (question.fieldset.dataset.kind === "order") enhanceOrder(question, () => keep(question));
});
showScripted();
countAnswered();
listen();
guardHandIn(form, journal, sender);
document.querySelector(".error-summary")?.focus();
sender.wake();

/**
 * Put an answer that never reached the portal back into the form, if it is newer than the one shown; and take up what
 * she answered while this script was still on its way.
 */
function restore(question) {
  const { position } = question;
  const entry = journal.entry(position);
  if (question.isTouched) write(question);
  else if (entry && isNewer(entry, question)) {
    question.fill(entry.values);
    question.showState(entry.refused ? "" : "saving");
    if (entry.refused) question.showError(entry.refused);
  } else if (entry) journal.drop(position);
  if (question.answer) journal.know(position, question.answer);
}

/** Newer than an answer sent from or shown here before, for sure; otherwise by the clocks of phone and portal. */
function isNewer(entry, { position, answer, answeredAt }) {
  if (entry.event === answer) return false;
  return !answer || journal.knows(position, answer) || Date.parse(entry.at) > answeredAt;
}

/** Write the answer into the journal; sending is another step. */
function write(question) {
  const { values, position } = question;
  question.showError("");
  if (values.length) journal.put(position, values);
  else journal.drop(position);
  question.showState(values.length ? "saving" : question.isKept ? "earlier" : "");
  countAnswered();
}

function keep(question) {
  clearTimeout(typing);
  write(question);
  sender.wake();
}

function sendSoon() {
  clearTimeout(typing);
  typing = setTimeout(() => sender.wake(), PAUSE_IN_TYPING);
}

function showOutcome(position, state, text = "") {
  const question = questions.get(position);
  const isRefused = state === "late" || state === "refused";
  const isEmptied = state === "saved" && question.values.length === 0;
  if (state === "saved") question.isKept = true;
  question.showState(isRefused ? "" : isEmptied ? "earlier" : state);
  question.showError(isRefused ? text : "");
}

function countAnswered() {
  const answered = [...questions.values()].filter((question) => question.isAnswered).length;
  document.querySelector("[data-answered]").textContent = answered;
  document.querySelector(".lesson-progress progress").value = answered;
}

function showScripted() {
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
}

function listen() {
  const questionOf = (event) => questions.get(event.target.closest("fieldset")?.dataset.position);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "text") return;
    write(questionOf(event));
    sendSoon();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "text") sender.wake();
    else keep(questionOf(event));
  });
  window.addEventListener("online", () => sender.wake());
  window.addEventListener("pageshow", () => sender.wake());
  document.addEventListener("visibilitychange", () => sender.wake());
}
