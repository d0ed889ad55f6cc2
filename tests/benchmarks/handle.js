// Notes, frame by frame, when a traversal's edited picture and its strip last changed.
() => {
  const find = (root, selector) => {
    const own = [...root.querySelectorAll(selector)];
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) own.push(...find(element.shadowRoot, selector));
    return own;
  };
  const small = document.createElement("canvas");
  small.width = small.height = 24;
  const pen = small.getContext("2d", { willReadFrequently: true });
  const digest = (canvas) => {
    if (!canvas) return 0;
    pen.drawImage(canvas, 0, 0, 24, 24);
    return new Uint32Array(pen.getImageData(0, 0, 24, 24).data.buffer).reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 7);
  };
  const watch = (window.handle_watch = { started: 0, changed: 0, strip: 0, strips: 0 });
  let seen = 0, shown = "", event = "";
  const start = (e) => { if (e.type === event) { watch.started = performance.now(); watch.changed = watch.strip = 0; event = ""; } };
  for (const type of ["pointermove", "pointerup", "click"]) addEventListener(type, start, true);
  watch.start_at = (type) => { event = type; watch.started = watch.changed = watch.strip = 0; };
  const frame = () => {
    const now = performance.now(), edited = digest(find(document, ".pictures canvas")[1]);
    if (edited !== seen) { seen = edited; watch.changed = now; }
    const film = find(document, ".film canvas"), title = film.map(digest).join();
    if (title !== shown) { shown = title; watch.strips = film.length; watch.strip = now; }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
