"use strict";
// Paper shows what is folded; what scrolls can be reached by the keyboard. Everything else stands
// in the page itself.

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details.fold:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});

function reach() {
  for (const box of document.querySelectorAll(".wide")) {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (!scrolls) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    } else if (!box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      const name = box.querySelector("caption, title");
      box.setAttribute("aria-label", name ? name.textContent : "wide");
    }
  }
}
addEventListener("resize", reach);
document.addEventListener("toggle", reach, true);
reach();
