// Notes, frame by frame, when a traversal's edited picture and its strip last changed.
() => {
  const home = (root) => {
    if (root.querySelector(".pictures")) return root;
    for (const element of root.querySelectorAll("*")) {
      const found = element.shadowRoot && home(element.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const view = home(document), small = document.createElement("canvas");
  small.width = small.height = 24;
  const pen = small.getContext("2d", { willReadFrequently: true });
  const digest = (canvas) => {
    if (!canvas) return 0;
    pen.drawImage(canvas, 0, 0, 24, 24);
    const words = new Uint32Array(pen.getImageData(0, 0, 24, 24).data.buffer);
    return words.reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 7);
  };

  const watch = (window.handle_watch = { started: 0, changed: 0, strip: 0, strips: 0 });
  let seen = 0, shown = "", awaited = "";
  const start = (event) => {
    if (event.type !== awaited) return;
    watch.started = performance.now();
    watch.changed = watch.strip = 0;
    awaited = "";
  };
  for (const type of ["pointermove", "pointerup", "click"]) addEventListener(type, start, true);
  watch.start_at = (type) => { awaited = type; watch.started = watch.changed = watch.strip = 0; };

  const frame = () => {
    const now = performance.now(), edited = digest(view.querySelectorAll(".pictures canvas")[1]);
    if (edited !== seen) { seen = edited; watch.changed = now; }
    const film = view.querySelectorAll(".film canvas");
    const ends = [digest(film[0]), digest(film[film.length - 1])].join();
    if (ends !== shown) { shown = ends; watch.strips = film.length; watch.strip = now; }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
