// The page works without this. It adds: light or dark, copying, and the keys / j k.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  const theme = document.querySelector("[data-theme]:not(html)");
  if (theme) {
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept, then */ }
    });
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const said = button.textContent;
    button.addEventListener("click", async () => {
      const text = button.closest("section").querySelector("[data-copy-text]");
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = said; }, 2000);
      } catch {
        getSelection().selectAllChildren(text); // the reader copies with the keyboard
      }
    });
  }

  // On a narrow screen the facets begin folded.
  const facets = document.querySelector("[data-facets]");
  if (facets && matchMedia("(max-width: 52rem)").matches) facets.open = false;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at instanceof HTMLElement && at.closest("input, select, textarea, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
      return;
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const hits = [...document.querySelectorAll("[data-hit]")];
    const next = hits[Math.max(0, Math.min(hits.length - 1, hits.indexOf(document.activeElement) + step))];
    if (next) next.focus();
  });
})();
