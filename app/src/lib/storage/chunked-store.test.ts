import { CHUNK_SIZE, createChunkedStore, type SmallStore } from "./chunked-store";

/** As strict as the secure stores of phones: small values, few signs in keys. */
function phoneStore() {
  const items = new Map<string, string>();
  const store: SmallStore = {
    get: async (key) => items.get(key) ?? null,
    set: async (key, value) => {
      if (!/^[\w.-]+$/.test(key)) throw new Error(`Bad key ${key}`);
      if (Buffer.byteLength(value, "utf8") > 2_048) throw new Error(`${key} is too large`);
      items.set(key, value);
    },
    remove: async (key) => void items.delete(key),
  };
  return { store, items };
}

const KEY = "CognitoIdentityServiceProvider.abc.person@example.com.accessToken";

describe("HOME-2 createChunkedStore", () => {
  test.each([
    ["nothing", ""],
    ["a small value", "x"],
    ["a value of exactly one chunk", "x".repeat(CHUNK_SIZE - 2)],
    ["one character more", "x".repeat(CHUNK_SIZE - 1)],
    ["a large token", "eyJ".repeat(4_000)],
    ["signs of many bytes", "🏰é".repeat(2_000)],
    ["quotes and backslashes", '"\\'.repeat(3_000)],
  ])("keeps %s", async (_name, value) => {
    const { store } = phoneStore();
    const chunked = createChunkedStore(store);
    await chunked.setItem(KEY, value);
    await expect(createChunkedStore(store).getItem(KEY)).resolves.toBe(value);
  });

  test("knows nothing of what was never kept", async () => {
    await expect(createChunkedStore(phoneStore().store).getItem(KEY)).resolves.toBeNull();
  });

  test("a shorter value leaves nothing of the longer one", async () => {
    const { store, items } = phoneStore();
    const chunked = createChunkedStore(store);
    await chunked.setItem(KEY, "x".repeat(9_000));
    await chunked.setItem(KEY, "y");
    await expect(chunked.getItem(KEY)).resolves.toBe("y");
    expect([...items.values()].some((value) => value.includes("xxx"))).toBe(false);
  });

  test("a write that breaks off leaves the old value whole", async () => {
    const { store } = phoneStore();
    await createChunkedStore(store).setItem(KEY, "a".repeat(5_000));
    let writes = 0;
    const breaking: SmallStore = {
      ...store,
      set: async (key, value) => {
        writes += 1;
        if (writes > 2) throw new Error("out of power");
        await store.set(key, value);
      },
    };
    await expect(createChunkedStore(breaking).setItem(KEY, "b".repeat(5_000))).rejects.toThrow(
      "out of power",
    );
    await expect(createChunkedStore(store).getItem(KEY)).resolves.toBe("a".repeat(5_000));
  });

  test("a lost chunk makes the value unknown, not wrong", async () => {
    const { store, items } = phoneStore();
    await createChunkedStore(store).setItem(KEY, "a".repeat(5_000));
    const chunk = [...items.keys()].find((key) => key.endsWith(".1.1") || key.endsWith(".0.1"));
    items.delete(chunk ?? "");
    await expect(createChunkedStore(store).getItem(KEY)).resolves.toBeNull();
  });

  test("writes that are started together end in their order", async () => {
    const chunked = createChunkedStore(phoneStore().store);
    await Promise.all([
      chunked.setItem(KEY, "first"),
      chunked.setItem(KEY, "second"),
      chunked.setItem("b", "c"),
    ]);
    await expect(chunked.getItem(KEY)).resolves.toBe("second");
  });

  test("keys that differ in one sign stay apart", async () => {
    const chunked = createChunkedStore(phoneStore().store);
    await chunked.setItem("a@b", "1");
    await chunked.setItem("a_40_b", "2");
    await expect(chunked.getItem("a@b")).resolves.toBe("1");
  });

  test("clear and removeItem leave nothing behind", async () => {
    const { store, items } = phoneStore();
    const chunked = createChunkedStore(store);
    await chunked.setItem("a", "x".repeat(5_000));
    await chunked.setItem("b", "y");
    await chunked.removeItem("a");
    await expect(chunked.getItem("a")).resolves.toBeNull();
    await chunked.clear();
    expect(items.size).toBe(0);
  });
});
