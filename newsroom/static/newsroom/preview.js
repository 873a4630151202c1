// In the frame of a preview, whose page has no address: links to a place in the story go there, all others open
// beside it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const href = link.getAttribute("href");
  if (href.startsWith("#")) {
    event.preventDefault();
    document.getElementById(href.slice(1))?.scrollIntoView();
  } else {
    link.target = "_blank";
  }
});
