// Density planes to colours: one canvas for all rows, one for the selected ones.

// A lookup from shade (0..255) to a packed colour whose opacity grows with the shade.
function ramp(hex, low, high) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const table = new Uint32Array(256);
  for (let i = 1; i < 256; i++) {
    const alpha = Math.round(255 * (low + (high - low) * (i / 255) ** 0.8));
    table[i] = ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  return table;
}

function pixels(width, height, paint) {
  const surface = document.createElement("canvas");
  surface.width = width;
  surface.height = height;
  const context = surface.getContext("2d");
  const image = context.createImageData(width, height);
  paint(new Uint32Array(image.data.buffer), image.data);
  context.putImageData(image, 0, 0);
  return surface;
}

// All rows as a picture. `base` has width, height, all (shades) and, where colour means a
// column, either rgba (mean colour, density as alpha) or mean (0..255) with map (256 x 3).
// Of a soft picture the alpha is coverage, shown as it is.
function basePicture(base, theme) {
  const all = bytes(base.all);
  if (base.rgba) {
    const rgba = bytes(base.rgba);
    return pixels(base.width, base.height, (_, out) => { out.set(rgba); if (!base.soft) lift(out); });
  }
  if (base.mean) {
    const mean = bytes(base.mean), map = bytes(base.map);
    return pixels(base.width, base.height, (out) => {
      for (let i = 0; i < out.length; i++) {
        if (!all[i]) continue;
        const k = 3 * mean[i], alpha = base.soft ? all[i] : 90 + Math.round(0.65 * all[i]);
        out[i] = ((Math.min(255, alpha) << 24) | (map[k + 2] << 16) | (map[k + 1] << 8) | map[k]) >>> 0;
      }
    });
  }
  const table = ramp(theme.rows, base.soft ? 0.03 : 0.22, 1);
  return pixels(base.width, base.height, (out) => { for (let i = 0; i < out.length; i++) out[i] = table[all[i]]; });
}

function lift(out) {
  for (let i = 3; i < out.length; i += 4) if (out[i]) out[i] = Math.min(255, 90 + 0.65 * out[i]);
}

// The selected rows: in the accent colour, or, where colour already means a column, in the
// colours of the base (or their own, when they have come).
function chosenPicture(chosen, base, theme) {
  const plane = bytes(chosen.plane);
  if (chosen.rgba) {
    const rgba = bytes(chosen.rgba);
    return pixels(chosen.width, chosen.height, (_, out) => { out.set(rgba); if (!chosen.soft) lift(out); });
  }
  const colored = base && (base.rgba || base.mean) ? base : null;
  if (!colored) {
    const table = ramp(theme.selection, chosen.soft ? 0.05 : 0.3, 1);
    return pixels(chosen.width, chosen.height, (out) => { for (let i = 0; i < out.length; i++) out[i] = table[plane[i]]; });
  }
  const rgba = colored.rgba && bytes(colored.rgba), mean = colored.mean && bytes(colored.mean), map = colored.map && bytes(colored.map);
  const sx = colored.width / chosen.width, sy = colored.height / chosen.height;
  return pixels(chosen.width, chosen.height, (_, out) => {
    for (let y = 0, i = 0; y < chosen.height; y++) {
      const line = Math.min(colored.height - 1, Math.floor(y * sy)) * colored.width;
      for (let x = 0; x < chosen.width; x++, i++) {
        if (!plane[i]) continue;
        const at = line + Math.min(colored.width - 1, Math.floor(x * sx));
        if (rgba && !rgba[4 * at + 3]) continue;
        const k = rgba ? 4 * at : 3 * mean[at], source = rgba ?? map;
        out.set([source[k], source[k + 1], source[k + 2], chosen.soft ? plane[i] : Math.min(255, 90 + 0.65 * plane[i])], 4 * i);
      }
    }
  });
}

// Keeps both pictures and draws them into an area; `fade` is how strongly the rest steps back.
function planePainter() {
  let base = null, basePic = null, chosenPic = null, colored = false;
  return {
    setBase(next, theme) { base = next; colored = Boolean(next?.rgba || next?.mean); basePic = next ? basePicture(next, theme) : null; },
    setChosen(next, theme) { chosenPic = next ? chosenPicture(next, base, theme) : null; },
    draw(context, x, y, width, height) {
      if (!basePic) return;
      context.save();
      context.imageSmoothingEnabled = basePic.width !== Math.round(width);
      context.globalAlpha = chosenPic ? (colored ? 0.16 : 0.45) : 1;
      context.drawImage(basePic, x, y, width, height);
      context.globalAlpha = 1;
      if (chosenPic) {
        context.imageSmoothingEnabled = chosenPic.width !== Math.round(width);
        context.drawImage(chosenPic, x, y, width, height);
      }
      context.restore();
    },
  };
}
