// Conveniences only: every page works without this file.
(() => {
  "use strict";
  const button = document.querySelector(".menu-button");
  const links = document.getElementById("navigation-links");
  if (!button || !links) return;
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    links.classList.toggle("collapsed", !open);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  button.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      button.focus();
    }
  });
  show(false);
})();
