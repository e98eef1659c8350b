/** A store that holds small values only, as the secure stores of phones do. */
export interface SmallStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** What Amplify keeps tokens in. */
export interface KeyValueStore {
  setItem(key: string, value: string): Promise<void>;
  getItem(key: string): Promise<string | null>;
  removeItem(key: string): Promise<void>;
  clear(): Promise<void>;
}

/** Bytes: the limit of the secure stores is 2,048. */
export const CHUNK_SIZE = 2_000;
const INDEX = "index";

interface Header {
  /** Two sets of chunks take turns, so that a value is replaced whole or not at all [HOME-2]. */
  readonly turn: 0 | 1;
  readonly chunks: number;
}

/** Splits values of any size over a store of small ones. Calls are done one after the other. */
export function createChunkedStore(store: SmallStore): KeyValueStore {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  async function write(key: string, value: string): Promise<void> {
    const before = await readHeader(store, key);
    const chunks = split(toAscii(value));
    const header: Header = { turn: before?.turn === 0 ? 1 : 0, chunks: chunks.length };
    await Promise.all(chunks.map((chunk, index) => store.set(chunkKey(key, header.turn, index), chunk)));
    await store.set(safeKey(key), JSON.stringify(header));
    await removeChunks(store, key, before);
  }

  async function remove(key: string): Promise<void> {
    const header = await readHeader(store, key);
    await store.remove(safeKey(key));
    await removeChunks(store, key, header);
  }

  async function index(): Promise<string[]> {
    return JSON.parse((await read(store, INDEX)) ?? "[]");
  }

  return {
    getItem: (key) => inTurn(() => read(store, key)),
    setItem: (key, value) =>
      inTurn(async () => {
        const keys = await index();
        if (!keys.includes(key)) await write(INDEX, JSON.stringify([...keys, key]));
        await write(key, value);
      }),
    removeItem: (key) =>
      inTurn(async () => {
        await remove(key);
        const keys = await index();
        if (keys.includes(key)) await write(INDEX, JSON.stringify(keys.filter((name) => name !== key)));
      }),
    clear: () =>
      inTurn(async () => {
        for (const key of await index()) await remove(key);
        await remove(INDEX);
      }),
  };
}

async function read(store: SmallStore, key: string): Promise<string | null> {
  const header = await readHeader(store, key);
  if (header === undefined) return null;
  const numbers = Array.from({ length: header.chunks }, (_, index) => index);
  const chunks = await Promise.all(numbers.map((index) => store.get(chunkKey(key, header.turn, index))));
  return chunks.includes(null) ? null : JSON.parse(chunks.join(""));
}

async function readHeader(store: SmallStore, key: string): Promise<Header | undefined> {
  const text = await store.get(safeKey(key));
  return text === null ? undefined : JSON.parse(text);
}

async function removeChunks(store: SmallStore, key: string, header: Header | undefined): Promise<void> {
  for (let index = 0; index < (header?.chunks ?? 0); index += 1) {
    await store.remove(chunkKey(key, header?.turn ?? 0, index));
  }
}

function chunkKey(key: string, turn: 0 | 1, index: number): string {
  return `${safeKey(key)}.${turn}.${index}`;
}

/** Secure stores take letters, digits, `.`, `-` and `_` in keys. */
function safeKey(key: string): string {
  return key.replace(/[^A-Za-z0-9.-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`);
}

/** JSON in which every character is one byte. */
function toAscii(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function split(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / CHUNK_SIZE) }, (_, index) =>
    text.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE),
  );
}
