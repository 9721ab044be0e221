/* What makes a page smoother. Every page works without it. */
(function () {
  "use strict";

  // The list of what must be mended takes the focus, also when htmx brings it.
  function focusErrors(root) {
    var list = root.querySelector("[data-nk-focus]");
    if (list && document.activeElement !== list) list.focus();
  }

  // Whoever signs out leaves nothing on this computer. What could not be sent yet is given a moment
  // more; if it is still here, the person says whether to leave it.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var person = form.getAttribute("data-nk-leaves");
    if (event.defaultPrevented || !person) return;
    function kept() {
      try {
        return Object.keys(localStorage).filter(function (name) {
          return name.indexOf("naboskap:" + person + ":") === 0;
        });
      } catch (fault) { return []; }
    }
    try {
      // What was typed on public pages, which know of no person.
      Object.keys(sessionStorage).forEach(function (name) {
        if (name.indexOf("naboskap:") === 0) sessionStorage.removeItem(name);
      });
    } catch (fault) { /* There is none. */ }
    if (!kept().length) return;
    event.preventDefault();
    window.setTimeout(function () {
      if (kept().length && !window.confirm(form.getAttribute("data-nk-warn"))) return;
      kept().forEach(function (name) { localStorage.removeItem(name); });
      form.submit();
    }, 1500);
  });

  // One press sends once: the button says so and waits, but can be pressed again if nothing came.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-nk-many")) return;
    if (form.dataset.nkSent) {
      event.preventDefault();
      return;
    }
    form.dataset.nkSent = "yes";
    window.setTimeout(function () { delete form.dataset.nkSent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-nk-sent]").forEach(function (form) { delete form.dataset.nkSent; });
  });

  // A filter sends itself when something is chosen; its button stays for everyone else.
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-nk-live")) form.requestSubmit();
  });

  // Copy a code or an address; the button tells that it is done.
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-nk-copy]") : null;
    if (!button || !navigator.clipboard) return;
    var source = document.getElementById(button.getAttribute("data-nk-copy"));
    if (!source) return;
    navigator.clipboard.writeText(source.innerText.trim()).then(function () {
      var told = button.parentNode.querySelector("[role=status]");
      if (told) told.textContent = button.getAttribute("data-nk-copied") || "✓";
    });
  });

  if (navigator.clipboard) document.querySelectorAll("[data-copies]").forEach(function (line) { line.hidden = false; });

  // htmx sends what Django asks for with every form that has none of its own.
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  // What was sent and is answered from elsewhere (the sign-in page) is not put into this one.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var way = event.detail.pathInfo;
    if (event.detail.requestConfig.verb !== "get" && way.responsePath && way.responsePath !== way.requestPath) {
      event.detail.shouldSwap = false;
    }
  });
  document.addEventListener("htmx:afterSwap", function (event) { focusErrors(event.target); });
  document.addEventListener("DOMContentLoaded", function () { focusErrors(document); });
})();
