import { beforeEach, describe, expect, test } from "vitest";
import { ManualTimers } from "../../core/testing/manual-timers.ts";
import { bodyOf, CustomFunctions } from "../testing/custom-functions.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:maker";
const THING = "Test::Fake::Thing";

let functions: CustomFunctions;
let timers: ManualTimers;
let cloud: Harness;
beforeEach(() => {
  functions = new CustomFunctions();
  timers = new ManualTimers();
  cloud = harness({ functionEvents: functions, timers });
  functions.cloud = cloud;
});

const custom = (properties: object = {}, type = "Custom::Maker") => ({
  Type: type,
  Properties: { ServiceToken: FUNCTION, ...properties },
});
const template = (resources: object, outputs: object = {}) => ({ Resources: resources, Outputs: outputs });

/** Outputs, or why the stack was rolled back. */
async function deploy(resources: object, outputs: object = {}): Promise<Record<string, string> | string> {
  try {
    return (await cloud.engine.deploy(deployment(template(resources, outputs)))).outputs;
  } catch (error) {
    return (error as Error).message;
  }
}
const physicalIds = () =>
  Object.fromEntries(
    (cloud.engine.describe("test")?.resources ?? []).map(({ logicalId, physicalId }) => [
      logicalId,
      physicalId,
    ]),
  );

describe("a custom resource is made by its function", () => {
  test("Create says all of the request; numbers and booleans are texts", async () => {
    functions.answer = () => ({ Data: { Size: 3, Name: "n" } });
    const made = await deploy(
      { Thing: custom({ Count: 1.5, On: true, Deep: [{ Off: false }] }) },
      { Id: { Value: { Ref: "Thing" } }, Size: { Value: { "Fn::GetAtt": "Thing.Size" } } },
    );
    expect(made).toEqual({ Id: "Thing-1", Size: "3" });
    const [event] = functions.events;
    expect(event).toEqual({
      RequestType: "Create",
      ServiceToken: FUNCTION,
      ResponseURL: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:4566\/_aws\/cloudformation-response\/[\w-]{43}$/,
      ),
      StackId: cloud.engine.describe("test")?.stackId,
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      LogicalResourceId: "Thing",
      ResourceType: "Custom::Maker",
      ResourceProperties: { ServiceToken: FUNCTION, Count: "1.5", On: "true", Deep: [{ Off: "false" }] },
    });
  });

  test("Update has the old properties as well, Delete the last ones", async () => {
    await deploy({ Thing: custom({ Size: 1 }, "AWS::CloudFormation::CustomResource") });
    await deploy({ Thing: custom({ Size: 2 }, "AWS::CloudFormation::CustomResource") });
    await cloud.engine.remove("test");
    expect(functions.events.slice(1)).toEqual([
      expect.objectContaining({
        RequestType: "Update",
        ResourceType: "AWS::CloudFormation::CustomResource",
        PhysicalResourceId: "Thing-1",
        ResourceProperties: { ServiceToken: FUNCTION, Size: "2" },
        OldResourceProperties: { ServiceToken: FUNCTION, Size: "1" },
      }),
      expect.objectContaining({
        RequestType: "Delete",
        PhysicalResourceId: "Thing-1",
        ResourceProperties: { ServiceToken: FUNCTION, Size: "2" },
      }),
    ]);
    expect(functions.events[2]).not.toHaveProperty("OldResourceProperties");
  });

  test("new tags of the stack alone ask nothing", async () => {
    await deploy({ Thing: custom() });
    await cloud.engine.deploy(deployment(template({ Thing: custom() }), { tags: { team: "home" } }));
    expect(functions.asked()).toEqual(["Create Thing"]);
  });

  test("another physical id in an Update: the former one is deleted once all is done", async () => {
    await deploy({ Thing: custom({ Size: 1 }) });
    functions.answer = ({ RequestType }) =>
      RequestType === "Update" ? { PhysicalResourceId: "second" } : {};
    await deploy({ Thing: custom({ Size: 2 }), After: { Type: THING } });
    expect(functions.asked()).toEqual(["Create Thing", "Update Thing", "Delete Thing"]);
    expect(functions.events[2]).toMatchObject({
      PhysicalResourceId: "Thing-1",
      ResourceProperties: { Size: "1" },
    });
    expect(physicalIds()["Thing"]).toBe("second");
  });

  test("another physical id in an Update that fails later: the new one is deleted, the former one stays", async () => {
    await deploy({ Thing: custom({ Size: 1 }) });
    functions.answer = ({ RequestType }) =>
      RequestType === "Update" ? { PhysicalResourceId: "second" } : {};
    cloud.world.failOn("create After");
    await deploy({ Thing: custom({ Size: 2 }), After: { Type: THING, DependsOn: "Thing" } });
    expect(functions.events.slice(1)).toEqual([
      expect.objectContaining({ RequestType: "Update" }),
      expect.objectContaining({ RequestType: "Delete", PhysicalResourceId: "second" }),
    ]);
    expect(physicalIds()).toEqual({ Thing: "Thing-1" });
  });

  test("the same physical id in an Update that fails later: it is asked to go back", async () => {
    await deploy({ Thing: custom({ Size: 1 }) });
    cloud.world.failOn("create After");
    await deploy({ Thing: custom({ Size: 2 }), After: { Type: THING, DependsOn: "Thing" } });
    expect(functions.events.slice(2)).toEqual([
      expect.objectContaining({
        RequestType: "Update",
        ResourceProperties: { ServiceToken: FUNCTION, Size: "1" },
        OldResourceProperties: { ServiceToken: FUNCTION, Size: "2" },
      }),
    ]);
  });
});

describe("a custom resource fails", () => {
  test("with the reason of its function; what it may have left is deleted", async () => {
    functions.answer = ({ RequestType }) =>
      RequestType === "Create" ? { Status: "FAILED", Reason: "no room", PhysicalResourceId: "half" } : {};
    expect(await deploy({ Thing: custom() })).toBe(
      `The stack test ended in ROLLBACK_COMPLETE. Thing: Received response status [FAILED] from custom resource. Message returned: no room (RequestId: ${functions.events[0]?.RequestId})`,
    );
    expect(functions.events[1]).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "half" });
  });

  test.each<[string, (id: string) => object | string, string]>([
    ["more than 4096 bytes", () => ({ Data: { A: "x".repeat(4096) } }), "Response object is too long."],
    ["no JSON", () => "done", "Invalid response object: it is no JSON object."],
    ["a list", () => "[]", "Invalid response object: it is no JSON object."],
    [
      "another status",
      () => ({ Status: "OK" }),
      "Invalid response object: Value of property Status must be SUCCESS or FAILED.",
    ],
    [
      "no reason",
      () => ({ Status: "FAILED" }),
      "Invalid response object: Reason is required when Status is FAILED.",
    ],
    ["no physical id", () => ({ PhysicalResourceId: "" }), "Invalid PhysicalResourceId"],
    ["a long physical id", () => ({ PhysicalResourceId: "x".repeat(1025) }), "Invalid PhysicalResourceId"],
    [
      "another request",
      () => ({ RequestId: "r" }),
      "Invalid response object: Value of property RequestId must match the request.",
    ],
    [
      "another stack",
      () => ({ StackId: "s" }),
      "Invalid response object: Value of property StackId must match the request.",
    ],
    [
      "another resource",
      () => ({ LogicalResourceId: "L" }),
      "Invalid response object: Value of property LogicalResourceId must match the request.",
    ],
    [
      "no data",
      () => ({ Data: "text" }),
      "Invalid response object: Value of property Data must be an object.",
    ],
  ])("when its response has %s", async (_title, answer, reason) => {
    functions.answer = (event) => (event.RequestType === "Create" ? answer(event.RequestId) : {});
    expect(await deploy({ Thing: custom() })).toBe(
      `The stack test ended in ROLLBACK_COMPLETE. Thing: ${reason}`,
    );
    expect(functions.asked()).toEqual(["Create Thing", "Delete Thing"]);
  });

  test.each([
    [undefined, 3600],
    [1, 1],
    ["90", 90],
  ])("when ServiceTimeout %s is over", async (ServiceTimeout, seconds) => {
    functions.answer = ({ RequestType }) => (RequestType === "Create" ? undefined : {});
    const deployed = deploy({ Thing: custom(ServiceTimeout === undefined ? {} : { ServiceTimeout }) });
    await expect.poll(() => functions.events.length).toBe(1);
    timers.advance(seconds * 1000 - 1);
    expect(cloud.engine.describe("test")?.status).toBe("CREATE_IN_PROGRESS");
    timers.advance(1);
    expect(await deployed).toContain(
      `Thing: CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${functions.events[0]?.RequestId}]. If you are`,
    );
  });

  test("when Lambda gives the event up", async () => {
    functions.answer = ({ RequestType }) => (RequestType === "Create" ? undefined : {});
    const deployed = deploy({ Thing: custom() });
    await expect.poll(() => functions.events.length).toBe(1);
    functions.abandon();
    expect(await deployed).toContain("did not receive a response from your Custom Resource");
  });

  test.each([
    [{ ServiceTimeout: 0 }, "ServiceTimeout must be an integer from 1 to 3600."],
    [{ ServiceTimeout: 3601 }, "ServiceTimeout must be an integer from 1 to 3600."],
    [{ ServiceTimeout: "soon" }, "ServiceTimeout must be an integer from 1 to 3600."],
    [
      { ServiceToken: "arn:aws:sns:eu-west-1:123456789012:topic" },
      "An SNS topic as ServiceToken of a custom resource is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      { ServiceToken: "maker" },
      "Invalid ServiceToken: it must be the ARN of a Lambda function of this cloud.",
    ],
  ])("before anybody is asked when its properties are %o", async (properties, reason) => {
    expect(await deploy({ Thing: custom(properties) })).toBe(
      `The stack test ended in ROLLBACK_COMPLETE. Thing: ${reason}`,
    );
    expect(functions.events).toEqual([]);
  });

  test("without a ServiceToken", async () => {
    const reason = "Property validation failure: [The property {/ServiceToken} is required]";
    expect(await deploy({ Thing: { Type: "Custom::Maker" } })).toContain(reason);
  });

  test("when its ServiceToken changes", async () => {
    await deploy({ Thing: custom() });
    expect(await deploy({ Thing: custom({ ServiceToken: `${FUNCTION}2` }) })).toContain(
      "Thing: Modifying service token is not allowed.",
    );
    expect(functions.asked()).toEqual(["Create Thing"]);
  });

  test("for who reads an attribute that it has not", async () => {
    functions.answer = () => ({ Data: { Name: "n" } });
    const reader = { Type: THING, Properties: { Value: { "Fn::GetAtt": "Thing.Other" } } };
    expect(await deploy({ Thing: custom(), Reader: reader })).toContain(
      "Reader: CustomResource attribute error: Vendor response doesn't contain Other attribute",
    );
  });

  test("when its Delete fails: the stack stays", async () => {
    await deploy({ Thing: custom() });
    functions.answer = () => ({ Status: "FAILED", Reason: "not now" });
    await expect(cloud.engine.remove("test")).rejects.toThrow("failed to delete: [Thing]");
    functions.answer = () => ({});
    await cloud.engine.remove("test");
    expect(cloud.engine.describe("test")).toBeUndefined();
  });

  test.each(["Custom::", "Custom::a b", `Custom::${"x".repeat(61)}`])("%s is no type", async (type) => {
    expect(await deploy({ Thing: custom({}, type) })).toContain(`Resources/Thing: resource type ${type}`);
  });
});

describe("CFN-RESPONSE-URL an address takes one response", () => {
  const waiting = async () => {
    functions.answer = () => undefined;
    const deployed = deploy({ Thing: custom() });
    await expect.poll(() => functions.events.length).toBe(1);
    const event = functions.events[0] as (typeof functions.events)[0];
    return { deployed, event };
  };

  test("CFN-RESPONSE-URL by PUT, once", async () => {
    const { deployed, event } = await waiting();
    expect(await functions.put(event.ResponseURL, bodyOf(event, {}))).toBe(200);
    expect(await functions.put(event.ResponseURL, bodyOf(event, { PhysicalResourceId: "stolen" }))).toBe(403);
    await deployed;
    expect(physicalIds()).toEqual({ Thing: "Thing-1" });
  });

  test.each(["GET", "POST", "DELETE"])("CFN-RESPONSE-URL not by %s, which leaves it open", async (method) => {
    const { deployed, event } = await waiting();
    expect(await functions.put(event.ResponseURL, bodyOf(event, {}), method)).toBe(403);
    expect(await functions.put(event.ResponseURL, bodyOf(event, {}))).toBe(200);
    await deployed;
  });

  test("CFN-RESPONSE-URL not at another address, and not when the time is over", async () => {
    const { deployed, event } = await waiting();
    expect(await functions.put(`${event.ResponseURL}x`, bodyOf(event, {}))).toBe(403);
    functions.answer = () => ({});
    timers.advance(3_600_000);
    await deployed;
    expect(await functions.put(event.ResponseURL, bodyOf(event, {}))).toBe(403);
  });
});

describe("CFN-CUSTOM-NOECHO what a function hides is hidden", () => {
  const resources = {
    Secret: custom(),
    Reader: { Type: THING, Properties: { Value: { "Fn::Sub": "key: ${Secret.Key}" } } },
  };
  const shown = async () => {
    const events: string[] = [];
    await cloud.engine.deploy(deployment(template(resources)), ({ properties }) =>
      events.push(properties ?? ""),
    );
    return events.join("\n");
  };

  test("CFN-CUSTOM-NOECHO in the events of others, not from them", async () => {
    functions.answer = () => ({ NoEcho: true, Data: { Key: "s3cret" } });
    const text = await shown();
    expect(text).toContain('{"Value":"key: *****"}');
    expect(text).not.toContain("s3cret");
    expect([...cloud.world.resources.values()].map(({ properties }) => properties)).toEqual([
      { Value: "key: s3cret" },
    ]);
  });

  test("CFN-CUSTOM-NOECHO without it all is shown", async () => {
    functions.answer = () => ({ Data: { Key: "s3cret" } });
    expect(await shown()).toContain('{"Value":"key: s3cret"}');
  });
});

describe("a custom resource whose cloud ends while it waits", () => {
  test.each(["stop", "kill"])(
    "%s: the next start asks the function to delete what it may have made",
    async (how) => {
      functions.answer = () => undefined;
      void deploy({ Thing: custom() });
      await expect.poll(() => functions.events.length).toBe(1);
      if (how === "stop") await cloud.close();

      cloud = cloud.restarted();
      functions.cloud = cloud;
      functions.answer = () => ({});
      await cloud.engine.recover();

      expect(functions.events[1]).toMatchObject({
        RequestType: "Delete",
        PhysicalResourceId: expect.stringMatching(/^test-Thing-\w{12}$/),
      });
      expect(cloud.engine.describe("test")?.status).toBe("ROLLBACK_COMPLETE");
    },
  );

  test("during an Update: it is asked to go back", async () => {
    await deploy({ Thing: custom({ Size: 1 }) });
    functions.answer = () => undefined;
    void deploy({ Thing: custom({ Size: 2 }) });
    await expect.poll(() => functions.events.length).toBe(2);

    cloud = cloud.restarted();
    functions.cloud = cloud;
    functions.answer = () => ({});
    await cloud.engine.recover();

    expect(functions.events[2]).toMatchObject({
      RequestType: "Update",
      ResourceProperties: { Size: "1" },
      OldResourceProperties: { Size: "2" },
    });
    expect(cloud.engine.describe("test")?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
  });
});
