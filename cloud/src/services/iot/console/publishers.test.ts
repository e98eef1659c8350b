import type { MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { ADMIN_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { fakeRequest } from "../../../wire/testing/fake-console.ts";
import { connectMqtt } from "../testing/client.ts";
import { after, heard } from "../testing/mqtt-page.ts";
import { serveIot, type TestIot } from "../testing/service.ts";
import { areas } from "./index.ts";

let iot: TestIot;
let device: MqttClient;
beforeAll(async () => {
  iot = await serveIot();
  device = await connectMqtt(`mqtt://127.0.0.1:${iot.port}`, { username: ADMIN_KEY, password: SECRET });
});
afterAll(async () => {
  await device.endAsync(true);
  await iot.close();
});

function opened(): TestConsole {
  return testConsole(areas, iot.httpPort);
}

const MARKUP = '<script>alert("x")</script>';

describe("publishing as somebody else", () => {
  const ROLE = "arn:aws:iam::123456789012:role/app-DoorRole";
  /** The real broker, with the answers of Lambda, CloudFormation and IAM that a test gives. */
  function withRoles(decisions: Readonly<Record<string, string>>) {
    const console = opened();
    const asked: unknown[] = [];
    let lists = 0;
    const answers: Readonly<Record<string, (input: unknown) => unknown>> = {
      ListFunctions: () => {
        lists += 1;
        return { Functions: [{ FunctionName: "app-Door-1A2B", Role: ROLE }] };
      },
      DescribeStacks: () => ({ Stacks: [{ StackName: "app" }] }),
      DescribeStackResources: () => ({
        StackResources: [{ LogicalResourceId: MARKUP, PhysicalResourceId: "app-Door-1A2B" }],
      }),
      SimulatePrincipalPolicy: (input) => {
        asked.push(input);
        const { ActionNames } = input as { ActionNames: readonly string[] };
        return {
          EvaluationResults: ActionNames.map((EvalActionName) => ({
            EvalActionName,
            EvalDecision: decisions[EvalActionName] ?? "implicitDeny",
          })),
        };
      },
    };
    const sent: { method: string; path: string; body?: unknown }[] = [];
    const context: ConsoleContext = {
      ...console,
      call: async <Output>(service: string, operation: string, input?: Readonly<Record<string, unknown>>) =>
        (operation in answers
          ? answers[operation]?.(input)
          : await console.call(service, operation, input)) as Output,
      sendUnsigned: async (call) => {
        sent.push(call);
        return { status: 403, headers: {}, body: Buffer.from(`{"message":"Forbidden${MARKUP}"}`) };
      },
    };
    const page = (method: string, path: string) =>
      areas[0]?.pages.find((each) => each.method === method && each.path === path);
    return {
      asked,
      sent,
      console,
      lists: () => lists,
      publish: async (fields: Readonly<Record<string, string>>) => {
        const answer = await page("POST", "/publish")?.handle(context, fakeRequest({}, fields));
        return answer !== undefined && "notice" in answer ? answer.notice : undefined;
      },
      show: async () => {
        const answer = await page("GET", "")?.handle(context, fakeRequest());
        return answer !== undefined && "view" in answer ? String(await answer.view.body.toString()) : "";
      },
    };
  }

  test("the roles of functions are offered by what the template calls them", async () => {
    const { show, publish, console } = withRoles({});
    expect(await show()).toContain(
      `<option value="${ROLE}">role of &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</option>`,
    );
    await publish({ topic: "doors/3", payload: "x", as: ROLE });
    expect(await show()).toContain(`<option value="${ROLE}" selected`);
    heard(console).close();
  });

  test("functions are asked for once a minute, however often the page looks", async () => {
    const { show, console, lists } = withRoles({});
    await show();
    await show();
    expect(lists()).toBe(1);
    console.clock.advanceSeconds(60);
    await show();
    expect(lists()).toBe(2);
    heard(console).close();
  });

  test("what a role's policies allow is published, and how it was sent is said", async () => {
    const { publish, asked, console } = withRoles({ "iot:Publish": "allowed" });
    await console.show("mqtt");
    const page = await after(console, async () => {
      expect(await publish({ topic: "doors/3", payload: "open", as: ROLE })).toMatchObject({
        verdict: "yes",
        text: expect.stringContaining("allow it. It was sent with the administrator’s key"),
      });
    });
    expect(page).toContain("doors/3");
    expect(asked).toEqual([
      {
        PolicySourceArn: ROLE,
        ActionNames: ["iot:Publish"],
        ResourceArns: ["arn:aws:iot:eu-west-1:123456789012:topic/doors/3"],
      },
    ]);
    heard(console).close();
  });

  test.each([
    [{}, {}, "no policy of it allows iot:Publish on topic/doors/4"],
    [{ "iot:Publish": "explicitDeny" }, {}, "a policy of it denies iot:Publish on topic/doors/4"],
    [
      { "iot:Publish": "allowed" },
      { retain: "on" },
      "no policy of it allows iot:RetainPublish on topic/doors/4",
    ],
  ])("with %j and %j nothing is sent: %s", async (decisions, more, why) => {
    const { publish, console } = withRoles(decisions);
    await console.show("mqtt");
    const notice = await publish({ topic: "doors/4", payload: "open", as: ROLE, ...more });
    expect(notice).toMatchObject({ verdict: "no", text: expect.stringContaining(why) });
    // A message behind it is the first that comes.
    const page = await after(console, () => device.publishAsync("behind", "1", { qos: 1 }));
    expect(heard(console).count).toBe(1);
    expect(page).toContain("behind");
    heard(console).close();
  });

  test("a role that no function has is no choice", async () => {
    const { publish, asked } = withRoles({ "iot:Publish": "allowed" });
    expect(
      await publish({ topic: "a", payload: "x", as: "arn:aws:iam::123456789012:role/Other" }),
    ).toMatchObject({
      verdict: "no",
      text: "Nothing was published: that is the role of no function.",
    });
    expect(asked).toEqual([]);
  });

  test("nobody: a request without a signature, and the broker's no", async () => {
    const { publish, sent } = withRoles({});
    expect(await publish({ topic: "a/b", payload: "x", qos: "1", as: "nobody" })).toMatchObject({
      verdict: "no",
      text: `Nothing was published: nobody is refused with 403: {"message":"Forbidden${MARKUP}"}`,
    });
    expect(sent).toMatchObject([{ method: "POST", path: expect.stringMatching(/^\/topics\/a%2Fb\?/) }]);
    expect(JSON.stringify(sent)).not.toMatch(/authorization|AWS4/i);
  });
});
