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

// Emergency notices: the home carries them in its own text, every other page fetches them here.
(() => {
  "use strict";
  const place = document.getElementById("notices");
  if (!place || !place.dataset.source) return;
  const line = (text, name) => {
    const made = document.createElement("p");
    made.className = name;
    made.textContent = text;
    return made;
  };
  const section = (notice) => {
    const made = document.createElement("section");
    const measure = document.createElement("div");
    made.className = "notice";
    made.setAttribute("aria-label", place.dataset.label);
    measure.className = "measure";
    const text = line(notice.text, "notice-text");
    text.lang = notice.lang;
    text.dir = notice.dir;
    measure.append(line(place.dataset.label, "notice-label"), text);
    if (notice.link && notice.link.url.match(/^(https?:\/)?\//)) {
      const link = document.createElement("a");
      link.href = notice.link.url;
      link.textContent = notice.link.text;
      const own = document.createElement("p");
      own.append(link);
      measure.append(own);
    }
    made.append(measure);
    return made;
  };
  fetch(place.dataset.source, { cache: "no-cache", credentials: "omit" })
    .then((answer) => (answer.ok ? answer.json() : { notices: [] }))
    .then((said) => place.append(...said.notices.map(section)))
    .catch(() => {});
})();
