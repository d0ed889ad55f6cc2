// Notes, frame by frame, when each plot's pixels last changed after an awaited pointer event.
(() => {
  const SIDE = 96

  const canvases = (root) => [...root.querySelectorAll("*")].flatMap((element) => {
    const own = element.tagName === "CANVAS" && element.clientWidth > 150 ? [element] : []
    return element.shadowRoot ? [...own, ...canvases(element.shadowRoot)] : own
  })

  const small = document.createElement("canvas")
  small.width = small.height = SIDE
  const pen = small.getContext("2d", {willReadFrequently: true})

  const digest = (canvas) => {
    pen.clearRect(0, 0, SIDE, SIDE)
    pen.drawImage(canvas, 0, 0, SIDE, SIDE)
    const words = new Uint32Array(pen.getImageData(0, 0, SIDE, SIDE).data.buffer)
    return words.reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 7)
  }

  // A plot may stack several canvases; those at one place on the page are one view.
  const place = (canvas) => {
    const box = canvas.getBoundingClientRect()
    return `${Math.round(box.left / 40)},${Math.round(box.top / 40)}`
  }

  const watch = {started: null, awaited: null, quiet_since: 0, changed: new Map(), digests: new Map()}
  window.repaint_watch = watch

  const start = (event) => {
    if (event.type !== watch.awaited) return
    watch.awaited = null
    watch.started = watch.quiet_since = performance.now()
    watch.changed = new Map()
  }
  addEventListener("pointerup", start, true)
  addEventListener("pointermove", start, true)
  watch.start_at = (type) => { watch.awaited = type; watch.changed = new Map() }

  const frame = () => {
    for (const canvas of canvases(document)) {
      const now = digest(canvas)
      if (watch.digests.get(canvas) !== now) {
        const at = performance.now()
        if (watch.digests.has(canvas)) watch.changed.set(place(canvas), at)
        watch.digests.set(canvas, now)
        watch.quiet_since = at
      }
    }
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)

  watch.quiet = (ms) => performance.now() - watch.quiet_since > ms
  watch.views = () => watch.changed.size
  watch.elapsed = () => Math.max(...watch.changed.values()) - watch.started
})()
