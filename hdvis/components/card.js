// The card beside the pointer: a row's image and values.

function cardStyle() {
  return { position: "absolute", display: "none", pointerEvents: "none", zIndex: 20, font: `11px ${FONT}`, padding: "8px", borderRadius: "8px", boxShadow: "0 6px 20px rgba(0,0,0,.2)", maxWidth: "240px" };
}

function fillCard(card, message, theme) {
  Object.assign(card.style, { background: theme.pane, color: theme.text, border: `1px solid ${theme.line}` });
  card.replaceChildren();
  if (message.image) card.append(thumbnail(message.image, 88));
  const table = node("div", { style: { display: "grid", gridTemplateColumns: "auto auto", columnGap: "10px", marginTop: message.image ? "6px" : 0 } });
  for (const [name, value] of message.values) {
    table.append(node("span", { style: { color: theme.muted, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" } }, name), node("span", { style: { textAlign: "right", overflow: "hidden", textOverflow: "ellipsis" } }, value));
  }
  card.append(table);
}

function placeCard(card, [x, y], view) {
  card.style.display = "block";
  const { offsetWidth: w, offsetHeight: h } = card;
  card.style.left = `${x + 14 + w > view.width ? Math.max(0, x - w - 14) : x + 14}px`;
  card.style.top = `${Math.max(0, Math.min(view.height - h, y + 14))}px`;
}

// Raw RGBA as a canvas whose longer side is `side` pixels; small pictures keep square pixels.
function thumbnail({ data, width, height }, side) {
  const surface = pixels(width, height, (_, out) => out.set(bytes(data)));
  const scale = side / Math.max(width, height);
  Object.assign(surface.style, { width: `${width * scale}px`, height: `${height * scale}px`, imageRendering: scale > 1 ? "pixelated" : "auto", borderRadius: "4px", display: "block" });
  return surface;
}
