// A picture of the page made in the browser: the tree with its shadow roots flattened and its
// styles inlined, canvases as images, drawn through an SVG foreignObject.

import { context2d, pixelRatio } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";

const LEFT_OUT = ["STYLE", "SCRIPT", "LINK", "TEMPLATE", "DIALOG"];

/**
 * What `el` shows, as a PNG of the screen's own resolution.
 * @param {HTMLElement} el
 * @returns {Promise<Blob>}
 */
export async function picture(el) {
  const { width, height } = el.getBoundingClientRect();
  const ratio = pixelRatio();
  const copy = /** @type {HTMLElement} */ (flatten(el));
  copy.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const markup = new XMLSerializer().serializeToString(copy);
  const box = `width="${width * ratio}" height="${height * ratio}" viewBox="0 0 ${width} ${height}"`;
  const content = `<foreignObject width="100%" height="100%">${markup}</foreignObject>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${content}</svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  const surface = node("canvas", size);
  context2d(surface).drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    const take = (/** @type {Blob | null} */ blob) =>
      blob ? resolve(blob) : reject(new Error("the browser made no picture of the page"));
    surface.toBlob(take, "image/png");
  });
}

/**
 * The same as base64 text.
 * @param {HTMLElement} el
 * @returns {Promise<string>}
 */
export async function pictureText(el) {
  const blob = await picture(el);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1]);
    reader.readAsDataURL(blob);
  });
}

/**
 * A copy of a node that needs no style sheet and no shadow root, or null for what shows nothing.
 * @param {Node} source
 * @returns {Node | null}
 */
function flatten(source) {
  if (source instanceof Text) return document.createTextNode(source.data);
  if (!(source instanceof Element) || LEFT_OUT.includes(source.tagName)) return null;
  if (source instanceof HTMLSlotElement) return wrap(source.assignedNodes());
  if (source instanceof HTMLCanvasElement) {
    return styled(source, node("img", { src: source.toDataURL() }));
  }
  if (source instanceof HTMLImageElement) return styled(source, node("img", { src: source.src }));
  const isDrawing = source.namespaceURI?.endsWith("svg");
  const bare = isDrawing ? source.cloneNode(false) : document.createElement("div");
  const copy = styled(source, /** @type {Element} */ (bare));
  if (source instanceof HTMLSelectElement) copy.textContent = source.selectedOptions[0]?.text ?? "";
  else if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
    copy.textContent = source.value;
  } else copy.append(...flattened([...(source.shadowRoot ?? source).childNodes]));
  return copy;
}

/** @param {Node[]} nodes */
const flattened = (nodes) => /** @type {Node[]} */ (nodes.map(flatten).filter(Boolean));

/** @param {Node[]} nodes */
const wrap = (nodes) => node("div", { style: { display: "contents" } }, ...flattened(nodes));

/**
 * `copy` with the computed style of `source`.
 * @template {Element} T
 * @param {Element} source
 * @param {T} copy
 */
function styled(source, copy) {
  const computed = getComputedStyle(source);
  const names = [...computed].filter((name) => !name.startsWith("--"));
  copy.removeAttribute("class");
  const rules = names.map((name) => `${name}:${computed.getPropertyValue(name)}`);
  copy.setAttribute("style", rules.join(";"));
  return copy;
}
