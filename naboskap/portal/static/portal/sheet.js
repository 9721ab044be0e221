// Save the whole short form as it is filled in. The texts save themselves (autosave.js); without
// this file a button saves everything.
(() => {
  const form = document.querySelector("form[data-whole]");
  if (!form) return;
  const words = form.dataset;
  const line = form.querySelector("[data-saved]");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  let timer = 0;
  let going = null;
  let dirty = false;

  const say = (text, state, link) => {
    line.replaceChildren(text, ...(link ? [" ", link] : []));
    line.dataset.state = state || "";
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const isText = (element) => Boolean(element.closest("[data-answer]"));

  const take = (answer) => {
    for (const [name, value] of Object.entries(answer.fields)) {
      const field = form.elements.namedItem(name);
      if (field && (field.type === "hidden" || !field.value)) field.value = value;
    }
    // What was written roughly stays as it is in its field: which day it was read as is told here.
    const told = (text) => [text, ...answer.why, ...answer.said].map((one) => one.replace(/\.$/, "")).join(". ");
    if (answer.clash) say(answer.met || words.met, "lost");
    else if (answer.wrong.length) say(told(words.wrong.replace("{names}", answer.wrong.join(", "))));
    else say(told(words.now), "saved");
    if (!dirty && !answer.clash) form.dispatchEvent(new CustomEvent("nk-saved", { bubbles: true, detail: answer.not_saved }));
  };

  const send = async () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    dirty = false;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { "X-Autosave": "1", "X-CSRFToken": token() },
        body: data,
        redirect: "manual",
        // A browser refuses to keep more than 64 KB on its way once the page is left.
        keepalive: data.toString().length < 60000,
      });
      if (answer.status === 200) return take(await answer.json());
      dirty = true;
      say(words.out, "lost", form.wayIn?.());
      if (form.renew) await form.renew();
      later(5000);
    } catch {
      dirty = true;
      say(words.lost, "lost");
      later(5000);
    }
  };

  function save() {
    clearTimeout(timer);
    if (going) return later(400);
    if (!dirty) return;
    going = send().finally(() => { going = null; });
  }

  form.addEventListener("input", (event) => {
    if (isText(event.target)) return;
    dirty = true;
    if (line.dataset.state !== "lost") say("");
    later(1200);
  });
  form.addEventListener("change", (event) => {
    if (isText(event.target)) return;
    dirty = true;
    later(150);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("online", () => { if (dirty) later(0); });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    dirty = true;  // Back from a page that never came.
    later(0);
  });

  // A button waits for a save that is under way, so that nothing is sent twice.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!going) {
      dirty = false;  // The button takes everything along.
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    going.finally(() => form.requestSubmit(button || undefined));
  });

  say(words.itself);
})();
