// Where the outbox lies: in IndexedDB. What is added stands at once in the browser's plain storage
// until the database has it; where there is none (private browsing, an old Safari, a connection
// that was lost in the background), it stays there, and without either in memory.

const PATIENCE = 1500;

export class Store {
  constructor(owner) {
    this.owner = owner;
    this.name = `pejl-outbox-${owner}`;
    this.gone = new Set();
    this.stored = new Set();
    this.database = null;
    this.known = false;
    this.entries = this.readPlain();
    // A database that does not answer holds nothing up for long.
    this.work = this.settle();
    this.ready = Promise.race([this.work, new Promise((go) => setTimeout(go, PATIENCE))]);
  }

  add(entry) {
    this.entries = [...this.entries, entry];
    this.change();
  }

  remove(id) {
    this.gone.add(id);
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.change();
  }

  change() {
    this.writePlain();
    this.work = this.work.then(() => this.settle());
  }

  readPlain() {
    try {
      return JSON.parse(localStorage.getItem(this.name) || "[]");
    } catch {
      return [];
    }
  }

  writePlain() {
    const left = this.entries.filter((entry) => !this.stored.has(entry.id));
    try {
      if (left.length) localStorage.setItem(this.name, JSON.stringify(left));
      else localStorage.removeItem(this.name);
    } catch {
      // Full or forbidden: memory has it, and the database soon.
    }
  }

  /* Makes the database hold what is here, and at first takes over what it held, which is older. */
  async settle() {
    try {
      this.database = this.database || (await open());
      const held = await merge(this.database, this.owner, (list) => this.join(list));
      this.stored = new Set(held.map((entry) => entry.id));
      if (!this.known) {
        const here = new Set(this.entries.map((entry) => entry.id));
        const older = held.filter((entry) => !here.has(entry.id) && !this.gone.has(entry.id));
        this.entries = [...older, ...this.entries];
        this.known = true;
      }
    } catch {
      this.database = null;
      this.stored.clear();
    }
    this.writePlain();
  }

  join(list) {
    const held = list.filter((entry) => !this.gone.has(entry.id));
    const there = new Set(held.map((entry) => entry.id));
    return [...held, ...this.entries.filter((entry) => !there.has(entry.id))];
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("pejl", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(asked.error);
  });
}

/* Reads, changes and writes in one transaction, so that two pages of one person do not overwrite
   each other. */
function merge(database, owner, change) {
  return new Promise((resolve, reject) => {
    const turn = database.transaction("outbox", "readwrite");
    const place = turn.objectStore("outbox");
    const asked = place.get(owner);
    let held = [];
    asked.onsuccess = () => {
      held = change(asked.result || []);
      if (held.length) place.put(held, owner);
      else place.delete(owner);
    };
    turn.oncomplete = () => resolve(held);
    turn.onerror = turn.onabort = () => reject(turn.error);
  });
}
