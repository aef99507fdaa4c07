/** "Teach this" in the browser: the lesson beside it can be tried as learners try it. Without it all of it is read. */

import { startLiveSums } from "./live_sum.js";
import { startPlayers } from "./player.js";
import { answerSelfChecks } from "./self_check.js";

answerSelfChecks();
startPlayers();
startLiveSums();
