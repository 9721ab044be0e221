// Keep in this browser what somebody who is not signed in has ticked and gone through in the
// application school. Without this file the school says the same, and remembers nothing.
(() => {
  const school = document.querySelector("[data-school]");
  if (!school) return;
  const NAME = "naboskap:school";
  const lesson = school.dataset.school;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(NAME)) || {};
    } catch (fault) {
      return {};
    }
  };
  const write = (change) => {
    const all = read();
    const own = { ticked: [], done: false, ...all[lesson] };
    change(own);
    try {
      localStorage.setItem(NAME, JSON.stringify({ ...all, [lesson]: own }));
    } catch (fault) {
      // A browser that keeps nothing: the page is as it was.
    }
    mark();
  };

  // The steps that are gone through, on the path: every lesson of a step must be.
  const mark = () => {
    const all = read();
    for (const step of document.querySelectorAll(".nk-steps > li")) {
      if (step.dataset.state === "now") continue;
      const links = [...step.querySelectorAll("a")].map((link) => link.pathname.split("/").at(-2));
      const done = links.length > 0 && links.every((slug) => all[slug] && all[slug].done);
      if (done) step.dataset.state = "done";
      else delete step.dataset.state;
    }
  };

  const own = read()[lesson] || { ticked: [], done: false };
  for (const box of document.querySelectorAll("[data-tick]")) {
    box.checked = own.ticked.includes(box.value);
    box.addEventListener("change", () =>
      write((kept) => {
        kept.ticked = kept.ticked.filter((one) => one !== box.value);
        if (box.checked) kept.ticked.push(box.value);
      }),
    );
  }
  const through = document.querySelector("[data-done]");
  if (through) {
    document.querySelector("[data-own]").hidden = false;
    through.checked = own.done;
    through.addEventListener("change", () =>
      write((kept) => {
        kept.done = through.checked;
      }),
    );
  }
  mark();
})();
