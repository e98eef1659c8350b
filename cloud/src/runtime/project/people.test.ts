import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CloudClient } from "../client/cloud-client.ts";
import { seedPeople } from "./people.ts";
import { seededPeople } from "./seeded-people.ts";

let stateDir: string;
let peopleFile: string;
/** Addresses by pool. */
let pools: Map<string, Set<string>>;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "portcullis-people-"));
  peopleFile = join(stateDir, "given.json");
  pools = new Map();
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const unused = () => Promise.reject(new Error("not asked for"));
const client: CloudClient = {
  cognito: async <Output>(operation: string, input: object) => {
    const { UserPoolId, Username } = input as Record<string, string>;
    const pool = pools.get(UserPoolId ?? "") ?? new Set();
    pools.set(UserPoolId ?? "", pool);
    if (operation === "AdminCreateUser") pool.add(Username ?? "");
    return {} as Output;
  },
  send: unused,
  sendUnsigned: unused,
  get: unused,
  page: unused,
};
const seed = (userPoolId: string, people: object[]) => {
  writeFileSync(peopleFile, JSON.stringify(people));
  return seedPeople({ client, peopleFile, stateDir, userPoolId, bucket: undefined });
};
const inPools = { hasEmail: (id: string, email: string) => pools.get(id)?.has(email) === true };
const known = (userPoolId: string) => seededPeople(inPools, { stateDir, userPoolId });

describe("people of the first start", () => {
  test("nobody is known before they are made; then they are, with their passwords", async () => {
    expect(known("pool-1")).toBeUndefined();
    const made = await seed("pool-1", [{ email: "ada@example.com", groups: ["Editors"] }]);
    expect(made).toMatchObject([{ email: "ada@example.com", groups: ["Editors"], userPoolId: "pool-1" }]);
    expect(known("pool-1")).toEqual(made);
  });

  test("they belong to their pool: in another one they have to be made again", async () => {
    await seed("pool-1", [{ email: "ada@example.com" }]);
    expect(known("pool-2")).toBeUndefined();
  });

  test("who was removed from the pool is not shown any more, and not made again", async () => {
    await seed("pool-1", [{ email: "ada@example.com" }, { email: "eve@example.com" }]);
    pools.get("pool-1")?.delete("eve@example.com");
    expect(known("pool-1")).toMatchObject([{ email: "ada@example.com" }]);
    pools.get("pool-1")?.clear();
    expect(known("pool-1")).toEqual([]);
  });
});
