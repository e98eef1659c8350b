import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "vitest";
import type { FunctionEvent } from "../testing/console-world.ts";
import { personWorld } from "../testing/person-world.ts";

const TRIGGER = "arn:aws:lambda:eu-west-1:123456789012:function:add-scopes";
const WITH_TRIGGER = {
  LambdaConfig: {
    PreTokenGeneration: TRIGGER,
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: TRIGGER },
  },
} as const;

let world: Awaited<ReturnType<typeof personWorld>>;
afterEach(() => world.close());

const withScopes = (event: FunctionEvent) => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: { house: "blue", sub: "somebody else" },
        scopesToAdd: ["openid", ...event.request.groupConfiguration.groupsToOverride],
        scopesToSuppress: ["aws.cognito.signin.user.admin"],
      },
    },
  },
});

const asked = (fields: Record<string, string> = {}) =>
  world.submit(world.at("next-token"), { client: world.clientId, way: "api", ...fields });

describe("what the next token carries", () => {
  test("without a trigger the pool alone decides, and no function is run", async () => {
    world = await personWorld();
    await world.client.send(new AdminAddUserToGroupCommand({ ...world.who, GroupName: "Admins" }));
    expect((await asked()).to).toBe(`/_portcullis/${world.at()}#next-token`);
    const page = await world.visit(world.at());
    expect(page).toContain("aws.cognito.signin.user.admin");
    expect(page).toContain("<code>Admins</code>");
    expect(page).toContain("1 hour after the issue");
    expect(page).toContain("the pool alone decides");
    expect(world.sent.filter(({ service }) => service === "lambda")).toEqual([]);
  });

  test("CON-7 runs the trigger with the event of a sign-in, and its answer goes by the issuer's own rules", async () => {
    const events: FunctionEvent[] = [];
    world = await personWorld({
      pool: WITH_TRIGGER,
      runFunction: (event) => {
        events.push(event);
        return withScopes(event);
      },
    });
    await asked();
    expect(events).toMatchObject([
      {
        version: "2",
        triggerSource: "TokenGeneration_Authentication",
        userName: world.who.Username,
        callerContext: { clientId: world.clientId },
        request: {
          userAttributes: { email: "eve@example.com", "cognito:user_status": "CONFIRMED" },
          groupConfiguration: { groupsToOverride: [], preferredRole: null },
          scopes: ["aws.cognito.signin.user.admin"],
        },
      },
    ]);
    expect(world.sent[0]).toMatchObject({
      service: "lambda",
      method: "POST",
      path: `/2015-03-31/functions/${encodeURIComponent(TRIGGER)}/invocations`,
    });
    const page = await world.visit(world.at());
    expect(page).toContain('<span class="chip code yes">openid');
    expect(page).toContain('<span class="chip code gone">aws.cognito.signin.user.admin');
    expect(page).toContain("what the trigger asked for is ignored: the claim is reserved");
    expect(page).toMatch(/<code>house<\/code>.*added by the trigger/s);
    expect(page).toContain("not issued");
    expect(page).not.toContain("eyJ");
    expect(world.calls).not.toContain("InitiateAuth");
  });

  test("shows what would come with a group beside", async () => {
    world = await personWorld({ pool: WITH_TRIGGER, runFunction: withScopes });
    await asked({ group: "Admins" });
    const page = await world.visit(world.at());
    expect(page).toContain('<span class="chip code would">+ Admins');
    expect(page).toContain("with the group Admins");
    await world.submit(world.at("join"), { group: "Admins" });
    expect(await world.visit(world.at())).not.toContain("chip code would");
  });

  test.each([
    [
      "fails",
      () => new Error("boom"),
      "UserLambdaValidationException: PreTokenGeneration failed with error boom.",
    ],
    ["answers nonsense", () => "nonsense", "InvalidLambdaResponseException: Unrecognizable lambda output"],
    ["is not there", undefined, "UnexpectedLambdaException: PreTokenGeneration invocation failed"],
  ])("a trigger that %s stops the sign-in, and the page says so", async (_title, runFunction, text) => {
    world = await personWorld({
      pool: WITH_TRIGGER,
      ...(runFunction === undefined ? {} : { runFunction }),
    });
    await asked();
    const page = await world.visit(world.at());
    expect(page).toContain("No token: the trigger stops the sign-in.");
    expect(page).toContain(text);
  });

  test("over OAuth without openid there is no ID token", async () => {
    world = await personWorld();
    await asked({ way: "hosted" });
    expect(await world.visit(world.at())).toContain("No ID token");
  });

  test("looking at a person runs nothing", async () => {
    world = await personWorld({ pool: WITH_TRIGGER, runFunction: withScopes });
    await world.visit(world.at());
    expect(world.sent).toEqual([]);
  });
});
