// Count what is written while it is written. Without this file the number is that of the last save.
// It is said aloud only where a threshold is passed: enough, nearly full, too long.
(() => {
  const NEAR = 0.9;
  const say = new Intl.NumberFormat(document.documentElement.lang || "nb");
  for (const counter of document.querySelectorAll("[data-counter]")) {
    const field = counter.parentElement.querySelector("textarea");
    if (!field) continue;
    const shown = counter.querySelector("[data-counted]");
    const over = counter.querySelector("[data-over]");
    const told = counter.querySelector("[data-counter-told]");
    const advised = Number(counter.dataset.advised) || Infinity;
    const limit = Number(counter.dataset.limit) || Infinity;
    const levelOf = (length) => {
      if (length > limit) return 3;
      if (length >= NEAR * limit) return 2;
      return length >= advised ? 1 : 0;
    };
    const wordsOf = (level, length) => {
      if (level === 3) return over.textContent;
      if (level === 2) return counter.dataset.near.replace("{length}", say.format(limit - length));
      return level === 1 ? counter.dataset.enough : "";
    };
    const lengthNow = () => [...field.value].length;
    let level = levelOf(lengthNow());

    const count = () => {
      const length = lengthNow();
      if (shown) shown.textContent = counter.dataset.words.replace("{length}", say.format(length));
      if (over) over.hidden = length <= limit;
      const now = levelOf(length);
      if (now !== level) told.textContent = wordsOf(now, length);
      level = now;
    };
    for (const when of ["input", "focus", "blur"]) field.addEventListener(when, count);
    count();
  }
})();
