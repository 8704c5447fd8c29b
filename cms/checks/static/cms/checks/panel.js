// The buttons of the panel 内容检查: check again, and mask a number in the saved draft.
(() => {
  "use strict";

  let isChanged = false;
  document.addEventListener("w-unsaved:add", () => { isChanged = true; });
  document.addEventListener("w-unsaved:clear", () => { isChanged = false; });

  const say = (panel, text) => { panel.querySelector("[data-sumu-checks-message]").textContent = text; };

  const checkAgain = async (panel) => {
    say(panel, "正在检查……");
    try {
      const answer = await fetch(panel.dataset.sumuChecks, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok) throw new Error(String(answer.status));
      panel.querySelector("[data-sumu-checks-content]").innerHTML = await answer.text();
      say(panel, isChanged ? "有还没保存的修改，没有检查到；请先“保存草稿”。" : "已按最近一次保存的草稿重新检查。");
    } catch {
      say(panel, "没有检查成，请稍后再试。");
    }
  };

  const mask = (panel, button) => {
    if (isChanged) {
      say(panel, "有还没保存的修改：请先“保存草稿”，再遮盖号码。");
      return;
    }
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    const form = document.createElement("form");
    form.method = "post";
    form.action = button.dataset.sumuMask;
    const values = { csrfmiddlewaretoken: token.value, finding: button.dataset.sumuFinding, back: "editor" };
    for (const [name, value] of Object.entries(values)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  };

  document.addEventListener("click", (event) => {
    const panel = event.target.closest("[data-sumu-checks]");
    if (!panel) return;
    const button = event.target.closest("[data-sumu-mask]");
    if (button) mask(panel, button);
    else if (event.target.closest("[data-sumu-checks-again]")) checkAgain(panel);
  });
})();
