import { describe, expect, test } from "vitest";
import { createCauses } from "../../core/ports/causes.ts";
import { createTraceLog } from "../../trace/trace-log.ts";
import { createRequests } from "./requests.ts";

const PEOPLE = {
  displayName: (who: string) => (who === "sub-1" ? "ann@example.com" : undefined),
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
});
