// Where a box that opens belongs: beside whatever asked for it, and within the window.

export function placeBeside(box, asker) {
  const [at, size] = [asker.getBoundingClientRect(), box.getBoundingClientRect()];
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${at.top > size.height + 8 ? at.top - size.height - 4 : Math.min(at.bottom + 4, innerHeight - size.height - 8)}px`;
}
