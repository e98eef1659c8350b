import { describe, expect, test } from "vitest";
import type { UserPool } from "../../audit/deployment/deployment.ts";
import { nameIn } from "../../audit/people/people.ts";
import { createCauses, createProbes, createTraceLog } from "../../trace/trace-log.ts";
import { createRequests, NAMELESS, OF_AUDITS } from "./requests.ts";

const PEOPLE = {
  displayName: (who: string) => (who === "sub-1" ? "ann@example.com" : undefined),
  isGone: () => false,
  groups: () => [],
  hasEmail: () => false,
};

/** A call of ann's whose function was refused by the broker, and one of nobody's that passed. */
function watched() {
  const log = createTraceLog({ clock: { now: () => 0 }, causes: createCauses() });
  const event = { ms: 0, step: "authorize" } as const;
  log.record({
    ...event,
    request: "own",
    service: "execute-api",
    operation: "POST /orders",
    verdict: "allow",
    who: "sub-1",
  });
  log.record({
    ...event,
    request: "call",
    parent: "own",
    service: "iot-data",
    operation: "Publish",
    verdict: "deny",
    who: "arn:role",
  });
  log.record({
    ...event,
    request: "open",
    service: "execute-api",
    api: "shop",
    wire: { status: 200, code: "", message: "" },
    operation: "GET /",
    verdict: "allow",
    who: "anonymous",
  });
  return createRequests({ log, people: PEOPLE });
}

describe("requests of the trace", () => {
  test.each([
    ["a person, by the name that people know", { person: "ann@example.com" }, ["own"]],
    ["nobody", { person: "nobody" }, ["open"]],
    ["somebody who asked for nothing", { person: "bob@example.com" }, []],
    ["a service, in the story of what called it", { service: "iot-data" }, ["own"]],
    ["a service that nobody called", { service: "s3" }, []],
    ["an operation, whole", { operation: "POST /orders" }, ["own"]],
    ["an operation, in part", { operation: "POST" }, []],
    ["an API", { api: "shop" }, ["open"]],
    ["an API that nobody called", { api: "other" }, []],
    ["everything", {}, ["open", "own"]],
  ])("are found by %s", (_name, filter, expected) => {
    const { stories } = watched().find({ ...filter, limit: 10 });
    expect(stories.map(({ request }) => request)).toEqual(expected);
  });

  test("a refused call of a function is told in the story of its request, which passed", () => {
    const requests = watched();
    expect(requests.lastRefusal()).toBeUndefined();
    expect(requests.one("call")?.request).toBe("own");
  });

  test("refusals of some services alone, newest first, told without the others", () => {
    const log = createTraceLog({ clock: { now: () => 0 }, causes: createCauses() });
    const event = { ms: 0, step: "authorize", operation: "Publish", verdict: "deny" } as const;
    for (const [at, service] of ["mqtt", "s3", "iot-data", "mqtt", "s3"].entries()) {
      log.record({ ...event, service, request: `${service}-${at}`, who: service });
    }
    const told = new Set<string>();
    const displayName = (who: string) => void told.add(who);
    const requests = createRequests({ log, people: { ...PEOPLE, displayName } });

    const found = requests.refused(["mqtt", "iot-data"], 2);

    expect(found.map(({ request }) => request)).toEqual(["mqtt-3", "iot-data-2"]);
    expect([...told]).not.toContain("s3");
  });

  test("TRACE-8 refusals of some services leave out what tools of this cloud provoke, and calls behind it", () => {
    const [probes, causes] = [createProbes(), createCauses()];
    const log = createTraceLog({ clock: { now: () => 0 }, causes, probes });
    const event = { ms: 0, step: "authorize", service: "iot-data", verdict: "deny" } as const;
    probes.begin("tried", "access");
    log.record({ ...event, request: "tried" });
    log.record({ ...event, request: "behind it", parent: "tried" });
    probes.end("tried");
    log.record({ ...event, request: "real" });
    const requests = createRequests({ log, people: PEOPLE });

    expect(requests.refused(["iot-data"], 5).map(({ request }) => request)).toEqual(["real"]);
  });

  test("refusals of a service are found in the story of what called it, also by verdict", () => {
    const verdicts = new Set(["allow", "deny"] as const);
    const refused = new Set(["deny", "error"] as const);
    const of = (filter: object) =>
      watched()
        .find({ ...filter, service: "iot-data", limit: 10 })
        .stories.map(({ request }) => request);
    expect(of({ verdicts })).toEqual(["own"]);
    // The story passed: its function was refused.
    expect(of({ verdicts: refused })).toEqual([]);
  });

  test("TRACE-8 the last refusal is nobody's own tool, and those are counted by request", () => {
    const probes = createProbes();
    const log = createTraceLog({ clock: { now: () => 0 }, causes: createCauses(), probes });
    const event = {
      ms: 0,
      step: "authorize",
      service: "s3",
      operation: "GetObject",
      verdict: "deny",
    } as const;
    log.record({ ...event, request: "real" });
    probes.begin("tried", "deployment");
    for (const step of ["authorize", "run"]) log.record({ ...event, step, request: "tried" });
    const requests = createRequests({ log, people: PEOPLE });
    expect(requests.lastRefusal()?.request).toBe("real");
    expect([...requests.refusedProbes()]).toEqual([["deployment", 1]]);
    expect(requests.one("tried")?.probe).toBe("deployment");
  });

  test("one is told without telling all the others; its short id stays apart from theirs", () => {
    const log = createTraceLog({ clock: { now: () => 0 }, causes: createCauses() });
    const told = new Set<string>();
    const people = {
      displayName: (who: string) => {
        told.add(who);
        return undefined;
      },
      isGone: () => false,
      groups: () => [],
      hasEmail: () => false,
    };
    const event = {
      ms: 0,
      step: "authorize",
      service: "s3",
      operation: "GetObject",
      verdict: "deny",
    } as const;
    for (let at = 0; at < 1_000; at += 1) {
      log.record({ ...event, request: `aaaa-${String(at).padStart(4, "0")}`, who: `who-${at}` });
    }
    log.record({ ...event, request: "call-1", parent: "aaaa-0500", who: "role" });
    const { one } = createRequests({ log, people });

    for (const id of ["aaaa-0500", "AAAA0500", "call-1", "ca"]) {
      expect(one(id)?.request).toBe("aaaa-0500");
      expect(one(id)?.short).toBe("aaaa-0500");
      expect(one(id)?.calls.map(({ request }) => request)).toEqual(["call-1"]);
    }
    expect(one("none")).toBeUndefined();
    expect([...told].sort()).toEqual(["role", "who-500"]);
  });

  describe("people to choose from", () => {
    const [ann, bob, lost] = ["a", "b", "c"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
    const names = new Map([
      [ann, "ann@example.com"],
      [bob, "bob@example.com"],
    ]);
    const people = {
      ...PEOPLE,
      displayName: (who: string) => names.get(who),
      isGone: (who: string) => who === bob,
    };
    const watch = (callers: readonly (string | undefined)[]) => {
      const log = createTraceLog({ clock: { now: () => 0 }, causes: createCauses() });
      for (const [index, who] of callers.entries()) {
        log.record({
          ms: 0,
          step: "authorize",
          service: "s3",
          operation: "GetObject",
          verdict: "allow",
          request: `r-${index}`,
          ...(who === undefined ? {} : { who }),
        });
      }
      return createRequests({ log, people });
    };

    test("who is gone stands apart, by name; who has no name is one entry, which finds them", () => {
      const other = lost?.replaceAll("c", "d");
      const requests = watch([ann, bob, lost, other, "anonymous", "administrator", undefined]);
      expect(requests.names()).toEqual({
        people: ["administrator", "ann@example.com", "nobody"],
        gone: ["bob@example.com", NAMELESS],
        services: ["s3"],
      });
      const of = (person: string) =>
        requests.find({ person, limit: 10 }).stories.map(({ request, who }) => [request, who]);
      expect(of("bob@example.com")).toEqual([["r-1", "bob@example.com"]]);
      expect(of(NAMELESS)).toEqual([
        ["r-3", NAMELESS],
        ["r-2", NAMELESS],
      ]);
      // Whoever opens one of them reads the id that the token had.
      expect(requests.one("r-2")?.who).toBe(lost);
    });

    test("whom an audit made, or made up, is one entry, too", () => {
      const pool = { settings: { UsernameAttributes: ["email"] } } as unknown as UserPool;
      const made = nameIn(pool, "0a1b", 7);
      const carl = "e".repeat(8) + (bob ?? "").slice(8);
      names.set(carl, made);
      const requests = watch([ann, carl, "portcullis-audit-0a1b-8", "portcullisaudit000000000000"]);
      expect(requests.names()).toMatchObject({ people: ["ann@example.com"], gone: [OF_AUDITS] });
      const { stories } = requests.find({ person: OF_AUDITS, limit: 10 });
      expect(stories.map(({ request }) => request)).toEqual(["r-3", "r-2", "r-1"]);
      expect(requests.one("r-1")?.who).toBe(made);
    });

    test("nobody is gone", () => {
      expect(watch([ann]).names()).toEqual({ people: ["ann@example.com"], gone: [], services: ["s3"] });
    });
  });
});
