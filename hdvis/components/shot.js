// A picture of the page made in the browser: the tree with its shadow roots flattened and its
// styles inlined, canvases as images, drawn through an SVG foreignObject.

async function picture(el) {
  const { width, height } = el.getBoundingClientRect();
  const ratio = window.devicePixelRatio || 1;
  const copy = flatten(el);
  copy.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const markup = new XMLSerializer().serializeToString(copy);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * ratio}" height="${height * ratio}" viewBox="0 0 ${width} ${height}"><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const surface = node("canvas", { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  surface.getContext("2d").drawImage(image, 0, 0);
  return new Promise((resolve) => surface.toBlob(resolve, "image/png"));
}

async function pictureText(el) {
  const blob = await picture(el);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",", 2)[1]);
    reader.readAsDataURL(blob);
  });
}

function flatten(source) {
  if (source.nodeType === Node.TEXT_NODE) return document.createTextNode(source.data);
  if (source.nodeType !== Node.ELEMENT_NODE || ["STYLE", "SCRIPT", "LINK", "TEMPLATE"].includes(source.tagName)) return null;
  if (source.tagName === "SLOT") return wrap(source, source.assignedNodes());
  if (source.tagName === "CANVAS") return styled(source, node("img", { src: source.toDataURL() }));
  const copy = styled(source, source.namespaceURI.endsWith("svg") ? source.cloneNode(false) : document.createElement("div"));
  if (source.tagName === "IMG") return styled(source, node("img", { src: source.src }));
  if (["INPUT", "SELECT", "TEXTAREA"].includes(source.tagName)) copy.textContent = source.selectedOptions?.[0]?.text ?? source.value;
  else copy.append(...[...(source.shadowRoot ?? source).childNodes].map(flatten).filter(Boolean));
  return copy;
}

function wrap(source, nodes) {
  const copy = document.createElement("div");
  copy.style.display = "contents";
  copy.append(...nodes.map(flatten).filter(Boolean));
  return copy;
}

function styled(source, copy) {
  const computed = getComputedStyle(source);
  copy.removeAttribute("class");
  copy.setAttribute("style", [...computed].filter((name) => !name.startsWith("--")).map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";"));
  return copy;
}
