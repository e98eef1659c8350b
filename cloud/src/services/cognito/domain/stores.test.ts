import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../store/sqlite.ts";
import { aClient, aPool, aUser } from "../testing/records.ts";
import { createUserPoolStore } from "./pools/sqlite-store.ts";
import { createCognitoStores } from "./stores.ts";
import { USER_MIGRATIONS } from "./users/sqlite-store.ts";

const prepare = () => {
  const database = openDatabase(":memory:");
  return { database, ...createCognitoStores(database, Buffer.alloc(32, 1)) };
};

describe("users/sqlite-store", () => {
  test("findByLogin finds by sub and e-mail in an e-mail pool, folded only when insensitive", () => {
    const { pools, users } = prepare();
    const strict = aPool({
      id: "eu-west-1_aaaaaaaaa",
      usernameAttributes: ["email"],
      caseSensitiveUsernames: true,
    });
    const loose = aPool({
      id: "eu-west-1_bbbbbbbbb",
      usernameAttributes: ["email"],
      caseSensitiveUsernames: false,
    });
    for (const pool of [strict, loose]) {
      pools.insert(pool);
      users.insert(
        pool,
        aUser({ userPoolId: pool.id, sub: "s-1", username: "s-1", attributes: { email: "Ann@Example.com" } }),
      );
    }
    expect(users.findByLogin(strict, "s-1")?.sub).toBe("s-1");
    expect(users.findByLogin(strict, "Ann@Example.com")?.sub).toBe("s-1");
    expect(users.findByLogin(strict, "ann@example.com")).toBeUndefined();
    expect(users.findByLogin(loose, "ANN@example.COM")?.sub).toBe("s-1");
    expect(users.findByLogin(loose, "")).toBeUndefined();
  });

  test("an alias beside the user name counts once it is verified", () => {
    const { pools, users } = prepare();
    const pool = aPool({ aliasAttributes: ["email"] });
    pools.insert(pool);
    const ann = aUser({ sub: "s-1", username: "ann", attributes: { email: "ann@example.com" } });
    users.insert(pool, ann);
    expect(users.findByLogin(pool, "ann@example.com")).toBeUndefined();
    users.replace(pool, { ...ann, attributes: { ...ann.attributes, email_verified: "true" } });
    expect(users.findByLogin(pool, "ann@example.com")?.username).toBe("ann");
  });

  test("COG-14 the store keeps one person per name, whoever asks", () => {
    const { pools, users } = prepare();
    const pool = aPool({ aliasAttributes: ["preferred_username", "email"], caseSensitiveUsernames: false });
    pools.insert(pool);
    const ann = aUser({ sub: "s-1", username: "ann", attributes: { preferred_username: "annie" } });
    const bob = aUser({ sub: "s-2", username: "bob" });
    users.insert(pool, ann);
    users.insert(pool, bob);
    for (const name of ["Ann", "annie", "S-1"]) {
      expect(() => users.insert(pool, aUser({ sub: "s-3", username: name }))).toThrow("already exists");
      const taking = { ...bob, attributes: { preferred_username: name } };
      expect(() => users.replace(pool, taking)).toThrow(
        "An account with the given preferred_username already",
      );
      expect(users.findByLogin(pool, name)?.sub).toBe("s-1");
    }
    users.replace(pool, { ...ann, attributes: { preferred_username: "ann" } });
    expect(users.findByLogin(pool, "annie")).toBeUndefined();
    users.replace(pool, { ...ann, attributes: {} });
    expect(users.findByLogin(pool, "ann")?.sub).toBe("s-1");
    users.remove(pool.id, "s-1");
    users.insert(pool, aUser({ sub: "s-3", username: "annie" }));
    expect(users.findByLogin(pool, "ANNIE")?.sub).toBe("s-3");
  });

  test("COG-14 a state of before in which a name is two people's opens, and each has their own", () => {
    const database = openDatabase(":memory:");
    const pools = createUserPoolStore(database);
    database.migrate("cognito-users", USER_MIGRATIONS.slice(0, 1));
    const pool = aPool({ aliasAttributes: ["preferred_username"] });
    const ann = aUser({ sub: "s-1", username: "ann" });
    const mallory = aUser({ sub: "s-2", username: "mallory", attributes: { preferred_username: "ann" } });
    const thief = aUser({ sub: "s-3", username: "s-1" });
    pools.insert(pool);
    for (const user of [thief, mallory, ann]) {
      database
        .prepare("INSERT INTO cognito_users (pool_id, sub, folded_username, record) VALUES (?, ?, ?, ?)")
        .run(pool.id, user.sub, user.username, JSON.stringify(user));
    }
    const alias = database.prepare("INSERT INTO cognito_user_aliases VALUES (?, ?, ?, ?)");
    alias.run(pool.id, "preferred_username", "ann", "s-2");

    const { users } = createCognitoStores(database, Buffer.alloc(32, 1));

    expect(users.findByLogin(pool, "ann")?.sub).toBe("s-1");
    expect(users.findByLogin(pool, "s-1")?.sub).toBe("s-1");
    expect(users.findByLogin(pool, "mallory")?.sub).toBe("s-2");
    expect(users.findByLogin(pool, "s-3")?.sub).toBe("s-3");
    users.replace(pool, { ...mallory, enabled: false });
    expect(users.findByLogin(pool, "ann")?.sub).toBe("s-1");
  });

  test("findBySub gives the newest state: replaced, removed, removed with its pool", () => {
    const { pools, users } = prepare();
    const pool = aPool({});
    pools.insert(pool);
    const ann = aUser({ userPoolId: pool.id, sub: "s-1", username: "ann" });
    const stored = (): boolean | undefined => users.findBySub(pool.id, "s-1")?.enabled;
    expect(stored()).toBeUndefined();
    users.insert(pool, ann);
    expect(stored()).toBe(true);
    users.replace(pool, { ...ann, enabled: false });
    expect(stored()).toBe(false);
    users.remove(pool.id, "s-1");
    expect(stored()).toBeUndefined();
    users.insert(pool, ann);
    expect(stored()).toBe(true);
    pools.remove(pool.id);
    expect(stored()).toBeUndefined();
  });

  test("findBySub forgets what a transaction took back", () => {
    const { database, pools, users } = prepare();
    const pool = aPool({});
    pools.insert(pool);
    const ann = aUser({ userPoolId: pool.id, sub: "s-1", username: "ann" });
    users.insert(pool, ann);
    expect(users.findBySub(pool.id, "s-1")?.enabled).toBe(true);
    const failing = (): void =>
      database.transaction(() => {
        users.replace(pool, { ...ann, enabled: false });
        expect(users.findBySub(pool.id, "s-1")?.enabled).toBe(false);
        throw new Error("taken back");
      });
    expect(failing).toThrow("taken back");
    expect(users.findBySub(pool.id, "s-1")?.enabled).toBe(true);
  });

  test("list pages in order of creation and filters", () => {
    const { pools, users } = prepare();
    const pool = aPool({});
    pools.insert(pool);
    for (const name of ["zoe", "ann", "abe"]) {
      users.insert(
        pool,
        aUser({ sub: `s-${name}`, username: name, attributes: { email: `${name}@example.com` } }),
      );
    }
    expect(users.list(pool.id, { limit: 2 }).map((user) => user.username)).toEqual(["zoe", "ann"]);
    expect(users.list(pool.id, { limit: 2, after: "s-ann" }).map((user) => user.username)).toEqual(["abe"]);
    const filter = { attribute: "email", comparison: "starts-with", value: "a" } as const;
    expect(users.list(pool.id, { limit: 9, filter }).map((user) => user.username)).toEqual(["ann", "abe"]);
    const wildcard = { attribute: "email", comparison: "starts-with", value: "%" } as const;
    expect(users.list(pool.id, { limit: 9, filter: wildcard })).toEqual([]);
    expect(users.count(pool.id)).toBe(3);
  });

  test("look-ups use an index, whatever the size of the pool", () => {
    const { database } = prepare();
    const plan = database
      .prepare<{ detail: string }>(
        "EXPLAIN QUERY PLAN SELECT sub FROM cognito_user_names WHERE pool_id = ? AND folded_name = ?",
      )
      .all("p", "u");
    expect(plan.map((row) => row.detail).join()).toMatch(/SEARCH .* USING PRIMARY KEY/);
  });
});

describe("pools/sqlite-store", () => {
  test("remove takes clients, users, groups, memberships and domains along", () => {
    const { pools, clients, users, groups, domains } = prepare();
    const pool = aPool({});
    pools.insert(pool);
    clients.insert(aClient({ id: "c1" }));
    users.insert(pool, aUser({ sub: "s-1", username: "ann" }));
    groups.insert({
      userPoolId: pool.id,
      name: "Admins",
      description: undefined,
      roleArn: undefined,
      precedence: 0,
      createdAt: 1,
      modifiedAt: 1,
    });
    groups.addMember(pool.id, "Admins", "s-1");
    groups.addMember(pool.id, "Admins", "s-1");
    domains.insert({ domain: "home", userPoolId: pool.id, managedLoginVersion: 1, createdAt: 1 });
    expect(groups.listMembers(pool.id, "Admins", 10)).toEqual(["s-1"]);
    expect(groups.listOfUser(pool.id, "s-1").map((group) => group.name)).toEqual(["Admins"]);

    expect(clients.find("c1")?.id).toBe("c1");

    pools.remove(pool.id);

    expect(clients.find("c1")).toBeUndefined();
    expect(pools.find(pool.id)).toBeUndefined();
    expect(users.findBySub(pool.id, "s-1")).toBeUndefined();
    expect(groups.listOfUser(pool.id, "s-1")).toEqual([]);
    expect(domains.find("home")).toBeUndefined();
    expect(clients.list(pool.id)).toEqual([]);
  });

  test("find sees what replace wrote", () => {
    const { pools } = prepare();
    const pool = aPool({});
    pools.insert(pool);
    expect(pools.find(pool.id)?.name).toBe(pool.name);
    pools.replace({ ...pool, name: "renamed" });
    expect(pools.find(pool.id)?.name).toBe("renamed");
    expect(pools.find("eu-west-1_nothinghe")).toBeUndefined();
  });
});

describe("clients/sqlite-store", () => {
  test("COG-40 a client secret is sealed at rest", () => {
    const { database, pools, clients } = prepare();
    pools.insert(aPool({}));
    clients.insert(aClient({ id: "c1", secret: "very-secret-text" }));
    const row = database.prepare<{ record: string }>("SELECT record FROM cognito_clients").get();
    expect(row?.record).not.toContain("very-secret-text");
    expect(clients.find("c1")?.secret).toBe("very-secret-text");
  });
});
