/** The menus of the header close on Escape, on a press elsewhere, and when another opens. Without this they still open. */

const menus = [...document.querySelectorAll(".site-header details")];

const closeAllBut = (kept) => {
  for (const menu of menus) {
    if (menu !== kept) menu.open = false;
  }
};

for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) closeAllBut(menu);
  });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".site-header details, .site-nav__list")) closeAllBut(null);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = menus.find((menu) => menu.open);
  closeAllBut(null);
  open?.querySelector("summary").focus();
});
