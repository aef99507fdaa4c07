/** A calendar beside a typed day: what is picked is written as day-month-year. */

for (const day of document.querySelectorAll("[data-day]")) {
  const [typed, calendar] = day.querySelectorAll("input");
  const button = day.querySelector("button");
  if (!calendar.showPicker) continue;
  button.hidden = calendar.hidden = false;
  button.addEventListener("click", () => {
    const [date, month, year] = typed.value.split(/[-/. ]/);
    calendar.value = `${year}-${month?.padStart(2, "0")}-${date?.padStart(2, "0")}`;
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    typed.value = calendar.value.split("-").reverse().join("-");
    typed.dispatchEvent(new Event("input", { bubbles: true }));
    typed.focus();
  });
}
