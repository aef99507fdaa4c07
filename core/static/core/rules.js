/**
 * What the portal would refuse in a field of a form, found on the phone, by the kind of the field (core/forms/fields.py).
 */

import { lettersIn } from "./letters.js";
import { isTooLong, numberIn, plain } from "./numbers.js";

const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** A number and a word: the names of months in four languages are the portal's to read (core/month_names.py). */
const WITH_A_NAME = /\p{Nd}.*\p{L}|\p{L}.*\p{Nd}/u;
const PAISE = 2;
const LONGEST_TEXT = 10000;

/**
 * The name of what is wrong: "noNumber", "noWhole", "noRupees", "noPaise", "belowNothing", "numberTooLong", "noDay",
 * "noSuchDay" or "tooLong"; "" for nothing.
 *
 * @param {string | undefined} kind @param {string} typed
 */
export function faultIn(kind, typed) {
  if (kind === "number" || kind === "whole" || kind === "money" || kind === "date") {
    return typed.trim() ? RULES[kind](typed) : "";
  }
  return lettersIn(typed) > LONGEST_TEXT ? "tooLong" : "";
}

/** "tooSmall" or "tooLarge" where a number lies outside its limits; "" where it does not. @param {string} typed */
export function outside(typed, least = "", most = "") {
  const number = numberIn(typed);
  if (!number) return "";
  const value = Number(number.sign + number.whole + number.fraction);
  if (least && value < Number(least)) return "tooSmall";
  return most && value > Number(most) ? "tooLarge" : "";
}

/**
 * The name of a rule that a form has of its own for a field and `typed` breaks, "" for none: `data-under` and
 * `data-no-more-than` are a number and the name of a field that says one, `data-earliest` a day as year-month-day. What
 * the form says then stands beside it, as `data-under-words`.
 *
 * @param {string} typed @param {DOMStringMap} rules @param {(name: string) => string} saidIn what another field says
 */
export function brokenOf(typed, { under, noMoreThan, earliest }, saidIn) {
  if (under && numberIn(typed) && !isUnder(typed, under)) return "under";
  if (noMoreThan && isUnder(saidIn(noMoreThan), typed)) return "noMoreThan";
  const day = earliest ? dayIn(typed) : "";
  return day && day < earliest ? "earliest" : "";
}

/** False also where one of them is no number. @param {string} typed @param {string} limit */
function isUnder(typed, limit) {
  const [one, other] = [typed, limit].map(numberIn).map((number) => number && Number(number.sign + number.whole + number.fraction));
  return one !== null && other !== null && one < other;
}

/** As year-month-day; "" for what only the portal can read. @param {string} typed */
function dayIn(typed) {
  return partsOf(plain(typed).trim()).map((part) => part.padStart(2, "0")).join("-");
}

const RULES = {
  number: (typed) => (numberIn(typed) ? "" : unread(typed, "noNumber")),
  whole: (typed) => {
    const number = numberIn(typed);
    return number && !/[1-9]/.test(number.fraction) ? "" : unread(typed, "noWhole");
  },
  money: (typed) => {
    const number = numberIn(typed);
    if (!number) return unread(typed, "noRupees");
    if (number.fraction.replace(/0+$/, "").length > 1 + PAISE) return "noPaise";
    return number.sign && /[1-9]/.test(number.whole + number.fraction) ? "belowNothing" : "";
  },
  date: (typed) => (WITH_A_NAME.test(typed) ? "" : dayFault(plain(typed).trim())),
};

/** @param {string} typed @param {string} fault */
function unread(typed, fault) {
  return isTooLong(typed) ? "numberTooLong" : fault;
}

/** @param {string} text */
function dayFault(text) {
  const [y, m, d] = partsOf(text);
  if (!y) return "noDay";
  const read = new Date(0);
  read.setUTCFullYear(Number(y), Number(m) - 1, Number(d));
  const isThere = Number(y) && read.getUTCMonth() === Number(m) - 1 && read.getUTCDate() === Number(d);
  return isThere ? "" : "noSuchDay";
}

/** Year, month and day as they were typed; none where it is no day. @param {string} text @returns {string[]} */
function partsOf(text) {
  const [, day, month, year] = text.match(DAY_FIRST) ?? [];
  return year ? [year, month, day] : (text.match(YEAR_FIRST) ?? []).slice(1);
}
