// Save each text as it is typed, and be honest when that fails. Without this file a button saves.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = form.dataset;
  const panel = form.querySelector("template[data-met]");
  const PAUSE = 1200;
  const AGAIN = 5000;
  const busy = new Set();
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
  const wayIn = () => {
    const link = document.createElement("a");
    link.className = "ds-link";
    link.href = `${words.login}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = words.signIn;
    return link;
  };
  form.wayIn = wayIn;

  for (const box of form.querySelectorAll("[data-answer]")) {
    const field = box.querySelector("textarea");
    if (!field) continue;
    const number = box.querySelector("input[type=hidden][name$=number]");
    const tongue = box.querySelector("select[name$=language]");
    const line = box.querySelector("[data-told]");
    const shelf = window.naboskapShelf(words.person, box.dataset.answer);
    let timer = 0;
    let saved = field.defaultValue;
    let chosen = "";
    let next = null;  // Both put together, on its way when one's own text is kept.
    let aside = null;  // One's own text, on its way to the earlier ones: the other's shall stand.
    const adopted = new Set();
    // What this window has sent and heard nothing of: it may stand there by now, and is its own.
    const unanswered = new Set();
    const plain = (text) => text.replaceAll("\r\n", "\n");

    const say = (text, state, link) => {
      if (line.dataset.said === text) return;  // Told once, not every time that it fails again.
      line.dataset.said = text;
      line.replaceChildren(text, ...(link ? [" ", link] : []));
      line.dataset.state = state || "";
    };
    const keep = () => {
      if (shelf.keep(next ?? aside ?? field.value, number.value, [...unanswered])) box.querySelector("[data-on-this-computer]").hidden = false;
    };
    const forget = () => {
      shelf.forget();
      for (const name of adopted) shelf.forget(name);
      adopted.clear();
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };
    const isMet = () => Boolean(box.querySelector("[data-clash]"));
    const isSaved = () => field.value === saved && !chosen && aside === null;

    // Both as one text: struck out what only the other has, underlined what only one's own has.
    const apart = (met, pieces) => {
      const here = met.querySelector("[data-pieces]");
      const hint = (told) => {
        const one = document.createElement("span");
        one.className = "ds-sr-only";
        one.textContent = told;
        return one;
      };
      for (const [kind, text] of pieces) {
        const one = document.createElement({ out: "del", into: "ins" }[kind] || "span");
        const told = { out: here.dataset.theirsOnly, into: here.dataset.yoursOnly }[kind];
        one.append(...(told ? [hint(`${told} `), text, hint("]")] : [text]));
        here.append(one);
      }
      met.querySelector("[data-apart]").hidden = false;
    };

    // Two texts: the one that stands, and the one in the field. Nothing is sent until one chooses.
    const meet = ({ who, own, theirs, language, number: read, merged, pieces }, onUse) => {
      const met = panel.content.firstElementChild.cloneNode(true);
      met.querySelector("[data-who]").textContent = who;
      const text = met.querySelector("[data-theirs]");
      text.textContent = theirs;
      if (language) text.lang = language;
      const both = met.querySelector("[data-both]");
      both.value = merged ?? `${theirs.trimEnd()}\n\n${field.value.trimStart()}`;
      if (pieces) apart(met, pieces);
      for (const button of met.querySelectorAll("[data-use]")) {
        if (own && button.dataset.own) button.textContent = button.dataset.own;
        button.addEventListener("click", () => {
          const use = button.dataset.use;
          if (read !== undefined) number.value = read;
          if (use === "theirs" && read !== undefined) aside = field.value;
          if (use === "theirs") field.value = theirs;
          // One's own text is saved first, so that it is among the earlier ones.
          if (use === "both" && field.value !== saved) next = both.value;
          else if (use === "both") field.value = both.value;
          met.remove();
          if (onUse) onUse();
          if (isSaved()) {
            forget();
            say(words.now, "saved");
          } else {
            keep();
            later(0);
          }
          field.focus();
        });
      }
      line.after(met);
    };

    const took = (told, sent, sentTongue) => {
      number.value = told.number;
      aside = null;
      unanswered.clear();
      if (told.text !== undefined && field.value === sent) field.value = told.text;
      saved = told.text !== undefined ? told.text : sent;
      if (chosen === sentTongue) chosen = "";
      if (tongue && !chosen && told.language) tongue.value = told.language;
      if (told.language) field.lang = told.language;
      if (!isSaved()) return later(PAUSE / 2);
      if (next !== null) {
        field.value = next;
        next = null;
        keep();
        return later(0);
      }
      forget();
      say(words.now, "saved");
    };

    const send = async (leaving) => {
      const sent = field.value;
      const sentTongue = chosen;
      // A text of its own page takes along what else is said of it there.
      const whole = box.hasAttribute("data-with-form") ? new FormData(form) : undefined;
      const body = new URLSearchParams(whole);
      for (const [name, value] of [["text", aside ?? sent], ["number", number.value], ["writer", writer()]]) body.set(name, value);
      if (aside !== null) body.set("settle", "theirs");
      if (sentTongue) body.set("language", sentTongue);
      unanswered.add(plain(aside ?? sent));
      if (!leaving && !isSaved()) keep();
      try {
        const answer = await fetch(box.dataset.answer, {
          method: "POST",
          headers: { "X-Autosave": "1", "X-CSRFToken": token() },
          body,
          redirect: "manual",
          keepalive: leaving && body.toString().length < 60000,
        });
        if (answer.status === 200) return took(await answer.json(), sent, sentTongue);
        if (answer.status === 409) {
          const told = await answer.json();
          if (told.own && unanswered.has(plain(told.theirs))) {
            number.value = told.number;
            saved = told.theirs;
            unanswered.clear();
            keep();
            return later(0);
          }
          unanswered.clear();
          field.value = next ?? aside ?? field.value;
          next = aside = null;
          meet(told);
          return say(words.clash, "lost");
        }
        if (answer.status === 422) return say(`${(await answer.json()).why} ${words.no}`, "lost");
        if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
          say(words.out, "lost", wayIn());
          await renew();
          return later(AGAIN);
        }
      } catch { /* told below */ }
      say(words.lost, "lost");
      return later(AGAIN);
    };

    function save(leaving = false) {
      clearTimeout(timer);
      if (busy.has(box)) return later(PAUSE / 4);
      if (isSaved() || isMet()) return undefined;
      busy.add(box);
      return send(leaving === true).finally(() => busy.delete(box));
    }

    field.addEventListener("input", () => {
      keep();
      if (line.dataset.state !== "lost") say("");
      later(PAUSE);
    });
    field.addEventListener("blur", () => { if (!isSaved()) later(0); });
    tongue?.addEventListener("change", () => {
      chosen = tongue.value;
      if (field.value) later(0);
    });
    addEventListener("online", () => { if (!isSaved()) later(0); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save(true);
    });

    // What was typed when the line was lost, or by a window that is gone. A page that came back
    // with what was sent from it holds the newest already.
    if (form.querySelector("[aria-invalid]")) {
      if (!isMet() && field.value) saved = undefined;
      continue;
    }
    const isNew = (one) => {
      if (one.text === field.value) shelf.forget(one.name);
      return one.text !== field.value;
    };
    const waiting = shelf.found().filter(isNew);
    const [newest, ...older] = waiting;
    if (newest) {
      adopted.add(newest.name);
      field.value = newest.text;
      number.value = newest.number;
      for (const text of newest.sent ?? []) unanswered.add(text);
      keep();
      later(0);
    }
    for (const one of older) {
      if (one.text === newest.text) adopted.add(one.name);
      else meet({ who: words.kept, theirs: one.text }, () => shelf.forget(one.name));
    }
  }

  // A button waits for a save that is under way, so that nothing meets itself.
  form.addEventListener("submit", (event) => {
    if (!busy.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => (busy.size ? setTimeout(again, 50) : form.requestSubmit(event.submitter || undefined));
    again();
  });

  const whole = form.querySelector("[data-saved]");
  if (whole && !form.hasAttribute("data-whole")) whole.textContent = words.itself;
})();
