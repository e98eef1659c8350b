import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { AwsError } from "../../../../core/errors.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { type NameWorld, openNameWorld } from "../../testing/name-world.ts";
import { aPool } from "../../testing/records.ts";
import type { UserPool } from "../pools/pool.ts";
import { buildSchema } from "../pools/schema.ts";
import { Killed, killable } from "./testing/killable.ts";
import type { User } from "./user.ts";

const folder = mkdtempSync(join(tmpdir(), "names-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ["ann", "Ann", "bob", "a@b.io", "c@d.io", "sub 0", "sub 1"] as const;
const EMAILS = ["a@b.io", "A@b.io", "c@d.io"] as const;

/** What people and administrators do; `who` is counted among those who are there. */
type Step =
  | { readonly does: "sign up"; readonly name: string; readonly email: string }
  | {
      readonly does: "create";
      readonly name: string;
      readonly email: string;
      readonly verified: boolean;
      readonly preferred: string;
      readonly force: boolean;
    }
  | { readonly does: "confirm"; readonly who: number; readonly force: boolean }
  | { readonly does: "prefer" | "be given"; readonly who: number; readonly name: string }
  | { readonly does: "move to" | "be moved to"; readonly who: number; readonly email: string }
  | { readonly does: "verify" | "forget" | "recover" | "leave"; readonly who: number };

const name = fc.constantFrom(...NAMES);
const email = fc.constantFrom(...EMAILS);
const who = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant("sign up" as const), name, email }),
  fc.record({
    does: fc.constant("create" as const),
    name,
    email,
    verified: fc.boolean(),
    preferred: fc.oneof(fc.constant(""), name),
    force: fc.boolean(),
  }),
  fc.record({ does: fc.constant("confirm" as const), who, force: fc.boolean() }),
  fc.record({ does: fc.constantFrom("prefer" as const, "be given" as const), who, name }),
  fc.record({ does: fc.constantFrom("move to" as const, "be moved to" as const), who, email }),
  fc.record({
    does: fc.constantFrom("verify" as const, "forget" as const, "recover" as const, "leave" as const),
    who,
  }),
);

const ALIASES = ["email", "phone_number", "preferred_username"] as const;
const settings = fc.record({
  aliasAttributes: fc.shuffledSubarray([...ALIASES]),
  byEmail: fc.nat(4).map((drawn) => drawn === 0),
  caseSensitiveUsernames: fc.boolean(),
});

/** Steps of one moment run in parallel; the process may be killed among their writes. */
const history = fc.array(
  fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    kill: fc.option(fc.nat(6), { nil: undefined, freq: 2 }),
  }),
  { minLength: 4, maxLength: 14 },
);

/** Two people of an administrator and one who signs up. */
function beginning({ usernameAttributes: [byEmail] }: UserPool): Step[] {
  const create = { does: "create", verified: true, preferred: "", force: false } as const;
  return [
    { ...create, name: byEmail === undefined ? "ann" : "ann@b.io", email: "ann@b.io" },
    { ...create, name: byEmail === undefined ? "bob" : "bob@b.io", email: "c@d.io" },
    { does: "sign up", name: byEmail === undefined ? "cleo" : "cleo@b.io", email: "a@b.io" },
  ];
}

/** The model: who can be called what, read off the users alone. */
function namesOfEverybody(
  pool: UserPool,
  world: NameWorld,
): { holders: Map<string, string>; twice: string[] } {
  const holders = new Map<string, string>();
  const twice: string[] = [];
  for (const user of world.users.list(pool.id, { limit: 60 })) {
    for (const called of namesBy(pool, user)) {
      if ((holders.get(called) ?? user.sub) !== user.sub) twice.push(called);
      holders.set(called, user.sub);
    }
  }
  return { holders, twice };
}

function namesBy(pool: UserPool, { sub, username, attributes }: User): Set<string> {
  const byAddress = pool.usernameAttributes.includes("email");
  const aliases = pool.aliasAttributes.includes("email") && attributes["email_verified"] === "true";
  const prefers = pool.aliasAttributes.includes("preferred_username");
  const names = [
    sub,
    username,
    ...(byAddress || aliases ? [attributes["email"] ?? ""] : []),
    ...(prefers ? [attributes["preferred_username"] ?? ""] : []),
  ];
  const folded = names.map((text) => (pool.caseSensitiveUsernames ? text : text.toLowerCase()));
  return new Set(folded.filter((text) => text !== ""));
}

/** Who is there when a moment begins. */
interface Scene extends NameWorld {
  readonly people: readonly User[];
}

/** @returns the sub of the person whose names may change */
async function take(pool: UserPool, world: Scene, done: Step): Promise<string | undefined> {
  const { people } = world;
  const called = (text: string): string =>
    text.startsWith("sub ") ? (people[Number(text.slice(4))]?.sub ?? text.slice(4)) : text;
  if (done.does === "sign up") {
    const { user } = await world.signUp(
      called(done.name),
      pool.usernameAttributes.length > 0 ? [] : [{ Name: "email", Value: done.email }],
    );
    return user.sub;
  }
  if (done.does === "create") {
    const address = pool.usernameAttributes.length > 0 ? [] : [{ Name: "email", Value: done.email }];
    const verified = [{ Name: "email_verified", Value: String(done.verified) }];
    const preferred = [{ Name: "preferred_username", Value: called(done.preferred) }];
    return (await world.create(called(done.name), [...address, ...verified, ...preferred], done.force)).sub;
  }
  const user = people[done.who % Math.max(people.length, 1)];
  if (user === undefined) return undefined;
  await act(pool, world, { done, user, called });
  return user.sub;
}

type PersonalStep = Exclude<Step, { does: "sign up" | "create" }>;

async function act(
  pool: UserPool,
  world: NameWorld,
  { done, user, called }: { done: PersonalStep; user: User; called: (text: string) => string },
): Promise<unknown> {
  const manage = (attributes: { Name: string; Value: string }[]) =>
    world.manager.updateAttributes(pool, user.username, { attributes });
  switch (done.does) {
    case "confirm":
      return world.confirm(user.sub, world.codeOf(user, "SignUp"), done.force);
    case "prefer":
      return world.update(user.sub, [{ Name: "preferred_username", Value: called(done.name) }]);
    case "be given":
      return manage([{ Name: "preferred_username", Value: called(done.name) }]);
    case "move to":
      return world.update(user.sub, [{ Name: "email", Value: done.email }]);
    case "be moved to":
      return manage([
        { Name: "email", Value: done.email },
        { Name: "email_verified", Value: "true" },
      ]);
    case "verify":
      return world.verify(user.sub, world.codeOf(user, "UpdateUserAttribute"));
    case "forget":
      return world.forgot(user.sub);
    case "recover":
      return world.recover(user.sub, world.codeOf(user, "ForgotPassword"));
    case "leave":
      return world.manager.delete(pool, user.username);
  }
}

/** COG-14 holds now: every name leads to the one person who has it. */
function assertOnePersonPerName(pool: UserPool, world: NameWorld): Map<string, string> {
  const { holders, twice } = namesOfEverybody(pool, world);
  expect(twice).toEqual([]);
  for (const [called, sub] of holders)
    expect([called, world.users.findByLogin(pool, called)?.sub]).toEqual([called, sub]);
  for (const text of NAMES.map((each) => (pool.caseSensitiveUsernames ? each : each.toLowerCase()))) {
    expect([text, world.users.findByLogin(pool, text)?.sub]).toEqual([text, holders.get(text)]);
  }
  return holders;
}

const tookOver = (done: Step, { status }: PromiseSettledResult<unknown>): boolean =>
  status === "fulfilled" && "force" in done && done.force;

/** Nobody but those who acted lost a name, unless an address was taken over on purpose. */
function assertNobodyElseLost(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  moment: { readonly takeOver: boolean; readonly acted: ReadonlySet<string> },
): void {
  for (const [called, sub] of before) {
    if (moment.acted.has(sub) || (moment.takeOver && called.includes("@"))) continue;
    expect([called, after.get(called)]).toEqual([called, sub]);
  }
}

describe("COG-14 one name means one person", () => {
  const poolOf = ({
    aliasAttributes,
    byEmail,
    caseSensitiveUsernames,
  }: {
    aliasAttributes: UserPool["aliasAttributes"];
    byEmail: boolean;
    caseSensitiveUsernames: boolean;
  }) =>
    aPool({
      schema: buildSchema([]),
      autoVerifiedAttributes: ["email"],
      caseSensitiveUsernames,
      ...(byEmail ? { usernameAttributes: ["email"] } : { aliasAttributes }),
    });

  test("whatever is signed up, updated, verified, recovered and deleted, in parallel and across kill -9", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(settings, history, fc.infiniteStream(fc.nat(5)), async (chosen, moments, hops) => {
        const pool = poolOf(chosen);
        runs += 1;
        const file = join(folder, `${runs}.db`);
        const reopen = () => {
          const database = killable(openDatabase(file));
          return { database, ...openNameWorld(database, pool, () => hops.next().value ?? 0) };
        };
        let world = reopen();
        for (const first of beginning(pool)) await take(pool, { ...world, people: [] }, first);
        let before = assertOnePersonPerName(pool, world);
        for (const { steps, kill } of moments) {
          const people = world.users.list(pool.id, { limit: 60 });
          const acted = new Set(
            steps.flatMap((done) =>
              "who" in done ? [people[done.who % Math.max(people.length, 1)]?.sub ?? ""] : [],
            ),
          );
          if (kill !== undefined) world.database.killAfter(kill);
          const ended = await Promise.allSettled(steps.map((done) => take(pool, { ...world, people }, done)));
          for (const end of ended) if (end.status === "rejected") assertRefused(end.reason);
          if (kill !== undefined) {
            world.database.close();
            world = reopen();
          }
          const after = assertOnePersonPerName(pool, world);
          const takeOver = steps.some((done, index) => {
            const end = ended[index];
            return end !== undefined && tookOver(done, end);
          });
          assertNobodyElseLost(before, after, { takeOver, acted });
          before = after;
        }
        world.database.close();
      }),
      { numRuns: 120 },
    );
  });
});

/** A step ends well, in a refusal of the service, or with the process. */
function assertRefused(reason: unknown): void {
  if (reason instanceof Killed || reason instanceof AwsError) return;
  if (reason instanceof Error && reason.message === "gone") return;
  throw reason;
}
