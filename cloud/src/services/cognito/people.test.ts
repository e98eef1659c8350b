import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openDatabase } from "../../store/sqlite.ts";
import { createCognitoStores } from "./domain/stores.ts";
import { createPeople } from "./people.ts";
import { aPool, aUser } from "./testing/records.ts";

test("somebody who was deleted keeps the name for who tells of them; a user with that id again has the new one", () => {
  const database = openDatabase(":memory:");
  const stores = createCognitoStores(database, Buffer.alloc(32, 7));
  const pool = aPool({});
  stores.pools.insert(pool);
  const user = aUser({ attributes: { email: "ann@example.com" } });
  stores.users.insert(pool, user);
  const people = createPeople(stores);
  expect([people.displayName(user.sub), people.isGone(user.sub)]).toEqual(["ann@example.com", false]);

  stores.users.remove(pool.id, user.sub);
  expect([people.displayName(user.sub), people.isGone(user.sub)]).toEqual(["ann@example.com", true]);

  stores.users.insert(pool, { ...user, attributes: { email: "bob@example.com" } });
  expect([people.displayName(user.sub), people.isGone(user.sub)]).toEqual(["bob@example.com", false]);
  expect([people.displayName(randomUUID()), people.isGone(randomUUID())]).toEqual([undefined, false]);
  database.close();
});

test("names of the newest thousand who were deleted are kept", () => {
  const database = openDatabase(":memory:");
  const stores = createCognitoStores(database, Buffer.alloc(32, 7));
  const pool = aPool({});
  stores.pools.insert(pool);
  const subs = Array.from({ length: 1_001 }, () => randomUUID());
  for (const [index, sub] of subs.entries()) {
    stores.users.insert(pool, aUser({ sub, username: `u${index}`, attributes: {} }));
    stores.users.remove(pool.id, sub);
  }
  const people = createPeople(stores);
  expect(subs.map(people.displayName).filter((name) => name === undefined)).toHaveLength(1);
  expect(people.displayName(subs[0] ?? "")).toBeUndefined();
  database.close();
});

test("an address is found in its own pool only, and whole", () => {
  const database = openDatabase(":memory:");
  const stores = createCognitoStores(database, Buffer.alloc(32, 7));
  const pool = aPool({});
  stores.pools.insert(pool);
  stores.users.insert(pool, aUser({ attributes: { email: "ann@example.com" } }));
  const people = createPeople(stores);

  expect(people.hasEmail(pool.id, "ann@example.com")).toBe(true);
  expect(people.hasEmail(pool.id, "ann@example")).toBe(false);
  expect(people.hasEmail("eu-west-1_Another00", "ann@example.com")).toBe(false);
  database.close();
});
