import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { type ListeningService, listen } from "../../wire/testing/listen.ts";
import { createCloudControlService } from "./index.ts";

let server: ListeningService;
let allowed = true;
const caller = { kind: "administrator" as const, arn: "", accountId: "", accessKeyId: "", userId: "" };

beforeAll(async () => {
  const { identities, clock, scope } = createTestAccount(Date.now());
  server = await listen(
    createCloudControlService({
      authentication: {
        authenticate: (input) =>
          input.request.headers["authorization"] === undefined
            ? createAuthentication({ keys: identities, clock, region: scope.region }).authenticate(input)
            : { caller, signature: "", scope: "", date: "", signingKey: Buffer.alloc(0) },
      },
      authorization: { decide: () => ({ allowed, message: "no permission", explanation: "" }) },
      scope,
      randomness: systemRandomness,
      findFunctionUrl: (identifier) =>
        identifier === "open"
          ? {
              functionArn: "arn:open",
              properties: { FunctionUrl: "http://localhost:4566/_aws/lambda-url/a/" },
            }
          : undefined,
      trace: noTrace,
      logger: silentLogger,
    }),
  );
});
afterAll(() => server.close());

async function call(operation: string, input: object, signed = true) {
  const reply = await fetch(server.url, {
    method: "POST",
    headers: {
      "x-amz-target": `CloudApiService.${operation}`,
      ...(signed ? { authorization: "signed" } : {}),
    },
    body: JSON.stringify(input),
  });
  return { status: reply.status, ...((await reply.json()) as object) };
}

describe("GetResource", () => {
  const url = { TypeName: "AWS::Lambda::Url", Identifier: "gate" };

  test("the URL of a function, as its resource type has it", async () => {
    const Properties = '{"FunctionUrl":"http://localhost:4566/_aws/lambda-url/a/"}';
    expect(await call("GetResource", { ...url, Identifier: "open" })).toEqual({
      status: 200,
      TypeName: "AWS::Lambda::Url",
      ResourceDescription: { Identifier: "arn:open", Properties },
    });
  });

  test("a function without a URL has none", async () => {
    expect(await call("GetResource", url)).toMatchObject({
      status: 400,
      __type: "ResourceNotFoundException",
      message: expect.stringContaining(
        "Resource of type 'AWS::Lambda::Url' with identifier 'gate' was not found.",
      ),
    });
  });

  test.each([
    ["GetResource", { TypeName: "AWS::S3::Bucket", Identifier: "b" }, "UnsupportedActionException"],
    ["GetResource", { TypeName: "nonsense", Identifier: "b" }, "InvalidParameterException"],
    ["GetResource", {}, "InvalidParameterException"],
    ["CreateResource", { TypeName: "AWS::S3::Bucket", DesiredState: "{}" }, "UnsupportedOperationException"],
    ["Fly", {}, "UnknownOperationException"],
  ])("%s of %j is refused by name", async (operation, input, code) => {
    expect(await call(operation, input)).toMatchObject({ status: 400, __type: code });
  });

  test("nobody and the not allowed learn nothing", async () => {
    expect(await call("GetResource", url, false)).toMatchObject({
      __type: "MissingAuthenticationTokenException",
    });
    allowed = false;
    expect(await call("GetResource", url)).toMatchObject({ status: 400, __type: "AccessDeniedException" });
    allowed = true;
  });
});
