/**
 * A page that was left open and comes to the front again is asked for anew: what was answered elsewhere in the meantime
 * is shown here too. Where the answers were handed in, the result is shown.
 */

/**
 * @template Known
 * @param {string} about the attempt
 * @param {() => Promise<Known>} note what is known here when the page is asked for: it may be answered meanwhile
 * @param {(page: Document, known: Known) => void} take is given the page as it was then, and what was known
 */
export function readAgain(about, note, take) {
  let isOld = false;
  const read = async () => {
    if (document.hidden) isOld = true;
    if (document.hidden || !isOld || !navigator.onLine) return;
    isOld = false;
    try {
      const known = await note();
      const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const form = page.getElementById("answers");
      if (form?.dataset.attempt === about) take(page, known);
      else if (form || page.getElementById("late-answers")) location.reload();
    } catch {
      isOld = true; // no network: the next time
    }
  };
  document.addEventListener("visibilitychange", read);
  window.addEventListener("pageshow", ({ persisted }) => {
    isOld ||= persisted;
    read();
  });
}
