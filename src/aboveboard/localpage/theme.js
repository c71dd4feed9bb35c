// Light or dark, as in the HTML report; the only thing that outlives the page.

import { all, byId } from "./dom.js";

const themes = byId("themes");
const kept = (() => {
  try { return localStorage.getItem("aboveboard-theme"); } catch { return null; }
})();
const showTheme = (theme) => {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
};
for (const input of all("input", themes)) {
  input.checked = input.value === (kept || "auto");
  input.addEventListener("change", () => {
    showTheme(input.value);
    try { localStorage.setItem("aboveboard-theme", input.value); } catch { /* private */ }
  });
}
showTheme(kept);
themes.hidden = false;
