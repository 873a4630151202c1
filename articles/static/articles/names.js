/* The rich text editor and the field that completes what one types give their inputs no name: it is the label's. */
{
  const nameAll = () => {
    for (const input of document.querySelectorAll(
      ".form-row .ProseMirror:not([aria-label]), .form-row .select2-search__field:not([aria-label])",
    )) {
      const label = input.closest(".form-row").querySelector("label");
      if (label) input.setAttribute("aria-label", label.textContent.trim().replace(/:$/, ""));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
  });
}
