// Messages both ways, with one request in flight.

/**
 * What Panel hands a part: its params as properties that can be watched, and a way to send.
 * `Params` are the params by name, `Sent` the messages that the part sends, `Heard` those it gets.
 * @template {object} [Params=Record<string, any>]
 * @template {{ type: string }} [Sent=Message]
 * @template {{ type: string }} [Heard=Message]
 * @typedef {Params & {
 *   heard?: Heard,
 *   on(event: string, call: (...values: any[]) => void): void,
 *   send_msg(message: Sent): void,
 *   get_child(name: string): any,
 * }} Model
 */
/** @typedef {{ type: string, [name: string]: any }} Message */

/**
 * Binary values however they came: as a buffer, as a view, or as numbers.
 * @param {any} value
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes(value) {
  if (value == null) return new Uint8Array(0);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!(value.buffer instanceof ArrayBuffer)) return new Uint8Array(value);
  return new Uint8Array(value.buffer, value.byteOffset ?? 0, value.byteLength ?? undefined);
}

/**
 * Sends only the newest message while an answer is awaited; call `done` when one comes. None
 * within `patience` milliseconds counts as one, so that a lost answer never stops a drag. What
 * ends a drag (`live` false) waits for no answer.
 * @template {{ type: string, live?: boolean }} Sent
 * @param {{ send_msg(message: Sent): void }} model
 */
export function latest(model, patience = 2000) {
  /** @type {Sent | null} */
  let waiting = null;
  let busy = false;
  /** @type {any} */
  let timer = 0;
  const pump = () => {
    if (busy || !waiting) return;
    busy = true;
    const message = waiting;
    waiting = null;
    clearTimeout(timer);
    timer = setTimeout(done, patience);
    model.send_msg(message);
  };
  const done = () => {
    clearTimeout(timer);
    busy = false;
    pump();
  };
  /** @param {Sent} message */
  const send = (message) => {
    waiting = message;
    if (message.live === false) busy = false;
    pump();
  };
  return { send, done };
}

/** @typedef {{ on(event: string, call: (...values: any[]) => void): void }} Watched */

/**
 * Call `handlers[type](message)` for each message from Python; every type of `Heard` has its own.
 * @template {{ type: string }} Heard
 * @param {Watched & { heard?: Heard }} model
 * @param {{ [T in Heard["type"]]: (message: Extract<Heard, { type: T }>) => void | Promise<void> }} handlers
 */
export function listen(model, handlers) {
  const calls = /** @type {Record<string, ((message: any) => void) | undefined>} */ (handlers);
  model.on("msg:custom", (message) => calls[message.type]?.(message));
}

/**
 * Call `calls[name]()` when the param `name` changes; several names may stand in one key.
 * @param {Watched} model
 * @param {Record<string, () => void>} calls
 */
export function follow(model, calls) {
  for (const [names, call] of Object.entries(calls)) {
    for (const name of names.split(" ")) model.on(name, call);
  }
}
