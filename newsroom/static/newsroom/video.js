// Plays a video in its place. Without this script the link leads to the video's own page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-video]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.src = `https://www.youtube-nocookie.com/embed/${link.dataset.video}?autoplay=1`;
  player.title = link.textContent.trim();
  player.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  player.allowFullscreen = true;
  link.replaceWith(player);
  player.focus();
});
