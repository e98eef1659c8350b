import { expect, test } from "vitest";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { UserPool } from "../deployment/deployment.ts";
import type { AuditTarget } from "../target.ts";
import { createPeople } from "./people.ts";

const POOL = { id: "eu-west-1_a", settings: { UsernameAttributes: ["email"] } } as unknown as UserPool;

/** A pool that answers `AdminCreateUser` so, and remembers whom it removed. */
function world(created: () => unknown) {
  const removed: string[] = [];
  const target = {
    cognito: async (operation: string, { Username }: { readonly Username: string }) => {
      if (operation === "AdminDeleteUser") removed.push(Username);
      return operation === "AdminCreateUser" ? created() : {};
    },
  } as unknown as AuditTarget;
  return { removed, people: createPeople({ target, clock: new ManualClock(), runId: "r" }) };
}

test("people are removed by the name that the pool gave: an attack may have changed their address", async () => {
  const { people, removed } = world(() => ({ User: { Username: "sub-1" } }));
  const { username } = await people.make(POOL);
  expect(await people.removeAll()).toEqual([]);
  expect([username, removed]).toEqual(["portcullis-audit-r-1@example.com", ["sub-1"]]);
});

test("who may have been made is removed by the name asked for", async () => {
  const { people, removed } = world(() => {
    throw new Error("interrupted");
  });
  await expect(people.make(POOL)).rejects.toThrow("interrupted");
  await people.removeAll();
  expect(removed).toEqual(["portcullis-audit-r-1@example.com"]);
});

test("AUDIT-12 their addresses are those that they were made with and those that attacks gave them", async () => {
  const { people } = world(() => ({ User: { Username: "sub-1" } }));
  await people.make(POOL);
  people.adopt(POOL, "a-stranger");
  people.readdress("changed-portcullis-audit-r-1@example.com");
  await people.removeAll();
  expect(people.addresses()).toEqual([
    "portcullis-audit-r-1@example.com",
    "a-stranger@example.com",
    "changed-portcullis-audit-r-1@example.com",
  ]);
});
