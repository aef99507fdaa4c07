/** What awaits her, with the questions behind it: where she has begun them on this phone, they are open. */

import { outboxOf } from "../submissions/outbox.js";
import { openDoor } from "./door.js";
import "./attempt.js";

const { attempt, person } = document.getElementById("answers").dataset;
const outbox = outboxOf(person);

const begun = [...(await outbox.records(attempt)), ...(await outbox.received(attempt))];
if (begun.length) openDoor();
