/** The page "On this phone": which of her pages are kept. */

import { keepsPages, pagesOf, showPages } from "./phone.js";

const list = document.querySelector("[data-kept-pages]");
const pages = keepsPages() ? await pagesOf(list.dataset.person).catch(() => []) : [];
showPages(list, pages);
document.querySelector("[data-none]").hidden = pages.length > 0;
