/** Asks the phone where it is when the button is pressed, and never before. */

for (const place of document.querySelectorAll("[data-position]")) {
  const input = place.querySelector("input");
  const button = place.querySelector("button");
  const said = place.querySelector("[role=status]");
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = [coords.latitude.toFixed(6), coords.longitude.toFixed(6), Math.round(coords.accuracy)].join(",");
        said.textContent = place.dataset.found.replace("{metres}", Math.round(coords.accuracy));
      },
      () => {
        said.textContent = place.dataset.lost;
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
    );
  });
}
