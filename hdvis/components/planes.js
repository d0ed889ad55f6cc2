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

// A canvas that is painted again and again: making one costs ten times what painting it does.
// `fill` gets the pixels as packed colours and as bytes, with what they were before.
function sheet() {
  let surface = null, context, image, words;
  return (width, height, fill) => {
    if (surface?.width !== width || surface.height !== height) {
      surface = node("canvas", { width, height });
      context = surface.getContext("2d");
      image = context.createImageData(width, height);
      words = new Uint32Array(image.data.buffer);
    }
    fill(words, image.data);
    context.putImageData(image, 0, 0);
    return surface;
  };
}

const pixels = (width, height, fill) => sheet()(width, height, fill);

// Density as opacity, so that single rows are seen and many are not lost.
const lifted = (alpha) => (alpha ? Math.min(255, 90 + Math.round(0.65 * alpha)) : 0);

// What each pixel of all rows looks like: a packed colour by place. `base` has width, height, all
// (shades) and, where colour means a column, either rgba (mean colour, density as alpha) or mean
// (0..255) with map (256 x 3). Of a soft picture the alpha is coverage, shown as it is.
function baseColors(base, theme) {
  const all = bytes(base.all), shown = base.soft ? (alpha) => alpha : lifted;
  if (base.rgba) {
    const rgba = bytes(base.rgba);
    return (i) => packed(rgba, 4 * i, shown(rgba[4 * i + 3]));
  }
  if (base.mean) {
    const mean = bytes(base.mean), map = bytes(base.map);
    return (i) => (all[i] ? packed(map, 3 * mean[i], shown(all[i])) : 0);
  }
  const table = ramp(theme.rows, base.soft ? 0.03 : 0.22, 1);
  return (i) => table[all[i]];
}

// The selected rows by place: in the accent colour, or, where colour already means a column, in
// the colours of the base (or their own, when they have come). `under` tells the base's pixel.
function chosenColors(chosen, base, theme) {
  const plane = bytes(chosen.plane), shown = chosen.soft ? (alpha) => alpha : lifted;
  if (chosen.rgba) {
    const rgba = bytes(chosen.rgba);
    return (i) => packed(rgba, 4 * i, shown(rgba[4 * i + 3]));
  }
  if (base?.rgba) {
    const rgba = bytes(base.rgba);
    return (i, under) => (plane[i] && rgba[4 * under + 3] ? packed(rgba, 4 * under, shown(plane[i])) : 0);
  }
  if (base?.mean) {
    const mean = bytes(base.mean), map = bytes(base.map);
    return (i, under) => (plane[i] ? packed(map, 3 * mean[under], shown(plane[i])) : 0);
  }
  const table = ramp(theme.selection, chosen.soft ? 0.05 : 0.3, 1);
  return (i) => table[plane[i]];
}

const packed = (source, k, alpha) => ((alpha << 24) | (source[k + 2] << 16) | (source[k + 1] << 8) | source[k]) >>> 0;

// Keeps both pictures and draws them into an area; where there is a choice, the rest steps back.
function planePainter() {
  const baseSheet = sheet(), chosenSheet = sheet(), faded = node("canvas");
  let base = null, basePic = null, chosenPic = null, isFaded = false;
  return {
    setBase(next, theme) {
      base = next;
      basePic = next && baseSheet(next.width, next.height, every(baseColors(next, theme)));
      isFaded = false;
    },
    setChosen(next, theme) {
      if (!next) { chosenPic = null; return; }
      const { width, height } = base ?? next, color = chosenColors(next, base, theme);
      const isWhole = next.width === width && next.height === height;
      chosenPic = chosenSheet(width, height, isWhole ? every(color) : spread(color, next, width, height));
    },
    draw(context, x, y, width, height, theme) {
      if (!basePic) return;
      if (chosenPic && !isFaded) { fade(theme); isFaded = true; }
      context.save();
      context.imageSmoothingEnabled = basePic.width !== Math.round(width);
      context.drawImage(chosenPic ? faded : basePic, x, y, width, height);
      if (chosenPic) context.drawImage(chosenPic, x, y, width, height);
      context.restore();
    },
  };
  // On the colour of panes and opaque, which is drawn in a fraction of the time of a veil.
  function fade(theme) {
    faded.width = basePic.width;
    faded.height = basePic.height;
    const context = faded.getContext("2d", { alpha: false });
    context.fillStyle = theme.pane;
    context.fillRect(0, 0, faded.width, faded.height);
    context.globalAlpha = base.rgba || base.mean ? 0.16 : 0.45;
    context.drawImage(basePic, 0, 0);
  }
}

const every = (color) => (words) => { for (let i = 0; i < words.length; i++) words[i] = color(i, i); };

// A coarse picture over a whole one, each of its pixels as a block.
function spread(color, coarse, width, height) {
  const across = Int32Array.from({ length: width }, (_, x) => Math.min(coarse.width - 1, Math.floor((x * coarse.width) / width)));
  return (words) => {
    for (let y = 0, i = 0; y < height; y++) {
      const line = Math.min(coarse.height - 1, Math.floor((y * coarse.height) / height)) * coarse.width;
      for (let x = 0; x < width; x++, i++) words[i] = color(line + across[x], i);
    }
  };
}
