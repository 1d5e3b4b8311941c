// What the phone could not send yet. It survives a reload, and goes out in order when the net is
// back. Every answer has a key of its own, so sending it twice is safe.
import { Store } from "./store.js";

const RETRY = new Set([408, 425, 429, 500, 502, 503, 504]);

export function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  /* owner: whose answers; onChange(waiting); onDone(entry, reply) when the server has spoken. */
  constructor(owner, onChange, onDone) {
    this.store = new Store(owner);
    this.onChange = onChange;
    this.onDone = onDone;
    this.sending = false;
    this.failures = 0;
    window.addEventListener("online", () => this.flush());
  }

  read() {
    return this.store.entries;
  }

  add(url, body, place) {
    this.store.add({ url, body, place, id: makeKey() });
    this.onChange(this.read().length, this.failures);
    this.flush();
  }

  remove(id) {
    this.store.remove(id);
    this.onChange(this.read().length, this.failures);
  }

  async flush() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    try {
      await this.store.ready; // what waited before this page goes first
      while (await this.sendFirst());
    } finally {
      this.sending = false;
    }
  }

  /* True when there may be more to send now. */
  async sendFirst() {
    const entry = this.read()[0];
    if (!entry) return false;
    const reply = await this.post(entry);
    if (!reply || RETRY.has(reply.status) || reply.code === "paused") {
      this.failures += 1;
      this.onChange(this.read().length, reply ? 0 : this.failures);
      if (reply && reply.code === "paused") this.onDone(entry, reply);
      const pause = Math.min(15000, 700 * 2 ** Math.min(this.failures, 5));
      this.timer = setTimeout(() => this.flush(), pause * (0.7 + Math.random() * 0.6));
      return false;
    }
    this.failures = 0;
    this.remove(entry.id);
    this.onDone(entry, reply);
    return true;
  }

  async post(entry) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 10000);
    try {
      const response = await fetch(entry.url, {
        method: "POST",
        body: entry.body,
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
        },
        credentials: "same-origin",
        signal: stop.signal,
      });
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      if (!isJson) return RETRY.has(response.status) ? { status: response.status } : null;
      return { ...(await response.json()), status: response.status };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}
