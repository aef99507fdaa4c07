/**
 * Sends to the portal and believes only its own acknowledgement.
 *
 * On the road there are captive portals that answer everything with a page of their own and the status 200, so what
 * she typed counts as saved only when the answer is JSON and says `{"saved": true}`.
 */

const PATIENCE_MS = 20000;

/**
 * Posts `body` to the address of `form`, with the form's CSRF token.
 *
 * Fields of a lesson's form are named by editors ("action" may be one), so the form is read by its attributes.
 *
 * @param {HTMLFormElement} form
 * @param {FormData} body
 * @param {{keepalive?: boolean}} options `keepalive` for the moment the page is left
 * @returns {Promise<"saved" | "waiting" | "refused">} "waiting" where trying again later may help by itself
 */
export async function acknowledgedPost(form, body, { keepalive = false } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      body,
      keepalive,
      signal: patience.signal,
      headers: { Accept: "application/json", "X-CSRFToken": tokenOf(form) },
    });
    return await outcomeOf(response);
  } catch {
    return "waiting";
  } finally {
    clearTimeout(timer);
  }
}

function tokenOf(form) {
  return form.querySelector("input[name=csrfmiddlewaretoken]").value;
}

async function outcomeOf(response) {
  if (response.status >= 500) return "waiting";
  const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (!response.ok || !isJson) return "refused";
  const answer = await response.json();
  return answer.saved === true ? "saved" : "refused";
}
