// A page that answers a form which was sent is no place to come back to: the browser would ask
// whether to send the form once more, or show an error of its own. It stands in the history as the
// page that the form belongs to, so that Back and loading again fetch that, and send nothing.
(() => {
  const isOwn = document.currentScript.dataset.at === "own";
  const address = isOwn ? location.href : document.referrer;
  if (!isOwn && address === location.href) return; // It cannot be opened, only sent to.
  if (address.startsWith(`${location.origin}/`)) history.replaceState(history.state, "", address);
})();
