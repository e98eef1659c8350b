import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import type { Cloud } from "../runtime/cloud.ts";
import { filterTrace } from "../trace/filter.ts";
import { findPlaces } from "../trace/places/find-places.ts";
import { sharedAsText } from "../trace/share.ts";
import { tellStories } from "../trace/story.ts";
import { EXPLAINED_STACK } from "../trace/testing/explained-stack.ts";
import type { Member, Shape } from "../wire/models/constraints.ts";
import { type ModelName, serviceModel } from "../wire/models/index.ts";
import { signRequest } from "../wire/sigv4/sign.ts";
import { openCloud } from "./open-cloud.ts";
import type { Outputs, RunningCloud } from "./running-cloud.ts";

/** No shape gives this away: only the places that make events can leave it out. */
const MARK = "hunter2Zq";
const SECRET_NAME = /pass|code|token|session|secret|srp|hash|signature|answer|mfa|claim|assertion|saml/i;

const lines: string[] = [];
const log = (fields: object, message: string): void => void lines.push(JSON.stringify({ fields, message }));
const logger: Logger = { isDebug: true, isInfo: true, debug: log, info: log, warn: log, error: log };

let running: RunningCloud;
let cloud: Cloud;
let out: Outputs;

beforeAll(async () => {
  ({ running, cloud } = await openCloud({ logger }));
  const parameters = { SdkFolder: join(import.meta.dirname, "../../../node_modules") };
  out = await running.deploy({ name: "app", template: EXPLAINED_STACK, parameters });
});
afterAll(() => running?.close());

/** Everything that a person, a log or a page could get to see. */
function shown(): string {
  const stories = tellStories(cloud.trace.events(), cloud.people).all;
  const places = findPlaces({
    stacks: cloud.engine.list,
    templateOf: () => ({ file: "/t.yaml", text: `${EXPLAINED_STACK}\nMetadata: ${MARK} # ${MARK}` }),
    workingFolder: "/",
  });
  return [
    JSON.stringify(cloud.trace.events()),
    JSON.stringify(stories),
    JSON.stringify(filterTrace(cloud.trace.events(), { people: cloud.people, places }, { limit: 1_000 })),
    ...stories.map(sharedAsText),
    ...lines,
  ].join("\n");
}

function expectNoMark(): void {
  const places = shown()
    .split(MARK)
    .slice(0, -1)
    .map((before) => before.slice(-120));
  expect([...new Set(places)]).toEqual([]);
}

const MAPS: Readonly<Record<string, readonly string[]>> = {
  AuthParameters: ["PASSWORD", "SRP_A", "SECRET_HASH", "REFRESH_TOKEN"],
  ChallengeResponses: [
    "NEW_PASSWORD",
    "SOFTWARE_TOKEN_MFA_CODE",
    "PASSWORD_CLAIM_SIGNATURE",
    "PASSWORD_CLAIM_SECRET_BLOCK",
    "SECRET_HASH",
    "ANSWER",
  ],
};

/** An input with the mark in every member that holds a secret, and something in all others. */
function marked(shape: Shape, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, member]) => [name, secretValueOf(name, member, depth)]),
  );
}

function secretValueOf(name: string, member: Member, depth: number): unknown {
  if (depth > 3) return undefined;
  switch (member.type) {
    case "string":
      // AWS's model calls client ids and user names sensitive, too: a trace names them.
      if (Object.hasOwn(known(), name)) return known()[name];
      return member.secret === true || SECRET_NAME.test(name) ? MARK : (member.enum?.[0] ?? "x");
    case "map":
      return {
        ...Object.fromEntries((MAPS[name] ?? ["key"]).map((key) => [key, MARK])),
        ...(name in MAPS ? { USERNAME: "eve@example.com" } : {}),
      };
    case "list":
      return member.items === undefined ? [] : [secretValueOf(name, member.items, depth + 1)];
    case "structure":
      return marked(member.members ?? {}, depth + 1);
    case "boolean":
      return false;
    case "blob":
      return Buffer.from(MARK).toString("base64");
    default:
      return 1;
  }
}

const known = (): Record<string, string | undefined> => ({
  UserPoolId: out["PoolId"],
  ClientId: out["ClientId"],
  Username: "eve@example.com",
});

function send(
  service: string,
  path: string,
  init: { headers: Record<string, string>; body: string; method?: string },
) {
  const request = { method: init.method ?? "POST", url: `${running.endpoint}${path}`, headers: init.headers };
  const signed = signRequest({
    ...request,
    body: init.body,
    service,
    region: running.region,
    credentials: running.credentials,
    clock: systemClock,
  });
  const body = request.method === "GET" || request.method === "HEAD" ? {} : { body: init.body };
  return Promise.all(
    [signed, init.headers].map((headers) => fetch(request.url, { method: request.method, headers, ...body })),
  );
}

function targetHeaders(
  prefix: string,
  operation: string,
  version: string | undefined,
): Record<string, string> {
  return {
    "content-type": `application/x-amz-json-${version ?? "1.1"}`,
    "x-amz-target": `${prefix}.${operation}`,
  };
}

describe("TRACE-2 no secret is shown, whichever way it came", () => {
  const person = { email: "eve@example.com", password: `${MARK}-Pass-1!` };
  const cognito = async (operation: string, input: object) => {
    const headers = targetHeaders("AWSCognitoIdentityProviderService", operation, "1.1");
    const reply = await fetch(running.endpoint, { method: "POST", headers, body: JSON.stringify(input) });
    return (await reply.json()) as Record<string, string>;
  };

  it("sign-in: right and wrong passwords, sessions, tokens", async () => {
    const client = new CognitoIdentityProviderClient(running.clientConfig);
    const [UserPoolId, Username] = [out["PoolId"], person.email];
    const UserAttributes = [{ Name: "email", Value: person.email }];
    await client.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: person.password, Permanent: true }),
    );
    client.destroy();
    const start = (PASSWORD: string) =>
      cognito("InitiateAuth", {
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: out["ClientId"],
        AuthParameters: { USERNAME: person.email, PASSWORD },
      });

    await start(`${MARK}-wrong`);
    const { AuthenticationResult } = (await start(person.password)) as never as {
      AuthenticationResult: Record<string, string>;
    };
    const tokens = [
      AuthenticationResult["AccessToken"],
      AuthenticationResult["IdToken"],
      AuthenticationResult["RefreshToken"],
    ];
    for (const token of tokens) {
      const authorization = `Bearer ${token}`;
      for (const path of ["/id", "/scoped", `/none/${token}`]) {
        await fetch(`${running.endpoint}/_aws/execute-api/${out["ApiId"]}/v1${path}?token=${token}`, {
          headers: { authorization, "x-api-key": MARK, cookie: MARK },
        });
      }
      await cognito("GetUser", { AccessToken: `${token}x` });
      await cognito("RevokeToken", { ClientId: out["ClientId"], Token: `${token}x` });
    }

    expectNoMark();
    const text = shown();
    for (const token of tokens) {
      const [, payload = "", signature = ""] = (token ?? "").split(".");
      expect(text).not.toContain(signature.slice(0, 40) || payload);
      expect(text).not.toContain(payload.slice(0, 40));
    }
  });

  it("hosted pages and OAuth: codes, verifiers, states, secrets", async () => {
    const pages = `${running.endpoint}/_aws/cognito-auth/explained`;
    const asked = new URLSearchParams({
      client_id: out["ClientId"] ?? "",
      response_type: "code",
      redirect_uri: `https://app.example/back?code=${MARK}`,
      state: MARK,
      nonce: MARK,
      code_challenge: MARK,
      code_challenge_method: "S256",
    });
    for (const path of ["/oauth2/authorize", "/login", "/logout"]) {
      await fetch(`${pages}${path}?${asked}&logout_uri=https://x.example/?token=${MARK}`, {
        redirect: "manual",
      });
      asked.set("redirect_uri", "https://app.example/back");
    }
    const authorization = `Basic ${Buffer.from(`${out["ClientId"]}:${MARK}`).toString("base64")}`;
    for (const headers of [{}, { authorization }]) {
      for (const grant_type of ["authorization_code", "refresh_token", MARK]) {
        await fetch(`${pages}/oauth2/token`, {
          method: "POST",
          headers,
          body: new URLSearchParams({
            grant_type,
            client_id: out["ClientId"] ?? "",
            client_secret: MARK,
            code: MARK,
            code_verifier: MARK.padEnd(43, "x"),
            redirect_uri: "https://app.example/back",
            refresh_token: MARK,
          }),
        });
      }
    }
    await fetch(`${pages}/oauth2/userInfo`, { headers: { authorization: `Bearer ${MARK}` } });

    expectNoMark();
  });

  it("signatures, session tokens and presigned addresses", async () => {
    const scope = `AKIAX/20260101/${running.region}/s3/aws4_request`;
    const header = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${MARK}`;
    await fetch(`${running.endpoint}/bucket/key`, {
      headers: { authorization: header, "x-amz-security-token": MARK, "x-amz-date": "20260101T000000Z" },
    });
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": scope,
      "X-Amz-Date": "20260101T000000Z",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Expires": "60",
      "X-Amz-Security-Token": MARK,
      "X-Amz-Signature": MARK,
    });
    await fetch(`${running.endpoint}/bucket/key?${query}`);
    const credentials = { ...running.credentials, secretAccessKey: MARK, sessionToken: MARK };
    const url = `${running.endpoint}/?token=${MARK}`;
    const request = { method: "GET", url, headers: { "x-amz-security-token": MARK }, body: "" };
    const headers = signRequest({
      ...request,
      service: "s3",
      region: running.region,
      credentials,
      clock: systemClock,
    });
    await fetch(url, { headers });

    const wrong = { ...running.credentials, secretAccessKey: `wrong-${MARK}` };
    const secretHeaders = {
      cookie: MARK,
      "x-api-key": MARK,
      "x-amz-server-side-encryption-customer-key": MARK,
    };
    const differs = {
      method: "GET",
      url: `${running.endpoint}/b/k?code=${MARK}`,
      headers: secretHeaders,
      body: "",
    };
    const signing = { service: "s3", region: running.region, clock: systemClock };
    await fetch(differs.url, { headers: signRequest({ ...differs, ...signing, credentials: wrong }) });
    const sessions = await sessionOfReader();
    const stale = { ...sessions, secretAccessKey: "wrong" };
    await fetch(differs.url, { headers: signRequest({ ...differs, ...signing, credentials: stale }) });

    expectNoMark();
    expect(shown()).toContain("x-amz-security-token:(left out)");
    expect(shown()).not.toContain(sessions.sessionToken.slice(0, 40));
  });

  async function sessionOfReader() {
    const sts = new STSClient(running.clientConfig);
    const RoleArn = `arn:aws:iam::${running.accountId}:role/Reader`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me" }));
    sts.destroy();
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  }

  it("MQTT: passwords and payloads", async () => {
    const options = { protocolVersion: 4, reconnectPeriod: 0 } as const;
    const address = `mqtt://127.0.0.1:${running.mqttPort}`;
    const refused = mqtt.connect(address, { ...options, username: "AKIAX", password: MARK });
    refused.on("error", () => undefined);
    await new Promise<void>((resolve) => refused.on("close", () => resolve()));
    const watcher = await mqtt.connectAsync(address, options);
    watcher.publish("gate", MARK);
    await new Promise<void>((resolve) => watcher.on("close", () => resolve()));

    expectNoMark();
  });
});

// Last: these calls delete what the others need.
describe("TRACE-2 no secret is shown, whatever operation it was sent through", () => {
  it.each<ModelName>(["cognito-idp", "logs"])(
    "%s",
    async (name) => {
      const model = serviceModel(name);
      for (const operation of model.operationNames) {
        const body = JSON.stringify(marked(model.operation(operation)?.input ?? {}));
        const headers = targetHeaders(model.targetPrefix ?? "", operation, model.jsonVersion);
        await send(model.signingName, "/", { headers, body });
      }

      expect(cloud.trace.events().length).toBeGreaterThan(20);
      expectNoMark();
    },
    120_000,
  );

  it.each<ModelName>(["iam", "sts", "cloudformation"])(
    "%s",
    async (name) => {
      const model = serviceModel(name);
      for (const operation of model.operationNames) {
        const fields = Object.entries(marked(model.operation(operation)?.input ?? {})).filter(
          (entry): entry is [string, string] => typeof entry[1] === "string",
        );
        const body = new URLSearchParams([["Action", operation], ["Version", model.apiVersion], ...fields]);
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        await send(model.signingName, "/", { headers, body: body.toString() });
      }

      expectNoMark();
    },
    120_000,
  );

  it.each<ModelName>(["lambda", "apigateway", "s3"])(
    "%s",
    async (name) => {
      const model = serviceModel(name);
      for (const operationName of model.operationNames) {
        const operation = model.operation(operationName);
        if (operation === undefined || !operation.implemented) continue;
        const { method, uri } = operation.http;
        const path = uri.replace(/\{[^}]*\}/g, "x");
        await send(name === "s3" ? "s3" : model.signingName, path, {
          method,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(marked(operation.input)),
        });
      }

      expectNoMark();
    },
    120_000,
  );
});
