/* Asks again, every two seconds, for each part of the page that shows something still on its way to the public. */
(() => {
  const OFTEN = 2000, SELDOM = 10000, A_WHILE = 90;

  const watch = (part) => {
    let asked = 0;
    const again = () => setTimeout(look, asked < A_WHILE ? OFTEN : SELDOM);
    const look = async () => {
      if (!part.isConnected) return;
      if (document.hidden) return again();
      asked += 1;
      try {
        const answer = await fetch(part.dataset.publicationUrl, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        if (answer.redirected || [403, 404].includes(answer.status)) return;
        if (answer.ok) {
          const text = await answer.text();
          if (text !== part.dataset.publicationText) {
            part.dataset.publicationText = text;
            const open = [...part.querySelectorAll("details[open]")].length > 0;
            if (!open && !part.contains(document.activeElement)) part.innerHTML = text;
          }
        }
      } catch (error) {
        /* The network may come back. */
      }
      if (!part.querySelector("[data-publication-final]")) again();
    };
    if (!part.querySelector("[data-publication-final]")) again();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-publication-url]").forEach(watch);
  });
})();
