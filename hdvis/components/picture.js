// A decoded picture on a canvas: greyed when it is not the answer to the last request.

// Keeps bitmaps of pictures {data, width, height, greyed}; `draw` puts one into a square.
function pictureShelf() {
  let shelf = [];
  return {
    set(list) {
      shelf = list.map((picture) => ({
        ...picture,
        surface: bytes(picture.data)?.length ? pixels(picture.width, picture.height, (_, out) => out.set(bytes(picture.data))) : null,
      }));
    },
    get length() { return shelf.length; },
    label: (i) => shelf[i]?.label ?? "",
    draw(context, i, x, y, side, theme) {
      const picture = shelf[i];
      if (!picture) return;
      const scale = side / Math.max(picture.width, picture.height), width = picture.width * scale, height = picture.height * scale;
      context.save();
      context.imageSmoothingEnabled = scale < 1;
      if (picture.greyed) context.filter = "grayscale(1) opacity(.45)";
      if (picture.surface) context.drawImage(picture.surface, x + (side - width) / 2, y + (side - height) / 2, width, height);
      else checkers(context, x, y, side, theme);
      context.restore();
    },
  };
}

function checkers(context, x, y, side, theme) {
  const cell = side / 8;
  for (let i = 0; i < 64; i++) {
    context.fillStyle = (i + Math.floor(i / 8)) % 2 ? theme.line : theme.pane;
    context.fillRect(x + (i % 8) * cell, y + Math.floor(i / 8) * cell, cell, cell);
  }
}
