import { describe, expect, test } from "vitest";
import { UserError } from "../../../core/errors.ts";
import type { CloudClient, RawReply } from "../cloud-client.ts";
import { type NextToken, nextMachineScopes, nextScopes } from "./next-token.ts";

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:trigger";

function token(version: "V1_0" | "V2_0" | undefined): NextToken {
  return {
    pool: {
      id: "eu-west-1_people",
      aliasAttributes: [],
      preToken: version === undefined ? undefined : { lambdaArn: ARN, version },
    },
    clientId: "web",
    cause: "TokenGeneration_Authentication",
    granted: ["aws.cognito.signin.user.admin"],
    groups: [{ name: "Admins", roleArn: "arn:aws:iam::123456789012:role/admin" }],
    user: { username: "u", sub: "u", attributes: { email: "a@example.com" } },
  };
}

/** A client whose function returns the event with this response. */
function answering(response: object, reply: Partial<RawReply> = {}) {
  const events: Record<string, unknown>[] = [];
  const client = {
    send: async ({ body }: { body: string }) => {
      const event = JSON.parse(body) as Record<string, unknown>;
      events.push(event);
      return {
        status: 200,
        headers: {},
        body: Buffer.from(JSON.stringify({ ...event, response })),
        ...reply,
      };
    },
  } as unknown as CloudClient;
  return { client, events };
}

describe("the scopes of a token that nobody asked for yet", () => {
  test("without a trigger, what the sign-in grants", async () => {
    const { client, events } = answering({});

    expect(await nextScopes(client, SCOPE, token(undefined))).toEqual(["aws.cognito.signin.user.admin"]);
    expect(events).toEqual([]);
  });

  test("V2_0: what the function adds, less what it suppresses; it gets the documented event", async () => {
    const { client, events } = answering({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          scopesToAdd: ["a", "b"],
          scopesToSuppress: ["b", "aws.cognito.signin.user.admin"],
        },
      },
    });

    expect(await nextScopes(client, SCOPE, token("V2_0"))).toEqual(["a"]);
    expect(events).toMatchObject([
      {
        version: "2",
        triggerSource: "TokenGeneration_Authentication",
        callerContext: { clientId: "web" },
        request: {
          scopes: ["aws.cognito.signin.user.admin"],
          userAttributes: { email: "a@example.com", "cognito:user_status": "CONFIRMED" },
          groupConfiguration: {
            groupsToOverride: ["Admins"],
            preferredRole: "arn:aws:iam::123456789012:role/admin",
          },
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
  });

  test("V1_0 changes no scopes, whatever it answers", async () => {
    const { client, events } = answering({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ["a"] } },
    });

    expect(await nextScopes(client, SCOPE, token("V1_0"))).toEqual(["aws.cognito.signin.user.admin"]);
    expect(events).toMatchObject([{ version: "1", response: { claimsOverrideDetails: null } }]);
    expect(events[0]?.["request"]).not.toHaveProperty("scopes");
  });

  test("a function that throws, and an answer that the issuer would refuse", async () => {
    const threw = answering({}, { headers: { "x-amz-function-error": "Unhandled" } });
    const wrong = answering({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ["two words"] } },
    });

    await expect(nextScopes(threw.client, SCOPE, token("V2_0"))).rejects.toThrow(UserError);
    await expect(nextScopes(wrong.client, SCOPE, token("V2_0"))).rejects.toThrow(
      "Unrecognizable lambda output",
    );
  });
});

describe("the scopes of a machine's next token", () => {
  const pool = (version: "V2_0" | "V3_0") => ({
    id: "eu-west-1_people",
    aliasAttributes: [],
    preToken: { lambdaArn: ARN, version },
  });
  const response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { scopesToAdd: ["meters/write"], scopesToSuppress: ["meters/read"] },
    },
  };

  test("COG-TRG-3 V3_0: what the function makes of them; it gets the event of machines", async () => {
    const { client, events } = answering(response);
    const wanted = { pool: pool("V3_0"), clientId: "meter", granted: ["meters/read"] };

    expect(await nextMachineScopes(client, SCOPE, wanted)).toEqual(["meters/write"]);
    expect(events).toMatchObject([
      { version: "3", triggerSource: "TokenGeneration_ClientCredentials", userName: "ClientCredentials" },
    ]);
  });

  test("COG-TRG-3 V2_0: what the client was given; no function runs", async () => {
    const { client, events } = answering(response);
    const wanted = { pool: pool("V2_0"), clientId: "meter", granted: ["meters/read"] };

    expect([await nextMachineScopes(client, SCOPE, wanted), events]).toEqual([["meters/read"], []]);
  });
});
