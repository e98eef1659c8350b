import { expect, test } from "vitest";
import { openDatabase } from "../../store/sqlite.ts";
import { createStackStore, MIGRATIONS } from "./store.ts";

const properties = { fresh: "kept", superseded: "kept too", count: 1, empty: "", list: [true, 1.5] };

/** A record as the first version wrote it, and its members of today. */
test.each<[string, object, object]>([
  ["in use", { fresh: false }, { isNewInThisOperation: false }],
  ["new", { fresh: true }, { isNewInThisOperation: true }],
  [
    "replaced",
    { fresh: false, superseded: "replaced" },
    { isNewInThisOperation: false, obsolete: "replaced" },
  ],
  ["removed", { fresh: false, superseded: "removed" }, { isNewInThisOperation: false, obsolete: "removed" }],
])("records of resources that an older version wrote are read: %s", (_what, old, now) => {
  const database = openDatabase(":memory:");
  database.migrate("cloudformation", MIGRATIONS.slice(0, 1));
  const common = { stackId: "s", logicalId: "A", generation: 1, properties };
  database
    .prepare("INSERT INTO cfn_resources (stack_id, logical_id, generation, data) VALUES ('s', 'A', 1, ?)")
    .run(JSON.stringify({ ...common, ...old }));
  expect(createStackStore(database).resources("s")).toEqual([{ ...common, ...now }]);
  database.close();
});

test("what was read is known to be old after every write, and nothing is kept that may be taken back", () => {
  const database = openDatabase(":memory:");
  const store = createStackStore(database);
  const before = store.changes();

  store.dropRevision("s", "pending");
  const inside = store.transaction(() => store.changes());

  expect(store.changes()).not.toBe(before);
  expect(inside).toBeUndefined();
  database.close();
});
