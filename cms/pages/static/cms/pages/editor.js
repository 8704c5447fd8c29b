/* Gives every text field of the editor the language and direction of its page, those inside blocks included. */
(() => {
  const marker = () => document.querySelector("[data-sumu-language]");
  const fields = '[data-edit-form] textarea, [data-edit-form] input[type="text"], [data-edit-form] [contenteditable="true"]';
  const addresses = '[name="slug"], [name$="-href"], [name="column_type"], [name="document_number"]';

  const mark = () => {
    const page = marker();
    if (!page) return;
    document.querySelectorAll(fields).forEach((field) => {
      if (field.lang || field.matches(addresses)) return;
      field.lang = page.dataset.sumuLanguage;
      field.dir = page.dataset.sumuDirection;
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!marker()) return;
    mark();
    new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  });
})();
