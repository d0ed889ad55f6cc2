// Says when the program is out of reach, and comes back to it as soon as it answers.

import { node } from "hdvis/dom.js";

const EVERY = 1000;
const PATIENCE = 3000;

/**
 * @typedef {{ on_event(name: string, call: (sender: any, event: any) => void): void }} Documentlike
 */

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Whether the program answers, and whether it would let this page in.
 * @returns {Promise<"away" | "stranger" | "there">}
 */
async function reach() {
  try {
    const answer = await fetch("./liveness", {
      cache: "no-store",
      signal: AbortSignal.timeout(EVERY),
    });
    return answer.headers.get("X-Hdvis-Visitor") === "unknown" ? "stranger" : "there";
  } catch {
    return "away";
  }
}

/** What the banner says. */
export const WORDS = {
  away: "The program does not answer. What is done here now would be lost, so the page waits; it goes on by itself as soon as the program is there again.",
  stranger:
    "The program was started anew and does not know this page. Open the address that it printed.",
  back: "The program is there again. One moment…",
};

/**
 * Watches the connection of a page to its program.
 * @param {Documentlike} document
 * @param {HTMLElement} body What takes no input while the program is away.
 * @returns {HTMLElement} The banner.
 */
export function connection(document, body) {
  const banner = node("div", { class: "lost", role: "alert" });
  banner.hidden = true;
  let lost = false;
  const say = (/** @type {string} */ text) => {
    if (banner.textContent !== text) banner.textContent = text;
  };
  const set = (/** @type {boolean} */ yes) => {
    lost = yes;
    banner.hidden = !yes;
    body.inert = yes;
  };
  async function comeBack(/** @type {any} */ event) {
    while (lost) {
      const there = await reach();
      if (there !== "there") say(there === "away" ? WORDS.away : WORDS.stranger);
      else {
        say(WORDS.back);
        event.reconnect(); // its session may still be there
        await pause(PATIENCE);
        if (lost) window.location.reload();
      }
      await pause(EVERY);
    }
  }
  document.on_event("connection_lost", (_, event) => {
    if (lost) return;
    set(true);
    say(WORDS.away);
    comeBack(event);
  });
  document.on_event("client_reconnected", () => set(false));
  return banner;
}

const KEY = () => `hdvis-work ${window.location.pathname}`;

/** @returns {string | null} What was done in this tab before. */
export function kept() {
  try {
    return window.sessionStorage.getItem(KEY());
  } catch {
    return null; // a browser may forbid it
  }
}

/** @param {string} work */
export function keep(work) {
  try {
    window.sessionStorage.setItem(KEY(), work);
  } catch {
    // no room, or forbidden: the next page starts afresh
  }
}
