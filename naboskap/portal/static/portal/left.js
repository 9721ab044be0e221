// Show what was written on this computer and never reached us, to be copied.
(() => {
  const place = document.querySelector("[data-left]");
  if (!place) return;
  const shelf = window.naboskapShelf(place.dataset.left, place.dataset.stem);
  const form = place.querySelector("template").content.firstElementChild;
  shelf.under().forEach((one, index) => {
    const row = form.cloneNode(true);
    const text = row.querySelector("[data-text]");
    text.textContent = one.text;
    text.id = `left-${index}`;
    row.querySelector("[data-copy]").setAttribute("data-nk-copy", text.id);
    row.querySelector("[data-drop]").addEventListener("click", () => {
      shelf.forget(one.name);
      row.remove();
      place.hidden = !place.querySelector("[data-text]");
    });
    place.append(row);
    place.hidden = false;
  });
})();
