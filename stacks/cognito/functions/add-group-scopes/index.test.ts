import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { afterEach, describe, expect, test, vi } from "vitest";
import { handler } from "./index.ts";

function eventOf(groupsToOverride: string[] | undefined): PreTokenGenerationV2TriggerEvent {
  return {
    version: "2",
    triggerSource: "TokenGeneration_Authentication",
    region: "eu-west-1",
    userPoolId: "eu-west-1_AbCdEfGhI",
    userName: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "72pe87ha1sm73vraqa6scq89pk" },
    request: {
      userAttributes: {},
      groupConfiguration: groupsToOverride === undefined ? {} : { groupsToOverride },
      scopes: ["aws.cognito.signin.user.admin"],
    },
    response: {},
  } as PreTokenGenerationV2TriggerEvent;
}

afterEach(() => vi.unstubAllEnvs());

describe("PreTokenGeneration V2_0 handler (C6)", () => {
  test("answers the event with the override in the V2 place", async () => {
    const answer = await handler(eventOf(["Admins"]));
    expect(answer.response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToAdd).toContain(
      "Admins-72pe87ha1sm73vraqa6scq89pk",
    );
  });

  test("an event without groups grants no group scope", async () => {
    const answer = await handler(eventOf(undefined));
    expect(answer.response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToAdd).toEqual([
      "openid",
      "profile",
      "email",
    ]);
  });

  test.each([
    ["keep", []],
    ["remove", ["aws.cognito.signin.user.admin"]],
    ["", ["aws.cognito.signin.user.admin"]],
    ["true", ["aws.cognito.signin.user.admin"]],
  ])(
    "SELF_SERVICE_SCOPE=%j suppresses %j: only the template's own word keeps the scope",
    async (word, gone) => {
      vi.stubEnv("SELF_SERVICE_SCOPE", word);
      const answer = await handler(eventOf([]));
      expect(answer.response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToSuppress).toEqual(
        gone,
      );
    },
  );
});
