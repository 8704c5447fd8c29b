// The inbox beside the review page: without this script the same links open the review page by themselves.
(() => {
  const root = document.querySelector("[data-inbox]");
  if (!root) return;
  const wide = matchMedia("(min-width: 72rem)");
  const pane = root.querySelector("[data-inbox-pane]");
  const frame = root.querySelector("[data-inbox-frame]");
  const hint = root.querySelector("[data-inbox-hint]");
  const links = () => [...root.querySelectorAll("[data-inbox-link]")];
  const APPROVING = ["pass", "approve", "confirm", "review"].map((value) => `[name="decision"][value="${value}"]`).join();
  const KEY = "sumu-inbox-keys";
  let decided = false;

  const keysOn = () => localStorage.getItem(KEY) !== "off";

  function layOut() {
    root.classList.toggle("sumu-inbox--panes", wide.matches && links().length > 0);
    pane.hidden = !wide.matches || (links().length === 0 && frame.hidden);
    const keys = root.querySelector("[data-inbox-keys]");
    if (keys) keys.hidden = !wide.matches;
    const toggle = root.querySelector("[data-inbox-toggle]");
    if (toggle) toggle.setAttribute("aria-pressed", String(keysOn()));
  }

  function show(link) {
    for (const other of links()) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    hint.hidden = true;
    frame.hidden = false;
    frame.classList.add("sumu-inbox__frame--loading");
    frame.src = link.href;
  }

  function move(step) {
    const all = links();
    if (!all.length) return;
    const from = all.indexOf(document.activeElement);
    const current = from >= 0 ? from : all.findIndex((link) => link.hasAttribute("aria-current"));
    const next = Math.min(Math.max(current + step, 0), all.length - 1);
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  const inside = (selector) => (frame.hidden ? null : frame.contentDocument?.querySelector(selector));

  function focusInFrame(found) {
    if (!found) return;
    frame.contentWindow.focus();
    found.scrollIntoView({ block: "center" });
    found.focus();
  }

  const typing = (element) => element && element.closest("input, textarea, select, [contenteditable]");

  function onKey(event) {
    if (!keysOn() || !wide.matches || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) && event.key !== "Escape") return;
    const onLink = event.target.hasAttribute?.("data-inbox-link");
    const acts = {
      j: () => move(1),
      k: () => move(-1),
      a: () => focusInFrame(inside(APPROVING)),
      r: () => {
        const button = inside('[name="decision"][value="return"]');
        const reasons = [...(button?.form?.querySelectorAll("textarea") ?? [])];
        focusInFrame(reasons.find((reason) => reason.checkVisibility()) ?? button);
      },
      Escape: () => root.querySelector('[data-inbox-link][aria-current]')?.focus(),
    };
    if (onLink) Object.assign(acts, { ArrowDown: acts.j, ArrowUp: acts.k });
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    act();
  }

  async function refresh() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-inbox-content]");
    if (!fresh) return;
    root.querySelector("[data-inbox-content]").replaceWith(document.adoptNode(fresh));
    const path = frame.contentWindow?.location.pathname;
    for (const link of links()) if (new URL(link.href).pathname === path) link.setAttribute("aria-current", "true");
    layOut();
  }

  frame.addEventListener("load", () => {
    const shown = frame.contentDocument;
    if (!shown || frame.hidden) return;
    if (shown.querySelector("[data-inbox]")) {
      location.assign(frame.contentWindow.location.href);
      return;
    }
    shown.documentElement.classList.add("sumu-in-pane");
    for (const link of shown.querySelectorAll("a[href]:not([target]):not([href^='#'])")) link.target = "_top";
    shown.addEventListener("keydown", onKey);
    shown.addEventListener("submit", () => { decided = true; });
    frame.classList.remove("sumu-inbox__frame--loading");
    if (decided) {
      decided = false;
      refresh();
    }
  });

  root.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-inbox-toggle]");
    if (toggle) {
      localStorage.setItem(KEY, keysOn() ? "off" : "on");
      layOut();
      return;
    }
    const link = event.target.closest("[data-inbox-link]");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("keydown", onKey);
  wide.addEventListener("change", layOut);
  layOut();
})();
