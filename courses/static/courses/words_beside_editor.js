/**
 * Beside the editor of a page in the admin: the words of its course that its source says, and how they are said in its
 * language. The portal finds them; without them nothing is shown.
 */

const editor = location.pathname.match(/^(.*)\/pages\/(\d+)\/edit\/$/);
if (editor) showWords(`${editor[1]}/translations/${editor[2]}/words/`);

/** @param {string} address */
async function showWords(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (!answer?.ok) return;
  const words = document.createRange().createContextualFragment(await answer.text());
  document.body.append(words);
}

export {};
