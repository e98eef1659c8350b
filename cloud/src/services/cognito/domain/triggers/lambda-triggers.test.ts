import { describe, expect, test } from "vitest";
import type { FunctionInvocation, InvocationOutcome } from "../../../../core/ports/function-invoker.ts";
import { aPool } from "../../testing/records.ts";
import { createCausingRequest } from "./causing-request.ts";
import { createTriggers } from "./lambda-triggers.ts";
import type { TriggerCall } from "./triggers.ts";

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pre-sign-up";
const causingRequest = createCausingRequest();
const scope = { region: "eu-west-1", accountId: "123456789012" };
const pool = aPool({ lambdaTriggers: { preSignUp: FUNCTION } });
const call: TriggerCall = {
  pool,
  trigger: "PreSignUp",
  source: "PreSignUp_SignUp",
  username: "ann",
  clientId: "app",
  request: { userAttributes: { email: "a@b.c" } },
  response: { autoConfirmUser: false },
};
const envelope = {
  version: "1",
  triggerSource: "PreSignUp_SignUp",
  region: "eu-west-1",
  userPoolId: pool.id,
  userName: "ann",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "app" },
  request: { userAttributes: { email: "a@b.c" } },
  response: { autoConfirmUser: false },
};

/** Runs the trigger against a function that gives these outcomes, one per attempt. */
async function run(...outcomes: InvocationOutcome[]) {
  const invocations: FunctionInvocation[] = [];
  const triggers = createTriggers({
    scope,
    causingRequest,
    functionInvoker: {
      invoke: async (invocation) => {
        invocations.push(invocation);
        return outcomes[invocations.length - 1] ?? { kind: "wait-exceeded" };
      },
    },
  });
  const result = await triggers.run(call).catch((error: Error) => `${error.name}: ${error.message}`);
  return { result, invocations };
}

const success = (reply: unknown): InvocationOutcome => ({
  kind: "success",
  payload: Buffer.from(typeof reply === "string" ? reply : JSON.stringify(reply)),
});

describe("Triggers", () => {
  test("COG-TRG the function gets the whole envelope as the pool, with five seconds to answer", async () => {
    const { result, invocations } = await run(success({ ...envelope, response: { autoConfirmUser: true } }));

    expect(result).toEqual({ autoConfirmUser: true });
    expect(invocations).toHaveLength(1);
    expect(JSON.parse(String(invocations[0]?.payload))).toEqual(envelope);
    expect(invocations[0]).toMatchObject({
      functionArn: FUNCTION,
      waitMs: 5_000,
      caller: { kind: "service", service: "cognito-idp.amazonaws.com", sourceArn: pool.arn },
    });
  });

  test("TRACE-6 the run names the request behind it and what it runs as", async () => {
    const caused = await causingRequest.during("sign-in-1", () => run(success(envelope)));
    const uncaused = await run(success(envelope));

    expect(caused.invocations[0]).toMatchObject({ cause: "sign-in-1", purpose: "PreSignUp trigger" });
    expect(uncaused.invocations[0]).not.toHaveProperty("cause");
  });

  test("TRACE-6 requests at once keep apart, and one that ends takes nothing from the others", async () => {
    let goOn = (): void => undefined;
    const waits = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const long = causingRequest.during("long", async () => {
      await waits;
      return causingRequest.current();
    });

    const short = await causingRequest.during("short", async () => causingRequest.current());
    goOn();

    expect([short, await long, causingRequest.current()]).toEqual(["short", "long", undefined]);
  });

  test("COG-TRG a pool without the trigger runs nothing", async () => {
    const triggers = createTriggers({
      scope,
      causingRequest,
      functionInvoker: { invoke: () => Promise.reject(new Error("ran")) },
    });

    expect(await triggers.run({ ...call, pool: aPool({}) })).toBeUndefined();
    expect(await triggers.run({ ...call, trigger: "PostConfirmation" })).toBeUndefined();
  });

  test("COG-TRG-1 each way of failing has its code and text", async () => {
    const failed: InvocationOutcome = {
      kind: "function-error",
      payload: Buffer.from('{"errorMessage":"Not allowed."}'),
    };
    const refused: InvocationOutcome = { kind: "refused", code: "AccessDeniedException", message: "no" };

    expect((await run(failed)).result).toBe(
      "UserLambdaValidationException: PreSignUp failed with error Not allowed..",
    );
    expect((await run(refused)).result).toBe(
      "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.",
    );
    expect((await run(failed, success(envelope))).invocations).toHaveLength(1);
    expect((await run(refused, success(envelope))).invocations).toHaveLength(1);
  });

  test("COG-TRG-1 silence is asked three times", async () => {
    const silent: InvocationOutcome = { kind: "wait-exceeded" };
    const never = await run();
    const late = await run(silent, silent, success(envelope));

    expect(never.invocations).toHaveLength(3);
    expect(never.result).toBe(
      "UnexpectedLambdaException: PreSignUp failed with error Socket timeout while invoking Lambda function.",
    );
    expect(late.result).toEqual({ autoConfirmUser: false });
  });

  test("COG-TRG-2 a reply without its envelope, or of another user, is refused", async () => {
    const unrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output";
    for (const reply of ["", "null", "[]", "{", '"text"', "1"]) {
      expect((await run(success(reply))).result).toBe(unrecognizable);
    }
    for (const member of ["version", "region", "userPoolId", "userName", "callerContext"]) {
      expect((await run(success({ ...envelope, [member]: null }))).result).toBe(unrecognizable);
    }
    expect((await run(success({ ...envelope, response: [] }))).result).toBe(unrecognizable);
    expect((await run(success({ ...envelope, userName: "eve" }))).result).toBe(
      "InvalidLambdaResponseException: Invalid user name. User name in Lambda mismatches the actual username.",
    );
    expect((await run(success({ ...envelope, request: {}, response: null }))).result).toEqual({});
  });
});
