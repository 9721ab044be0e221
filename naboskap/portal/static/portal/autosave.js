// Save each text as it is typed, and be honest when that fails. Without this file a button saves.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = form.dataset;
  const line = form.querySelector("[data-saved]");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const writer = () => form.querySelector("[name=writer]")?.value || "";
  // Whoever has signed in anew, in another tab, has another token: take it from the page itself.
  const renew = async () => {
    const page = await fetch(location.pathname, { headers: { "X-Autosave": "1" }, redirect: "manual" });
    if (page.status !== 200) return;
    const anew = new DOMParser().parseFromString(await page.text(), "text/html");
    const given = anew.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
    if (!given) return;
    for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = given.value;
  };
  form.renew = renew;
  let savedAt = 0;
  const say = (text, state) => {
    line.textContent = text;
    line.dataset.state = state || "";
  };
  setInterval(() => {
    if (!savedAt) return;
    const seconds = Math.round((Date.now() - savedAt) / 1000);
    if (seconds > 4 && seconds % 10 === 0) line.textContent = words.ago.replace("{n}", seconds);
  }, 1000);

  form.addEventListener("input", () => { savedAt = 0; });

  for (const box of form.querySelectorAll("[data-answer]")) {
    const field = box.querySelector("textarea");
    const number = box.querySelector("input[type=hidden]");
    const shelf = "naboskap:" + box.dataset.answer.replace(/^\/(en|ru)\//, "/");
    let timer = 0;
    let busy = false;
    let saved = field.value;

    const keep = () => {
      try {
        localStorage.setItem(shelf, JSON.stringify({ text: field.value, number: number.value }));
      } catch { /* no room: the text is still in the field */ }
    };
    const forget = () => {
      try { localStorage.removeItem(shelf); } catch { /* nothing to forget */ }
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };

    const clash = (met) => {
      box.querySelector("[data-clash]")?.remove();
      const panel = document.createElement("div");
      panel.className = "nk-panel nk-panel--line nk-stack";
      panel.dataset.clash = "";
      panel.setAttribute("role", "alert");
      const head = document.createElement("h3");
      head.className = "nk-like-label";
      head.textContent = `${words.theirs}: ${met.who}`;
      const text = document.createElement("p");
      text.className = "nk-text";
      text.textContent = met.theirs;
      const row = document.createElement("div");
      row.className = "nk-row";
      const choose = (label, act) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "ds-button";
        button.dataset.variant = "secondary";
        button.textContent = label;
        button.addEventListener("click", () => { act(); panel.remove(); field.focus(); });
        row.append(button);
      };
      choose(words.mine, () => { number.value = met.number; later(0); });
      choose(words.take, () => {
        number.value = met.number;
        field.value = saved = met.theirs;
        forget();
        savedAt = Date.now();
        say(words.now, "saved");
      });
      panel.append(head, text, row);
      box.append(panel);
      say(words.clash, "lost");
    };

    const save = async () => {
      if (busy) return later(500);
      if (field.value === saved || box.querySelector("[data-clash]")) return;
      busy = true;
      const sent = field.value;
      say(words.saving);
      try {
        const answer = await fetch(box.dataset.answer, {
          method: "POST",
          headers: { "X-Autosave": "1", "X-CSRFToken": token() },
          body: new URLSearchParams({ text: sent, number: number.value, writer: writer() }),
          redirect: "manual",
        });
        if (answer.status === 200) {
          number.value = (await answer.json()).number;
          saved = sent;
          savedAt = Date.now();
          say(words.now, "saved");
          if (field.value === sent) forget(); else later(800);
        } else if (answer.status === 409) {
          clash(await answer.json());
        } else if (answer.status === 422) {
          say((await answer.json()).why, "lost");
        } else {
          savedAt = 0;
          say(words.out, "lost");
          await renew();
          later(5000);
        }
      } catch {
        savedAt = 0;
        say(words.lost, "lost");
        later(5000);
      } finally {
        busy = false;
      }
    };

    field.addEventListener("input", () => {
      keep();
      savedAt = 0;
      say(words.typing);
      later(1200);
    });
    field.addEventListener("blur", () => { if (field.value !== saved) later(0); });
    addEventListener("online", () => later(0));

    let waiting = null;
    try { waiting = JSON.parse(localStorage.getItem(shelf)); } catch { waiting = null; }
    if (waiting && waiting.text === field.value) forget();
    else if (waiting && !form.querySelector("[aria-invalid]")) {
      // What was typed when the line was lost. If the other side wrote meanwhile, the clash shows.
      field.value = waiting.text;
      number.value = waiting.number;
      later(0);
    }
  }
})();
