// What is typed in a form that does not save itself is kept in this browser until the form has been
// taken, so that a link, another form's button or a lost line costs nothing. Whoever comes back
// finds it in its place, and is told. What a signed-in person typed lies here until they sign out
// (app.js), what a visitor typed until the window is closed. Passwords, codes and files never do.
(() => {
  const OLD = 30 * 24 * 3600 * 1000;
  const TAKEN = "nk_taken"; // Written by ui/kept.py: which form, and whether it was taken.
  const NOT_KEPT = "hidden password file submit button reset image".split(" ");
  // What tells a form from others like it is not what changes each time that it is drawn.
  const CHANGES = /(^|-)(csrfmiddlewaretoken|writer|revision|key|number|of_number|read_number|stamp|seen|sheet|marks|shown_kind)$/;
  const person = document.querySelector("[data-nk-leaves]")?.dataset.nkLeaves || "";
  const plain = (address) => address.replace(/^\/(en|ru)\//, "/");
  const page = plain(location.pathname);
  const place = `naboskap:${person}:form:`;
  const forms = new Map(); // Each form's own place, and what it held when it was drawn or saved.
  let store;
  try { store = person ? localStorage : sessionStorage; } catch { return; }

  const read = (name) => {
    try { return JSON.parse(store.getItem(name)); } catch { return null; }
  };
  const write = (name, entry) => {
    try { store.setItem(name, JSON.stringify(entry)); } catch { /* No room: the page still works. */ }
  };
  const forget = (name) => store.removeItem(name);
  const all = () => Object.keys(store).filter((name) => name.startsWith(place))
    .map((name) => ({ name, ...read(name) })).filter((one) => one.fields)
    .sort((one, other) => other.at - one.at);

  // Who is known already signs in anew; whoever is new has typed more than a password.
  const isKept = (form) => form.method === "post" && !form.hasAttribute("data-nk-leaves")
    && !form.querySelector("[type=password]:not([autocomplete=new-password])");
  const controls = (form) => [...form.elements].filter((one) => one.name && one.type && !NOT_KEPT.includes(one.type)
    && one.tabIndex >= 0 && !one.closest("[data-answer]") && !/^(one-time-code|(new|current)-password)$/.test(one.autocomplete)
    && !(one.type === "checkbox" && one.required));
  const isTicked = (one) => one.type === "checkbox" || one.type === "radio";
  const nameOf = (one) => (isTicked(one) ? `${one.name}=${one.value}` : one.name);
  const valueOf = (one) => {
    if (isTicked(one)) return one.checked;
    if (one.type === "select-multiple") return [...one.selectedOptions].map((option) => option.value).join("\n");
    return one.value;
  };
  const labelOf = (one) => one.labels?.[0]?.firstChild?.textContent.trim() || one.labels?.[0]?.textContent.trim() || one.name;
  const drawn = (one) => {
    if (isTicked(one)) return one.defaultChecked;
    if (!one.options) return one.defaultValue;
    const chosen = [...one.options].filter((option) => option.defaultSelected).map((option) => option.value);
    if (one.type === "select-multiple") return chosen.join("\n");
    return chosen.length ? chosen[chosen.length - 1] : (one.options[0]?.value ?? "");
  };
  const put = (one, value) => {
    if (isTicked(one)) one.checked = value;
    else if (one.type === "select-multiple") for (const option of one.options) option.selected = value.split("\n").includes(option.value);
    else one.value = value;
  };
  const stateOf = (form, how) => Object.fromEntries(controls(form).map((one) => [nameOf(one), how(one)]));

  // A form that saves itself whole is the only one of its page, and its rows come and go.
  const isWhole = (form) => form.hasAttribute("data-whole");
  const signature = (form) => {
    if (isWhole(form)) return "whole";
    const told = [...form.elements].filter((one) => one.name && !CHANGES.test(one.name))
      .map((one) => (one.type === "hidden" || one.type === "submit" ? `${one.name}=${one.value}` : one.name));
    let sum = 5381;
    for (const letter of `${form.getAttribute("action") || ""} ${told.join(" ")}`) sum = (sum * 33 + letter.codePointAt(0)) % 4294967291;
    return sum.toString(36);
  };
  const known = (form) => {
    if (!forms.has(form)) {
      const token = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
      forms.set(form, { token, name: `${place}${page}:${signature(form)}:${token}`, base: stateOf(form, drawn), met: {}, refused: new Set() });
    }
    return forms.get(form);
  };

  // The row of several that a field stands in: which are told apart by what row of the house each is.
  const ROW = /^([a-z_]+)(\d+)(-.+)$/;
  const rowIn = (form, prefix) => form.elements.namedItem(`${prefix}-pk`)?.value;
  const rowOf = (form, field) => {
    const [, stem, number] = ROW.exec(field) || [];
    return stem && rowIn(form, stem + number);
  };

  // What is kept of a field: what was drawn, what was typed, what the field is called, whether the
  // house has refused it, and which row it is of (empty: one that was not saved yet).
  const keep = (form) => {
    const { name, base, met, refused } = known(form);
    const fields = { ...met };
    for (const one of controls(form)) {
      const field = nameOf(one);
      if (valueOf(one) !== base[field]) fields[field] = [base[field], valueOf(one), labelOf(one), refused.has(one.name), rowOf(form, field)];
    }
    if (!Object.keys(fields).length) return forget(name);
    const title = document.querySelector("h1")?.textContent.trim() || document.title;
    return write(name, { at: Date.now(), page: location.pathname, title, fields });
  };
  const listed = (fields, list) => {
    for (const [, text, label] of fields) {
      const row = document.createElement("li");
      const name = document.createElement("b");
      const body = document.createElement("div");
      name.textContent = label || "";
      body.className = "nk-text nk-asis";
      body.textContent = text;
      row.append(name, body);
      list.append(row);
    }
  };

  // Words about what was put back, and what could not be since the form holds something else now.
  const tell = (form, hasPutBack) => {
    const words = document.getElementById("nk-kept")?.content.firstElementChild.cloneNode(true);
    if (!words) return;
    const mine = known(form);
    const met = Object.values(mine.met);
    words.querySelector("[data-back]").hidden = !hasPutBack;
    words.querySelector("[data-met]").hidden = !met.length;
    listed(met, words.querySelector("[data-texts]"));
    words.querySelector("[data-drop]").addEventListener("click", () => {
      for (const one of controls(form)) put(one, mine.base[nameOf(one)]);
      mine.met = {};
      forget(mine.name);
      words.remove();
      controls(form)[0]?.focus();
    });
    form.before(words);
  };

  // Rows come and go, and stand elsewhere when the page is drawn anew: bring what was typed to its
  // own row, or to an empty one where its row was not saved yet. What has no place is told.
  const placed = (form, fields) => {
    const { base } = known(form);
    const rows = new Map();
    const home = {};
    for (const [field, kept] of Object.entries(fields)) {
      const [, stem, number, rest] = ROW.exec(field) || [];
      if (!stem || typeof kept[4] !== "string") home[field] = kept;
      else {
        const row = rows.get(stem + number) || { stem, was: stem + number, pk: kept[4], cells: {} };
        rows.set(row.was, row);
        row.cells[rest] = kept;
      }
    }
    const taken = new Set();
    const places = (stem) => {
      const found = [];
      while (rowIn(form, stem + found.length) !== undefined) found.push(stem + found.length);
      return found;
    };
    // Saved meanwhile: all that stands there is what was typed, or what stood before.
    const hasGrown = ({ cells }, place) => {
      let isSame = false;
      for (const [rest, [was, typed]] of Object.entries(cells)) {
        const now = base[place + rest];
        if (now === typed && typed !== was) isSame = true;
        else if (now !== was) return false;
      }
      return isSame;
    };
    const own = (row) => {
      if (row.pk) return places(row.stem).find((place) => rowIn(form, place) === row.pk);
      if (rowIn(form, row.was) === "") return row.was;
      return places(row.stem).find((place) => rowIn(form, place) && hasGrown(row, place));
    };
    const homeless = [];
    for (const row of rows.values()) {
      row.place = own(row);
      if (row.place) taken.add(row.place);
    }
    for (const row of rows.values()) {
      if (!row.place && !row.pk) row.place = places(row.stem).find((place) => rowIn(form, place) === "" && !taken.has(place));
      if (row.place) taken.add(row.place);
      for (const [rest, kept] of Object.entries(row.cells)) {
        if (row.place) home[row.place + rest] = kept;
        else homeless.push([row.was + rest, kept]);
      }
    }
    return { home, homeless };
  };

  const restore = (form, { name, fields: all }) => {
    const mine = known(form);
    const { home: fields, homeless } = placed(form, all);
    const isQuiet = form.hasAttribute("data-autosave"); // It saves itself: only what was not saved is put back.
    const back = [];
    const left = { ...fields }; // Of a row that is not there any more.
    for (const one of controls(form)) {
      delete left[nameOf(one)];
      const [was, typed, , isRefused] = fields[nameOf(one)] || [];
      const now = mine.base[nameOf(one)];
      if (isRefused) mine.refused.add(one.name);
      if (typed === undefined || typed === now) continue;
      if (was === now) back.push([one, typed]);
      else if (!isTicked(one) && typed && (!isQuiet || isRefused)) mine.met[nameOf(one)] = [was, typed, labelOf(one), isRefused];
    }
    for (const [field, kept] of [...Object.entries(left), ...homeless]) if (kept[3] && kept[1]) mine.met[field] = kept;
    for (const [one, typed] of back) put(one, typed);
    keep(form);
    forget(name); // It stands under this page's own mark now.
    if (!back.length && !Object.keys(mine.met).length) return;
    for (const one of [form, ...back.map(([field]) => field)]) {
      for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    for (const [one] of back) for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
    if (!isQuiet || Object.keys(mine.met).length) tell(form, !isQuiet && back.length > 0);
  };

  // The form that was sent: taken, or shown again with what was typed.
  const settle = () => {
    const [, token, how] = document.cookie.match(new RegExp(`(?:^|; )${TAKEN}=([a-z0-9]+)\\.(done|back)`)) || [];
    if (!token) return null;
    document.cookie = `${TAKEN}=; path=/; max-age=0; samesite=lax`;
    const sent = all().find((one) => one.name.endsWith(`:${token}`));
    if (!sent) return null;
    forget(sent.name);
    if (how === "back") return sent;
    // The same words that another window took over from this one are saved with them.
    const stem = sent.name.slice(0, -token.length);
    const same = JSON.stringify(sent.fields);
    for (const one of all()) if (one.name.startsWith(stem) && JSON.stringify(one.fields) === same) forget(one.name);
    return null;
  };
  const isOf = (form, entry) => entry.name.startsWith(`${place}${page}:${signature(form)}:`);

  // Whoever's it was: what is old goes.
  const sweep = () => {
    for (const name of Object.keys(store)) {
      if (/^naboskap:[^:]*:form:/.test(name) && !(Date.now() - read(name)?.at < OLD)) forget(name);
    }
  };

  const begin = () => {
    const again = settle();
    sweep();
    for (const form of document.forms) {
      if (!isKept(form)) continue;
      if (again && isOf(form, again)) { // What stands in it is what was typed, and is not saved.
        const mine = known(form);
        const { name, base } = mine;
        const told = form.dataset.notSaved; // Where the rest of it is saved all the same.
        if (told !== undefined) mine.refused = new Set(told.split(" "));
        for (const [one, [was]] of Object.entries(again.fields)) {
          if (one in base && (told === undefined || mine.refused.has(one.split("=")[0]))) base[one] = was;
        }
        keep(form);
        if (!read(name)) restore(form, again);
        continue;
      }
      const newest = all().find((one) => isOf(form, one));
      if (newest) restore(form, newest);
    }
    show();
  };

  // A page that tells of all that is typed and not saved under its part of the house.
  const show = () => {
    const list = document.querySelector("[data-nk-unsaved]");
    if (!list) return;
    const under = plain(list.dataset.nkUnsaved);
    const tellWhether = () => {
      list.hidden = !list.querySelector("[data-pages]").children.length;
      document.querySelector("[data-nk-all-saved]")?.toggleAttribute("hidden", !list.hidden);
    };
    const row = list.querySelector("template").content.firstElementChild;
    for (const one of all()) {
      if (one.page === location.pathname || !plain(one.page).startsWith(under)) continue;
      const mine = row.cloneNode(true);
      const link = mine.querySelector("a");
      link.href = one.page;
      link.textContent = one.title;
      listed(Object.values(one.fields).filter(([, text]) => typeof text === "string" && text), mine.querySelector("ul"));
      mine.querySelector("[data-drop]").addEventListener("click", () => {
        forget(one.name);
        mine.remove();
        tellWhether();
      });
      list.querySelector("[data-pages]").append(mine);
    }
    tellWhether();
  };

  const typed = (event) => {
    const form = event.target.form;
    if (form && isKept(form)) keep(form);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("nk-saved", (event) => {
    const mine = forms.get(event.target);
    if (!mine) return;
    mine.refused = new Set(event.detail || []);
    for (const one of controls(event.target)) if (!mine.refused.has(one.name)) mine.base[nameOf(one)] = valueOf(one);
    keep(event.target);
  });
  document.addEventListener("formdata", (event) => {
    const mine = forms.get(event.target);
    if (!mine) return;
    keep(event.target); // Another window may have taken it over.
    if (read(mine.name)) event.formData.append("kept", mine.token);
  });
  document.addEventListener("DOMContentLoaded", begin);
})();
