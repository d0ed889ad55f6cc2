// Notes when each plot last drew a picture after an awaited pointer event.
(() => {
  const watch = {started: null, awaited: null, quiet_since: performance.now(), changed: new Map()}
  window.repaint_watch = watch

  // A plot may stack several canvases; those at one place on the page are one view.
  const place = (canvas) => {
    const box = canvas.getBoundingClientRect()
    return `${Math.round(box.left / 40)},${Math.round(box.top / 40)}`
  }

  // Reading pixels back would slow what is timed; every plot here draws its picture by drawImage.
  const draw = CanvasRenderingContext2D.prototype.drawImage
  CanvasRenderingContext2D.prototype.drawImage = function (...rest) {
    draw.apply(this, rest)
    if (!(this.canvas.isConnected && this.canvas.clientWidth > 150)) return
    const now = performance.now()
    watch.changed.set(place(this.canvas), now)
    watch.quiet_since = now
  }

  const start = (event) => {
    if (event.type !== watch.awaited) return
    watch.awaited = null
    watch.started = watch.quiet_since = performance.now()
    watch.changed = new Map()
  }
  addEventListener("pointerup", start, true)
  addEventListener("pointermove", start, true)
  watch.start_at = (type) => { watch.awaited = type; watch.changed = new Map() }

  watch.quiet = (ms) => performance.now() - watch.quiet_since > ms
  watch.views = () => watch.changed.size
  watch.elapsed = () => Math.max(...watch.changed.values()) - watch.started
})()
