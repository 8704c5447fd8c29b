// On a page whose lines run downwards the page lies along the horizontal axis: the wheel and the paging keys
// of ordinary mice and keyboards do nothing there unless they are carried over. CSS has no property for it.
(() => {
  "use strict";
  const root = document.documentElement;
  const editing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const scrollsItself = (target) => {
    for (let node = target; node && node !== root; node = node.parentElement) {
      if (node.scrollHeight > node.clientHeight + 1 && getComputedStyle(node).overflowY !== "visible" && node !== document.body) return true;
    }
    return false;
  };
  addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.shiftKey || event.deltaX || !event.deltaY || scrollsItself(event.target)) return;
    const unit = [1, 40, innerWidth][event.deltaMode];
    event.preventDefault();
    scrollBy({ left: event.deltaY * unit, behavior: "instant" });
  }, { passive: false });
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || editing(event.target)) return;
    const page = innerWidth * 0.9;
    const goals = { PageDown: scrollX + page, PageUp: scrollX - page, ArrowDown: scrollX + 40, ArrowUp: scrollX - 40, Home: 0, End: root.scrollWidth };
    if (!(event.key in goals)) return;
    event.preventDefault();
    scrollTo({ left: goals[event.key], behavior: "instant" });
  });
})();
