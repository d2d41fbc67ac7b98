// Keeps marks in the browser, in a store whose name holds the pack's digest: pages opened from
// file:// share one store in Chromium, so two packs must never meet in it.

const storeName = (digest) => `npq-pack-${digest}`;

class Keeper {
  /** Opens the store of a pack; without one the page works on and says that nothing is kept. */
  static async open(digest) {
    const keeper = new Keeper();
    keeper.name = storeName(digest);
    try {
      keeper.database = await new Promise((done, failed) => {
        const request = indexedDB.open(keeper.name, 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("rows", { keyPath: "script" });
          request.result.createObjectStore("facts");
        };
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
        request.onblocked = () => failed(new Error("blocked"));
      });
      // Another window that clears the store must be able to.
      keeper.database.onversionchange = () => { keeper.database.close(); keeper.database = null; };
    } catch {
      keeper.database = null;
    }
    return keeper;
  }

  get works() { return this.database !== null; }

  /** One act on the store; it is done when the bytes are on the disk. */
  act(mode, work) {
    return new Promise((done, failed) => {
      if (!this.database) return failed(new Error("no store"));
      const act = this.database.transaction(["rows", "facts"], mode, { durability: "strict" });
      const result = work(act);
      act.oncomplete = () => done(result && result.result);
      act.onerror = act.onabort = () => failed(act.error);
    });
  }

  /** Whether another window has this pack open; what it keeps would overwrite what this one does. */
  async isElsewhere() {
    if (!navigator.locks) return false;
    try {
      return await new Promise((answer, failed) => {
        // The lock is held as long as the window is open.
        navigator.locks.request(this.name, { ifAvailable: true }, (lock) => {
          answer(lock === null);
          return lock && new Promise(() => {});
        }).catch(failed);
      });
    } catch {
      return false;
    }
  }

  rows() { return this.act("readonly", (act) => act.objectStore("rows").getAll()); }
  put(row) { return this.act("readwrite", (act) => act.objectStore("rows").put(row)); }
  fact(name) { return this.act("readonly", (act) => act.objectStore("facts").get(name)); }
  putFact(name, value) { return this.act("readwrite", (act) => act.objectStore("facts").put(value, name)); }

  /** Forgets everything of this pack. */
  async clear() {
    if (this.database) this.database.close();
    this.database = null;
    await new Promise((done) => {
      const request = indexedDB.deleteDatabase(this.name);
      request.onsuccess = request.onerror = request.onblocked = () => done();
    });
  }
}

/** The file that the person chose, which is written after every script where the browser can. */
class SavedFile {
  static get isPossible() { return typeof window.showSaveFilePicker === "function"; }

  constructor(handle) { this.handle = handle; }
  get name() { return this.handle.name; }

  async choose(name) {
    this.handle = await window.showSaveFilePicker({
      suggestedName: name, types: [{ description: "Saved marks", accept: { "application/json": [".json"] } }],
    });
  }

  /** Whether the page may write to it, in a new window too; asked of the person where need be. */
  async isAllowed() {
    const how = { mode: "readwrite" };
    return await this.handle.queryPermission(how) === "granted" || await this.handle.requestPermission(how) === "granted";
  }

  /** What stands in it already. */
  async read() { return (await this.handle.getFile()).text(); }

  async write(text) {
    const stream = await this.handle.createWritable();
    await stream.write(text);
    await stream.close();
  }
}
