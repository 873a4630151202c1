// The reader's own choice of light or dark, kept in this browser only. It runs before anything is painted, so
// that no page flashes; without it the system's setting stands.
{
  const KEY = "colours";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const theSystems = () => (system.matches ? "dark" : "light");

  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const keep = (choice) => {
    try {
      if (choice === theSystems()) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Where nothing may be kept, the choice lasts as long as the page.
    }
  };

  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.colours = choice;
    else delete root.dataset.colours;
    for (const button of document.querySelectorAll(".colours")) {
      button.setAttribute("aria-pressed", (root.dataset.colours ?? theSystems()) === "dark");
    }
  };

  show(kept());
  addEventListener("DOMContentLoaded", () => show(root.dataset.colours));
  system.addEventListener("change", () => show(root.dataset.colours));
  addEventListener("storage", (event) => event.key === KEY && show(event.newValue));
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".colours");
    if (!button) return;
    const choice = button.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    show(choice);
    keep(choice);
  });
}
