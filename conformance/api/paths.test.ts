import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { Sha256 } from "../support/sha256.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const facts = inject("product");
const { cloudformation } = clientsFor(facts);
const StackName = "paths";

const api = (path: string, auth: object = {}) => ({
  Type: "Api",
  Properties: { RestApiId: { Ref: "Api" }, Path: path, Method: "ANY", ...auth },
});
const TEMPLATE = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Api: {
      Type: "AWS::Serverless::Api",
      Properties: {
        StageName: "v1",
        Auth: {
          ResourcePolicy: {
            CustomStatements: [
              statement("Allow", "*"),
              statement("Deny", "v1/GET/admin"),
              statement("Deny", "v1/GET/signed/secret/*"),
            ],
          },
        },
      },
    },
    Echo: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode: "exports.handler = async (event) => ({ body: JSON.stringify(event) });",
        Events: {
          Admin: api("/admin"),
          Control: api("/gates/control"),
          Open: api("/open/{proxy+}"),
          Signed: api("/signed/{proxy+}", { Auth: { Authorizer: "AWS_IAM", InvokeRole: "NONE" } }),
        },
      },
    },
  },
  Outputs: { Api: { Value: { Ref: "Api" } } },
};

function statement(effect: string, path: string) {
  return { Effect: effect, Principal: "*", Action: "execute-api:Invoke", Resource: `execute-api:/${path}` };
}

let host: string;

beforeAll(async () => {
  await cloudformation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(TEMPLATE),
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    }),
  );
  const end = await endOf(cloudformation, StackName);
  expect(end?.StackStatus).toBe("CREATE_COMPLETE");
  host = `${end?.Outputs?.[0]?.OutputValue}.execute-api.localhost:${facts.port}`;
});

afterAll(() => deleteStack(cloudformation, StackName));

/** Sends the target as it is: `fetch` would tidy it. */
async function send(path: string, headers: Record<string, string> = {}, method = "GET") {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { host: "127.0.0.1", port: facts.port, path, method, headers: { ...headers, host } };
    request(options, resolve).on("error", reject).end();
  });
  return { status: reply.statusCode, body: await text(reply) };
}

async function sendSigned(path: string) {
  const { region, credentials } = facts;
  const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: "GET",
    protocol: "http:",
    hostname: host,
    path,
    query: {},
    headers: { host },
  });
  return send(path, headers);
}

describe("the path of a call", () => {
  test.each(["/v1/admin", "/v1/admin/", "/v1/%61dmin", "//v1//admin"])(
    "APIGW-18 a resource policy's Deny on GET/admin holds for %j",
    async (path) => {
      expect(await send(path)).toMatchObject({ status: 403 });
      expect(await send(path, {}, "PUT")).toMatchObject({ status: 200 });
    },
  );

  test.each(["/v1/signed/secret/a", "/v1/signed/%73ecret/a", "/v1/signed/secret/a/"])(
    "APIGW-18 a Deny holds for the signed call %j",
    async (path) => {
      expect(await sendSigned(path)).toMatchObject({ status: 403 });
      expect(await sendSigned("/v1/signed/public/a")).toMatchObject({ status: 200 });
    },
  );

  test("two slashes before the stage are one; the function sees both forms", async () => {
    const { status, body } = await send("//v1/gates/control", {}, "POST");

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      path: "/gates/control",
      requestContext: { path: "//v1/gates/control" },
    });
  });

  test("APIGW-19 the function of a signed call does not see its Authorization header", async () => {
    const event = JSON.parse((await sendSigned("/v1/signed/a")).body);

    expect(event.requestContext.identity.userArn).toMatch(/^arn:aws:iam::/);
    expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain("authorization");
    expect(Object.keys(event.headers)).toContain("x-amz-date");
  });

  test("DOOR-17 a fragment in the request target is 400, its encoded form is a value", async () => {
    expect(await send("/v1/open/a#/admin")).toMatchObject({ status: 400 });
    const { status, body } = await send("/v1/open/a%23b");
    expect([status, JSON.parse(body).pathParameters]).toEqual([200, { proxy: "a#b" }]);
  });
});
