// Light or dark, before anything is seen: what the reader chose, or else what her system says.
// JupyterLab's mark on the body tells the explorers that it has changed.

{
  const KEY = "theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");

  const show = () => {
    document.documentElement.dataset.theme = chosen();
    if (document.body) document.body.dataset.jpThemeName = chosen();
    const button = document.getElementById("theme");
    if (button) button.textContent = chosen() === "dark" ? "Light" : "Dark";
  };

  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      localStorage.setItem(KEY, chosen() === "dark" ? "light" : "dark");
      show();
    });
    show();
  });
}
