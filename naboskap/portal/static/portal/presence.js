// Say every 20 seconds where one writes, and tell in one line who else does. No lock, no trail.
(() => {
  const line = document.querySelector("[data-here]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!line || !token) return;
  const EVERY = 20000;
  const STILL = 60000; // So long after the last key one is taken to be writing still.
  let section = "";
  let wroteAt = 0;
  let going = false;
  let again = false; // Something new was written while a message was under way.

  const tell = async () => {
    if (document.visibilityState === "hidden") return;
    if (going) {
      again = true;
      return;
    }
    going = true;
    const where = Date.now() - wroteAt < STILL ? section : "";
    try {
      const answer = await fetch(line.dataset.here, {
        method: "POST",
        headers: { "X-Autosave": "1", "X-CSRFToken": token.value },
        body: new URLSearchParams({ section: where }),
        redirect: "manual",
      });
      const words = answer.status === 200 ? (await answer.json()).words : "";
      if (line.textContent !== words) line.textContent = words;
    } catch {
      line.textContent = "";
    } finally {
      going = false;
    }
    if (again) {
      again = false;
      tell();
    }
  };

  document.addEventListener("input", (event) => {
    if (!event.target.closest("main form[method=post]")) return;
    const now = event.target.closest("[data-answer]")?.id || line.dataset.section;
    const isNew = now !== section || Date.now() - wroteAt > STILL;
    section = now;
    wroteAt = Date.now();
    if (isNew) tell();
  });
  setInterval(tell, EVERY);
  tell();
})();
