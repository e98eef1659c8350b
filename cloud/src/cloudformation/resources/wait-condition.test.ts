import { beforeEach, describe, expect, test, vi } from "vitest";
import { ManualTimers } from "../../core/testing/manual-timers.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";
import { putSignal } from "../testing/signals.ts";
import { SIGNAL_LIMIT } from "./wait/handles.ts";

const HANDLE = { Type: "AWS::CloudFormation::WaitConditionHandle" };
const THING = "Test::Fake::Thing";

let timers: ManualTimers;
let cloud: Harness;
beforeEach(() => {
  timers = new ManualTimers();
  cloud = harness({ timers });
});

const wait = (properties: object = {}, more: object = {}) => ({
  Type: "AWS::CloudFormation::WaitCondition",
  Properties: { Handle: { Ref: "Handle" }, Timeout: "60", ...properties },
  ...more,
});
const signal = (more: object = {}) => ({
  Status: "SUCCESS",
  UniqueId: "one",
  Data: "done",
  Reason: "",
  ...more,
});

/** Outputs, or why the stack was rolled back. */
async function deploy(resources: object, outputs: object = {}) {
  try {
    return (await cloud.engine.deploy(deployment({ Resources: resources, Outputs: outputs }))).outputs;
  } catch (error) {
    return (error as Error).message;
  }
}
const resource = (logicalId: string) =>
  cloud.engine.describe("test")?.resources.find((one) => one.logicalId === logicalId);
/** The address, once the condition waits there. */
const address = async () => {
  await vi.waitUntil(() => resource("Wait")?.status === "CREATE_IN_PROGRESS");
  return resource("Handle")?.physicalId ?? "";
};
const OUTPUTS = { Data: { Value: { "Fn::GetAtt": "Wait.Data" } } };

describe("a wait condition goes on when its signals have come", () => {
  test("one signal; Data has what it said, Ref of the handle is the address", async () => {
    const outcome = deploy(
      { Handle: HANDLE, Wait: wait() },
      { ...OUTPUTS, Url: { Value: { Ref: "Handle" } }, Name: { Value: { Ref: "Wait" } } },
    );
    const url = await address();
    expect(await putSignal(cloud, url, signal())).toBe(200);
    expect(await outcome).toEqual({
      Data: '{"one":"done"}',
      Url: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:4566\/_aws\/cloudformation-waitcondition\/[\w-]{43}$/,
      ),
      Name: `${cloud.engine.describe("test")?.stackId}/Wait`,
    });
  });

  test("Count signals of different ids; one that is sent again counts once, with what it said first", async () => {
    const outcome = deploy({ Handle: HANDLE, Wait: wait({ Count: 2 }) }, OUTPUTS);
    const url = await address();
    await putSignal(cloud, url, signal());
    await putSignal(cloud, url, signal({ Data: "again" }));
    await putSignal(cloud, url, signal({ Status: "FAILURE" }));
    await putSignal(cloud, url, signal({ UniqueId: "two", Data: 2 }));
    expect(await outcome).toEqual({ Data: '{"one":"done","two":"2"}' });
  });

  test("signals that came before the condition was made count", async () => {
    await deploy({ Handle: HANDLE });
    await putSignal(cloud, resource("Handle")?.physicalId ?? "", signal());
    expect(await deploy({ Handle: HANDLE, Wait: wait() }, OUTPUTS)).toEqual({ Data: '{"one":"done"}' });
  });

  test("a handle and its signals outlive a stop", async () => {
    await deploy({ Handle: HANDLE });
    const url = resource("Handle")?.physicalId ?? "";
    await putSignal(cloud, url, signal());
    cloud = cloud.restarted();
    await putSignal(cloud, url, signal({ UniqueId: "two" }));
    expect(await deploy({ Handle: HANDLE, Wait: wait({ Count: 2 }) }, OUTPUTS)).toEqual({
      Data: '{"one":"done","two":"done"}',
    });
  });

  test("it is made last of all that needs nothing of it: what signals need not be its dependency", async () => {
    const outcome = deploy({
      Handle: HANDLE,
      Wait: wait(),
      Free: { Type: THING },
      After: { Type: THING, DependsOn: "Wait" },
    });
    const url = await address();
    expect([resource("Free")?.status, resource("After")]).toEqual(["CREATE_COMPLETE", undefined]);
    await putSignal(cloud, url, signal());
    await outcome;
    expect(resource("After")?.status).toBe("CREATE_COMPLETE");
  });

  test("a Count of 0 waits for nothing", async () => {
    expect(await deploy({ Handle: HANDLE, Wait: wait({ Count: 0 }) }, OUTPUTS)).toEqual({ Data: "{}" });
  });
});

describe("a wait condition fails", () => {
  test.each<[string, object | string, string]>([
    [
      "at a signal of failure, with its reason",
      signal({ Status: "FAILURE", Reason: "no disk" }),
      "WaitCondition received failed message: 'no disk' for uniqueId: one",
    ],
    ["at what is no JSON", "done", "Unparsable WaitCondition data"],
    ["at what is no object", [], "Unparsable WaitCondition data"],
    ["at an unknown status", signal({ Status: "DONE" }), "Unparsable WaitCondition data"],
    ["without an id", signal({ UniqueId: undefined }), "Unparsable WaitCondition data"],
    ["with an empty id", signal({ UniqueId: "" }), "Unparsable WaitCondition data"],
    ["with data that are no text", signal({ Data: {} }), "Unparsable WaitCondition data"],
    ["at more than 4,096 bytes", signal({ Data: "x".repeat(4096) }), "Unparsable WaitCondition data"],
  ])("%s", async (_what, said, reason) => {
    const outcome = deploy({ Handle: HANDLE, Wait: wait({ Count: 2 }) });
    expect(await putSignal(cloud, await address(), said)).toBe(200);
    expect(await outcome).toContain(reason);
    expect(cloud.engine.describe("test")?.status).toBe("ROLLBACK_COMPLETE");
  });

  test("when its time is over, not before", async () => {
    const outcome = deploy({ Handle: HANDLE, Wait: wait({ Count: 2 }) });
    await putSignal(cloud, await address(), signal());
    timers.advance(59_999);
    expect(resource("Wait")?.status).toBe("CREATE_IN_PROGRESS");
    timers.advance(1);
    expect(await outcome).toContain("WaitCondition timed out. Received 1 conditions when expecting 2");
  });

  test.each<[string, object, string]>([
    [
      "a Timeout beyond twelve hours",
      { Timeout: "43201" },
      "Timeout of a wait condition must be a whole number from 0 to 43200.",
    ],
    ["a Timeout that is no number", { Timeout: "1m" }, "Timeout of a wait condition must be a whole number"],
    ["a Count that is no number", { Count: "many" }, "Count"],
    ["a Count below zero", { Count: -1 }, "Count of a wait condition must be a whole number"],
    ["more signals than a handle keeps", { Count: 1001 }, "not supported by Portcullis"],
    ["a Handle that is none", { Handle: "http://127.0.0.1:4566/_aws/else" }, "must be a WaitConditionHandle"],
    ["no Handle", { Handle: undefined }, "The property {/Handle} is required"],
    ["no Timeout", { Timeout: undefined }, "The property {/Timeout} is required"],
  ])("%s", async (_what, properties, reason) => {
    expect(await deploy({ Handle: HANDLE, Wait: wait(properties) })).toContain(reason);
  });

  test("an update of either is refused, and the stack is as it was", async () => {
    const first = deploy({ Handle: HANDLE, Wait: wait() });
    await putSignal(cloud, await address(), signal());
    await first;
    expect(await deploy({ Handle: HANDLE, Wait: wait({ Count: 2 }) })).toContain(
      "Update to resource type AWS::CloudFormation::WaitCondition is not supported.",
    );
    expect(cloud.engine.describe("test")?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(resource("Wait")?.status).toBe("UPDATE_COMPLETE");
  });

  test("a stop of the cloud ends the waiting; the next start rolls back", async () => {
    const outcome = deploy({ Handle: HANDLE, Wait: wait() });
    await address();
    await cloud.close();
    await outcome;
    cloud = cloud.restarted();
    await cloud.engine.recover();
    expect(cloud.engine.describe("test")?.status).toBe("ROLLBACK_COMPLETE");
  });
});

describe("CFN-WAIT-URL an address takes signals while its handle exists", () => {
  let url: string;
  beforeEach(async () => {
    await deploy({ Handle: HANDLE, Thing: { Type: THING } });
    url = resource("Handle")?.physicalId ?? "";
  });

  test.each(["GET", "POST", "DELETE", "HEAD"])("CFN-WAIT-URL not by %s", async (method) => {
    expect(await putSignal(cloud, url, signal(), { method })).toBe(403);
  });

  test("CFN-WAIT-URL not at another address, and not when the handle is gone", async () => {
    expect(await putSignal(cloud, `${url.slice(0, -43)}${"A".repeat(43)}`, signal())).toBe(403);
    expect(await putSignal(cloud, url, signal())).toBe(200);
    await deploy({ Thing: { Type: THING } });
    expect(await putSignal(cloud, url, signal())).toBe(403);
  });

  test("CFN-WAIT-URL no more signals than it keeps", async () => {
    for (let id = 0; id < SIGNAL_LIMIT; id += 1) await putSignal(cloud, url, signal({ UniqueId: id }));
    expect(await putSignal(cloud, url, signal({ UniqueId: "more" }))).toBe(503);
  });
});
