import { expect, test } from "vitest";
import { openDatabase } from "../../store/sqlite.ts";
import { createCognitoStores } from "./domain/stores.ts";
import { createPeople } from "./people.ts";
import { aPool, aUser } from "./testing/records.ts";

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
