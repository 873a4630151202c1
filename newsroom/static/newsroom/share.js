// The buttons beside a story's address: without a script, the address is there to be copied by hand.
for (const box of document.querySelectorAll(".share")) {
  const field = box.querySelector("input");
  const acts = {
    copy: async (button) => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      box.querySelector("[role=status]").textContent = button.dataset.said;
    },
    share: () => navigator.share({ title: box.dataset.title, url: field.value }),
  };
  const known = { copy: navigator.clipboard, share: navigator.share };
  for (const button of box.querySelectorAll("button")) {
    button.hidden = !known[button.dataset.act];
    // Who closes the device's dialog, or forbids copying, has decided so; the address stays there.
    button.addEventListener("click", () => acts[button.dataset.act](button)?.catch(() => {}));
  }
  field.addEventListener("focus", () => field.select());
}
