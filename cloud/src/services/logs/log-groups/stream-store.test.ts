import { expect, test } from "vitest";
import { openDatabase } from "../../../store/sqlite.ts";
import { createPutStreamStore } from "./stream-store.ts";

const STREAM = { group: "g", name: "s", createdAt: 0 };
const event = (message: string) => ({ timestamp: 1, ingestedAt: 1, message });

test("LOGS-4 the newest bytes of a stream are kept, after a restart and beside other streams, too", () => {
  const database = openDatabase(":memory:");
  const store = createPutStreamStore(database, { bytes: 1_000 });
  const other = { ...STREAM, name: "other" };
  store.append(other, [event("x".repeat(900))]);
  for (let index = 0; index < 500; index += 1) store.append(STREAM, [event(String(index).padEnd(100, "."))]);
  const kept = store.events(STREAM).map(({ message }) => Number.parseInt(message, 10));
  expect(kept.at(-1)).toBe(499);
  expect(kept.length).toBeGreaterThanOrEqual(9);
  expect(kept.length).toBeLessThanOrEqual(10);
  expect(store.events(other)).toHaveLength(1);

  const again = createPutStreamStore(database, { bytes: 1_000 });
  again.append(STREAM, [event("y".repeat(500))]);
  const messages = again.events(STREAM).map(({ message }) => message);
  expect(messages.join("").length).toBeLessThanOrEqual(1_000);
  expect(messages.at(-1)).toBe("y".repeat(500));
});

test("LOGS-4 one event that is larger than all that is kept is not", () => {
  const store = createPutStreamStore(openDatabase(":memory:"), { bytes: 10 });
  store.append(STREAM, [event("a".repeat(11))]);
  expect(store.events(STREAM)).toEqual([]);
});

// SQLite counts the characters of a text up to the first NUL.
test("LOGS-4 what stands behind a NUL counts, too", () => {
  const store = createPutStreamStore(openDatabase(":memory:"), { bytes: 1_000 });
  for (let index = 0; index < 30; index += 1) store.append(STREAM, [event(`\0${"z".repeat(99)}`)]);
  expect(store.events(STREAM).length).toBeLessThanOrEqual(10);
});
