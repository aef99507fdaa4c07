/**
 * Where what is not received yet lies on the phone: IndexedDB, written through to the disk before it is said to be
 * kept; the memory of the page where the browser gives none.
 *
 * Every key begins with the person, so that people who share a phone never meet each other's work.
 *
 * @typedef {{code?: string, sentence: string, field?: string, faults?: Record<string, string>, language?: string,
 *   isHeld?: boolean}} Refused  `faults` are {field: what is wrong with it} where that is more than one
 *
 * @typedef {Object} Kept
 * @property {string} person
 * @property {string} id  made here; the portal knows the record by it for ever
 * @property {string} kind
 * @property {string} about  the subject: what has the same goes in the order in which it was written
 * @property {string} slot  what has the same is replaced by what is newer, where it has not left yet
 * @property {Object<string, string | string[]>} fields
 * @property {string} device_at
 * @property {number} place  the order in which it was written
 * @property {string} title  what it is, for who looks what waits
 * @property {string[]} [words]  what she wrote as she reads it, where the fields hold something else
 * @property {string} page  where it was written
 * @property {string} seen  what stood there before, by its id
 * @property {string} corrects
 * @property {boolean} asks  it has lain so long that she is asked before it goes
 * @property {boolean} isRemembered  when it is received, the phone remembers it for pages that were drawn before
 * @property {Refused | null} refused
 */

const NAME = "portal";
const VERSION = 1;
const RECORDS = "records";
const NOTES = "notes";

/** @type {Promise<IDBDatabase | null> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase | null>} null where the browser keeps nothing */
function database() {
  opening ??= connect().then((connection) => {
    if (!connection) opening = null;
    return connection;
  });
  return opening;
}

/** @returns {Promise<IDBDatabase | null>} */
function connect() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(RECORDS, { keyPath: ["person", "id"] });
        request.result.createObjectStore(NOTES);
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

/** Phones close a connection in the background, and say so only when it is used: then it is opened again. */
async function onDisk(act) {
  const connection = await database();
  try {
    return connection && (await act(connection));
  } catch {
    connection.close();
    if ((await opening) === connection) opening = null; // another may have opened it again meanwhile
    const anew = await database();
    return anew && (await act(anew));
  }
}

/** What one person keeps on this phone. */
export class Store {
  /** @type {Map<string, Kept>} */
  #memory = new Map();
  /** @type {Map<string, unknown>} */
  #noted = new Map();

  /** Nothing more is noted: she has signed out, here or in another window. */
  #isOver = false;
  #hasLeft = false;
  #signOuts = "BroadcastChannel" in window ? new BroadcastChannel("signed-out") : null;

  /** @param {string} person */
  constructor(person) {
    this.person = person;
    this.#signOuts?.addEventListener("message", ({ data }) => data === person && this.#wipe());
  }

  /** All records in the order in which they were written. @returns {Promise<Kept[]>} */
  async all() {
    const stored = (await this.#read(RECORDS, (store) => store.getAll(this.#hers()))) ?? [];
    const records = new Map(stored.map((record) => [record.id, record]));
    for (const [id, record] of this.#memory) records.set(id, record);
    return [...records.values()].sort((one, other) => one.place - other.place);
  }

  /** @param {Kept} record */
  async put(record) {
    const isOnDisk = await this.#write(RECORDS, (store) => store.put(record));
    if (isOnDisk) this.#memory.delete(record.id);
    else this.#memory.set(record.id, record);
  }

  /** Whether the disk did not take it, so that it goes with this page. @param {string} id */
  isOnlyHere(id) {
    return this.#memory.has(id);
  }

  /** @param {string} id */
  async remove(id) {
    this.#memory.delete(id);
    await this.#write(RECORDS, (store) => store.delete([this.person, id]));
  }

  /** Something small to remember under a name, such as a draft. @param {string} name */
  async note(name) {
    if (this.#noted.has(name)) return this.#noted.get(name);
    return this.#read(NOTES, (store) => store.get([this.person, name]));
  }

  /** @param {string} name @param {unknown} value nothing or empty forgets it */
  async setNote(name, value) {
    if (this.#isOver) return; // such as what was still being spoken as she went
    const isOnDisk = await this.#write(NOTES, (store) =>
      value ? store.put(value, [this.person, name]) : store.delete([this.person, name]),
    );
    if (isOnDisk || !value) this.#noted.delete(name);
    else this.#noted.set(name, value);
  }

  /** She signs out: what is not for the portal is not for whoever has the phone next. */
  async forgetNotes() {
    this.#hasLeft = true;
    this.#signOuts?.postMessage(this.person);
    await this.#wipe();
  }

  /** The portal has said that she is in: after a sign-out in another window, this one notes again. */
  isIn() {
    this.#isOver = this.#hasLeft;
  }

  /** In every window of hers, so that what was on its way there goes too. */
  async #wipe() {
    this.#isOver = true;
    this.#noted.clear();
    await this.#write(NOTES, (store) => store.delete(this.#hers()));
  }

  #hers() {
    return IDBKeyRange.bound([this.person], [this.person, []]);
  }

  /** @param {string} name @param {(store: IDBObjectStore) => IDBRequest} ask */
  async #read(name, ask) {
    try {
      return await onDisk((disk) => answered(ask(disk.transaction(name).objectStore(name))));
    } catch {
      return undefined;
    }
  }

  /** Whether it is on the disk. @param {string} name @param {(store: IDBObjectStore) => IDBRequest} act */
  async #write(name, act) {
    try {
      const isDone = await onDisk((disk) => {
        const transaction = disk.transaction(name, "readwrite", { durability: "strict" });
        act(transaction.objectStore(name));
        return done(transaction);
      });
      return Boolean(isDone);
    } catch {
      return false; // a full or forbidden disk must not stop her
    }
  }
}

/** @param {IDBRequest} request */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(true);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
