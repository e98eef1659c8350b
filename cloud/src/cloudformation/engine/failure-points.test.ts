import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { FAILURE_POINTS, type FailurePoint, row, THREE } from "../testing/failure-points.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

/** Fails the calls in turn: the second not before the first has failed. */
function failInTurn({ world }: Harness, calls: readonly string[]): void {
  const left = [...calls];
  world.before = (call) => {
    if (call !== left[0]) return;
    left.shift();
    throw new AwsError("InvalidParameterException", "No.");
  };
}

/** Does what the case says and tells what is there afterwards. */
async function run({ operation, before = THREE, template = THREE, onFailure, fails = [] }: FailurePoint) {
  const cloud = harness();
  const events: string[] = [];
  if (operation !== "create") await cloud.engine.deploy(deployment(before));
  cloud.world.calls.length = 0;
  failInTurn(cloud, fails);
  const listen = (event: { logicalId: string; status: string }) => {
    events.push(`${event.logicalId} ${event.status}`);
  };
  const request = deployment(template, onFailure === undefined ? {} : { onFailure });
  const done =
    operation === "delete" ? cloud.engine.remove("test", listen) : cloud.engine.deploy(request, listen);
  await done.catch(() => undefined);
  return { cloud, events, stack: cloud.engine.describe("test") };
}

function worldOf({ world }: Harness): Record<string, unknown> {
  return Object.fromEntries([...world.resources].map(([id, { properties }]) => [id, properties["Value"]]));
}

describe.each(["create", "update", "delete"] as const)("%s, where what fails is", (operation) => {
  test.each(FAILURE_POINTS.filter((point) => point.operation === operation))("$what", async (point) => {
    const { cloud, stack } = await run(point);
    expect({
      status: stack?.status ?? "none",
      reason: stack?.statusReason,
      calls: cloud.world.calls,
      world: worldOf(cloud),
    }).toEqual({
      status: point.status,
      reason: point.reason,
      calls: point.calls,
      world: point.world,
    });
  });
});

/** What happens to one resource and to the stack, in order. */
const EVENTS: readonly (readonly [string, Omit<FailurePoint, "status" | "calls" | "world">, string[]])[] = [
  [
    "a creation",
    { what: "", operation: "create", template: row({ A: {} }) },
    [
      "test CREATE_IN_PROGRESS",
      "A CREATE_IN_PROGRESS",
      "A CREATE_IN_PROGRESS",
      "A CREATE_COMPLETE",
      "test CREATE_COMPLETE",
    ],
  ],
  [
    "a creation that fails",
    { what: "", operation: "create", template: row({ A: {}, B: {} }), fails: ["create B"] },
    [
      "test CREATE_IN_PROGRESS",
      "A CREATE_IN_PROGRESS",
      "A CREATE_IN_PROGRESS",
      "A CREATE_COMPLETE",
      "B CREATE_IN_PROGRESS",
      "B CREATE_FAILED",
      "test ROLLBACK_IN_PROGRESS",
      "B DELETE_IN_PROGRESS",
      "B DELETE_COMPLETE",
      "A DELETE_IN_PROGRESS",
      "A DELETE_COMPLETE",
      "test ROLLBACK_COMPLETE",
    ],
  ],
  [
    "an update",
    {
      what: "",
      operation: "update",
      before: row({ A: {} }),
      template: row({ A: { Properties: { Value: "2" } } }),
    },
    [
      "test UPDATE_IN_PROGRESS",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_COMPLETE",
      "test UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "test UPDATE_COMPLETE",
    ],
  ],
  [
    "a replacement",
    {
      what: "",
      operation: "update",
      before: row({ A: {} }),
      template: row({ A: { Properties: { Fixed: "x" } } }),
    },
    [
      "test UPDATE_IN_PROGRESS",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_COMPLETE",
      "test UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "A DELETE_IN_PROGRESS",
      "A DELETE_COMPLETE",
      "test UPDATE_COMPLETE",
    ],
  ],
  [
    "an update that fails",
    {
      what: "",
      operation: "update",
      before: row({ A: {} }),
      template: row({ A: { Properties: { Value: "2" } } }),
      fails: ["update A"],
    },
    [
      "test UPDATE_IN_PROGRESS",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_FAILED",
      "test UPDATE_ROLLBACK_IN_PROGRESS",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_COMPLETE",
      "test UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "test UPDATE_ROLLBACK_COMPLETE",
    ],
  ],
  [
    "a deletion with something retained",
    { what: "", operation: "delete", before: row({ A: { DeletionPolicy: "Retain" }, B: {} }) },
    [
      "test DELETE_IN_PROGRESS",
      "B DELETE_IN_PROGRESS",
      "B DELETE_COMPLETE",
      "A DELETE_SKIPPED",
      "test DELETE_COMPLETE",
    ],
  ],
  [
    "a deletion that fails",
    { what: "", operation: "delete", before: row({ A: {} }), fails: ["delete A"] },
    ["test DELETE_IN_PROGRESS", "A DELETE_IN_PROGRESS", "A DELETE_FAILED", "test DELETE_FAILED"],
  ],
];

test.each(EVENTS)("the events of %s", async (_what, point, expected) => {
  const { events } = await run({ ...point, status: "", calls: [], world: {} });
  expect(events).toEqual(expected);
});

describe("after a failure", () => {
  const stuck = (operation: FailurePoint["operation"], fails: readonly string[], template = THREE) =>
    run({ what: "", operation, fails, template, status: "", calls: [], world: {} });

  test("a deletion is tried again and does the rest", async () => {
    const { cloud } = await stuck("delete", ["delete B"]);
    cloud.world.calls.length = 0;
    await cloud.engine.remove("test");
    expect([cloud.world.calls, cloud.engine.describe("test")]).toEqual([["delete B", "delete A"], undefined]);
  });

  test.each([
    ["ROLLBACK_COMPLETE", ["create B"]],
    ["ROLLBACK_FAILED", ["create C", "delete A"]],
  ])("a stack in %s is deleted and created anew", async (status, fails) => {
    const { cloud, stack } = await stuck("create", fails);
    expect(stack?.status).toBe(status);
    expect((await cloud.engine.deploy(deployment(THREE))).status).toBe("CREATE_COMPLETE");
    expect(Object.values(worldOf(cloud))).toEqual(["1", "1", "1"]);
  });

  test("an update that was rolled back is done when it is asked for again", async () => {
    const two = { Properties: { Value: "2" } };
    const template = row({ A: two, B: two, C: two });
    const { cloud } = await stuck("update", ["update C"], template);
    expect((await cloud.engine.deploy(deployment(template))).status).toBe("UPDATE_COMPLETE");
    expect(worldOf(cloud)).toEqual({ "A-1": "2", "B-2": "2", "C-3": "2" });
  });
});
