// What could not be sent is kept in this browser: one place for each person, text and window.
// It is removed when the text is saved, and (ui/app.js) when the person signs out.
(() => {
  const me = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const plain = (path) => path.replace(/^\/(en|ru)\//, "/");

  window.naboskapShelf = (person, path) => {
    const root = `naboskap:${person}:${plain(path)}`;
    const stem = `${root}:`;
    const mine = stem + me;
    const read = (name) => {
      try { return { name, ...JSON.parse(localStorage.getItem(name)) }; } catch { return { name, text: "" }; }
    };
    return {
      // Say whether there was room for it. ``sent`` are the texts whose answer never came.
      keep(text, number, sent = []) {
        try {
          localStorage.setItem(mine, JSON.stringify({ text, number, sent, at: Date.now() }));
          return true;
        } catch { return false; }
      },
      forget(name = mine) {
        try { localStorage.removeItem(name); } catch { /* nothing to forget */ }
      },
      // What lies under a path: of all the texts of one application.
      under() {
        try {
          return Object.keys(localStorage).filter((name) => name.startsWith(root)).map(read)
            .filter((one) => one.text).sort((one, other) => one.at - other.at);
        } catch { return []; }
      },
      // What other windows, or this one before it was closed, left behind; the newest first.
      found() {
        try {
          return Object.keys(localStorage).filter((name) => name.startsWith(stem) && name !== mine)
            .map(read).sort((one, other) => other.at - one.at);
        } catch { return []; }
      },
    };
  };
})();
