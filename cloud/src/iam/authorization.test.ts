import { describe, expect, test } from "vitest";
import type { Caller, RoleCaller } from "../core/caller.ts";
import { ManualClock } from "../core/testing/manual-clock.ts";
import { createAuthorization } from "./authorization.ts";
import { denialSentence, withQuotedResource } from "./policies/denial.ts";
import { parsePolicy } from "./policies/document.ts";

const ACCOUNT = "123456789012";
const scope = { accountId: ACCOUNT, region: "eu-west-1" };
const OBJECT = "arn:aws:s3:::photos/ann.png";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/app/Reader`;
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/run`;

const role: RoleCaller = {
  kind: "role",
  arn: SESSION_ARN,
  roleArn: ROLE_ARN,
  roleName: "Reader",
  sessionName: "run",
  accountId: ACCOUNT,
  accessKeyId: "ASIA",
  userId: "AROA:run",
  sessionPolicies: [],
};
const administrator: Caller = {
  kind: "administrator",
  arn: `arn:aws:iam::${ACCOUNT}:user/administrator`,
  accountId: ACCOUNT,
  accessKeyId: "AKIA",
  userId: "AIDA",
};
const gateway: Caller = {
  kind: "service",
  service: "apigateway.amazonaws.com",
  sourceArn: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:api/v1/GET/x`,
  sourceAccount: ACCOUNT,
};

interface Fields {
  readonly [name: string]: unknown;
}

function policy(...statements: Fields[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const allowGet = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" };
const denyGet = { ...allowGet, Effect: "Deny" };

interface Situation {
  readonly caller?: Caller;
  readonly action?: string;
  readonly resource?: string;
  readonly identity?: string[];
  readonly boundary?: string;
  readonly resourcePolicy?: string;
  readonly context?: Record<string, string | string[]>;
  readonly trust?: boolean;
}

function decide(situation: Situation) {
  const authorization = createAuthorization({
    scope,
    clock: new ManualClock(),
    identities: {
      policiesOf: (name, id = "AROA") =>
        name === "Reader" && id === "AROA"
          ? {
              identity: (situation.identity ?? []).map(parsePolicy),
              boundary: situation.boundary === undefined ? undefined : parsePolicy(situation.boundary),
              tags: new Map([["team", "blue"]]),
            }
          : undefined,
    },
  });
  return authorization.decide({
    caller: situation.caller ?? role,
    action: situation.action ?? "s3:GetObject",
    resource: situation.resource ?? OBJECT,
    resourcePolicy: situation.resourcePolicy,
    ...(situation.context === undefined ? {} : { context: situation.context }),
    ...(situation.trust === undefined ? {} : { trust: situation.trust }),
  });
}

const sentence = (tail: string, principal = SESSION_ARN) =>
  `User: ${principal} is not authorized to perform: s3:GetObject on resource: ${OBJECT} ${tail}`;

describe("decide for a role", () => {
  test("IAM-13 the policies of a role are not those of a caller whose role had its name before", () => {
    const allowed = decide({ caller: role, identity: [policy(allowGet)] });
    const stale = decide({ caller: { ...role, userId: "AROB:run" }, identity: [policy(allowGet)] });
    expect([allowed.allowed, stale.allowed]).toEqual([true, false]);
  });

  test("IAM-3 an identity policy allows; nothing else does", () => {
    expect(decide({ identity: [policy(allowGet)] })).toMatchObject({ allowed: true, message: "" });
    expect(decide({ identity: [] })).toMatchObject({
      allowed: false,
      message: sentence("because no identity-based policy allows the s3:GetObject action"),
    });
    expect(decide({ identity: [policy(allowGet)], action: "s3:PutObject" }).allowed).toBe(false);
    expect(decide({ identity: [policy(allowGet)], resource: "arn:aws:s3:::other/x" }).allowed).toBe(false);
    expect(decide({ caller: { ...role, roleName: "Gone" }, identity: [policy(allowGet)] }).allowed).toBe(
      false,
    );
  });

  test("IAM-6 actions are compared without case, NotAction and NotResource the other way round", () => {
    expect(decide({ identity: [policy({ ...allowGet, Action: "S3:getobject" })] }).allowed).toBe(true);
    const others = { Effect: "Allow", NotAction: "s3:Put*", NotResource: "arn:aws:s3:::secret/*" };
    expect(decide({ identity: [policy(others)] }).allowed).toBe(true);
    expect(decide({ identity: [policy(others)], action: "s3:PutObject" }).allowed).toBe(false);
    expect(decide({ identity: [policy(others)], resource: "arn:aws:s3:::secret/x" }).allowed).toBe(false);
  });

  test("IAM-1 a Deny anywhere wins and names its kind of policy", () => {
    const all = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    expect(decide({ identity: [all, policy(denyGet)] }).message).toBe(
      sentence("with an explicit deny in an identity-based policy"),
    );
    expect(decide({ identity: [all], resourcePolicy: policy({ ...denyGet, Principal: "*" }) }).message).toBe(
      sentence("with an explicit deny in a resource-based policy"),
    );
    expect(
      decide({ identity: [all], boundary: policy({ ...allowGet, Resource: "*" }, denyGet) }).message,
    ).toBe(sentence("with an explicit deny in a permissions boundary"));
    const session = { ...role, sessionPolicies: [policy({ ...allowGet, Resource: "*" }, denyGet)] };
    expect(decide({ caller: session, identity: [all] }).message).toBe(
      sentence("with an explicit deny in a session policy"),
    );
  });

  test("IAM-4 boundary and session policies limit and grant nothing", () => {
    const put = policy({ ...allowGet, Action: "s3:PutObject" });
    expect(decide({ identity: [policy(allowGet)], boundary: put }).message).toBe(
      sentence("because no permissions boundary allows the s3:GetObject action"),
    );
    expect(decide({ identity: [policy(allowGet)], boundary: policy(allowGet) }).allowed).toBe(true);
    expect(decide({ identity: [], boundary: policy(allowGet) }).allowed).toBe(false);
    const limited = (text: string): Caller => ({ ...role, sessionPolicies: [text] });
    expect(decide({ caller: limited(put), identity: [policy(allowGet)] }).message).toBe(
      sentence("because no session policy allows the s3:GetObject action"),
    );
    expect(decide({ caller: limited(policy(allowGet)), identity: [policy(allowGet)] }).allowed).toBe(true);
    expect(decide({ caller: limited(policy(allowGet)), identity: [] }).allowed).toBe(false);
  });

  test("IAM-2 a resource's policy grants: to a role within its limits, to a session beyond them", () => {
    const grants = (AWS: string) => policy({ ...allowGet, Principal: { AWS } });
    const nothing = policy({ Effect: "Allow", Action: "iot:Publish", Resource: "*" });
    expect(decide({ resourcePolicy: grants(ROLE_ARN) }).allowed).toBe(true);
    expect(decide({ resourcePolicy: grants(ROLE_ARN), boundary: nothing }).allowed).toBe(false);
    expect(decide({ resourcePolicy: grants(SESSION_ARN), boundary: nothing }).allowed).toBe(true);
    expect(decide({ resourcePolicy: grants("*") }).allowed).toBe(true);
    expect(decide({ resourcePolicy: grants(`arn:aws:iam::${ACCOUNT}:role/Reader`) }).allowed).toBe(false);
  });

  test("IAM-2 naming the account only delegates to the identity's policies", () => {
    for (const AWS of [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`]) {
      const resourcePolicy = policy({ ...allowGet, Principal: { AWS } });
      expect(decide({ resourcePolicy }).allowed).toBe(false);
      expect(decide({ resourcePolicy, identity: [policy(allowGet)] }).allowed).toBe(true);
    }
  });

  test("IAM-9 NotPrincipal of a Deny spares who is listed wholly, of an Allow takes in who is not listed at all", () => {
    const all = [policy(allowGet)];
    const deny = (AWS: string[]) => policy({ ...denyGet, NotPrincipal: { AWS } });
    expect(decide({ identity: all, resourcePolicy: deny([ACCOUNT, ROLE_ARN, SESSION_ARN]) }).allowed).toBe(
      true,
    );
    expect(decide({ identity: all, resourcePolicy: deny([ROLE_ARN]) }).allowed).toBe(false);
    const allow = (AWS: string[]) => policy({ ...allowGet, NotPrincipal: { AWS } });
    expect(decide({ resourcePolicy: allow([ROLE_ARN]) }).allowed).toBe(false);
    expect(decide({ resourcePolicy: allow(["arn:aws:iam::999999999999:root"]) }).allowed).toBe(true);
  });

  test("IAM-7 variables hold only in documents of 2012-10-17", () => {
    const own = { ...allowGet, Resource: "arn:aws:s3:::photos/${aws:PrincipalTag/team}/*" };
    const resource = "arn:aws:s3:::photos/blue/x";
    expect(decide({ identity: [policy(own)], resource }).allowed).toBe(true);
    expect(decide({ identity: [policy(own)], resource: "arn:aws:s3:::photos/red/x" }).allowed).toBe(false);
    expect(decide({ identity: [JSON.stringify({ Statement: [own] })], resource }).allowed).toBe(false);
  });

  test("IAM-8 global keys and keys of the request", () => {
    const when = (Condition: Fields) => [policy({ ...allowGet, Condition })];
    const yes: Fields[] = [
      { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } },
      { StringEquals: { "aws:principalaccount": ACCOUNT, "aws:PrincipalTag/Team": "blue" } },
      { DateLessThan: { "aws:CurrentTime": "2026-09-03T08:05:10Z" } },
      { Bool: { "aws:SecureTransport": "true" } },
      { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } },
    ];
    const no: Fields[] = [
      { StringEquals: { "aws:PrincipalAccount": "999999999999" } },
      { DateLessThan: { "aws:CurrentTime": "2026-09-03T08:05:09Z" } },
      { StringEquals: { "aws:PrincipalAccount": ACCOUNT, "aws:PrincipalTag/team": "red" } },
      { StringEquals: { "aws:username": "Reader" } },
      { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      { Nonsense: { "aws:PrincipalAccount": ACCOUNT } },
    ];
    const context = { "aws:sourceip": "127.0.0.1" };
    for (const condition of yes)
      expect(decide({ identity: when(condition), context }).allowed, JSON.stringify(condition)).toBe(true);
    for (const condition of no)
      expect(decide({ identity: when(condition), context }).allowed, JSON.stringify(condition)).toBe(false);
  });

  test("IAM-1 a document that cannot be read denies", () => {
    for (const text of ["", "{", "null", "[]", '{"Statement":[1]}', '{"Statement":[{"Effect":"allow"}]}']) {
      expect(decide({ identity: [policy(allowGet), text] }).allowed, text).toBe(false);
    }
  });
});

describe("decide for the others", () => {
  test("IAM-1 the administrator may do everything but what a resource denies", () => {
    expect(decide({ caller: administrator, action: "iam:CreateRole", resource: "*" }).allowed).toBe(true);
    const resourcePolicy = policy({ ...denyGet, Principal: { AWS: ACCOUNT } });
    expect(decide({ caller: administrator, resourcePolicy }).message).toBe(
      sentence("with an explicit deny in a resource-based policy", administrator.arn),
    );
  });

  test("IAM-15 a service is let in by the resource's policy alone", () => {
    const functionArn = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
    const invoke = { caller: gateway, action: "lambda:InvokeFunction", resource: functionArn };
    const permission = (Condition: Fields, Service = "apigateway.amazonaws.com") =>
      policy({
        Effect: "Allow",
        Principal: { Service },
        Action: "lambda:InvokeFunction",
        Resource: functionArn,
        Condition,
      });
    const like = (arn: string) => ({
      ArnLike: { "AWS:SourceArn": arn },
      StringEquals: { "AWS:SourceAccount": ACCOUNT },
    });
    const right = like(`arn:aws:execute-api:eu-west-1:${ACCOUNT}:api/*/GET/x`);
    expect(decide({ ...invoke, resourcePolicy: permission(right) }).allowed).toBe(true);
    expect(
      decide({
        ...invoke,
        resourcePolicy: permission(like(`arn:aws:execute-api:eu-west-1:${ACCOUNT}:other/*`)),
      }).allowed,
    ).toBe(false);
    expect(decide({ ...invoke, resourcePolicy: permission(right, "s3.amazonaws.com") }).allowed).toBe(false);
    expect(
      decide({
        ...invoke,
        resourcePolicy: permission({ StringEquals: { "aws:SourceAccount": "999999999999" } }),
      }).allowed,
    ).toBe(false);
    expect(decide(invoke).message).toBe(
      `User: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn} because no resource-based policy allows the lambda:InvokeFunction action`,
    );
  });

  test("IAM-16 nobody is let in by a resource open to everyone only", () => {
    const caller: Caller = { kind: "anonymous" };
    expect(decide({ caller, resourcePolicy: policy({ ...allowGet, Principal: "*" }) }).allowed).toBe(true);
    expect(decide({ caller, resourcePolicy: policy({ ...allowGet, Principal: { AWS: "*" } }) }).allowed).toBe(
      true,
    );
    expect(
      decide({ caller, resourcePolicy: policy({ ...allowGet, Principal: { AWS: ACCOUNT } }) }).allowed,
    ).toBe(false);
    expect(decide({ caller, resourcePolicy: policy(allowGet) }).allowed).toBe(false);
    expect(decide({ caller }).allowed).toBe(false);
  });

  test("IAM-14 a trust policy has to allow by itself", () => {
    const trust = (Principal: unknown) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
    const assume = { action: "sts:AssumeRole", resource: ROLE_ARN, trust: true };
    const mayAssume = [policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" })];
    expect(
      decide({ ...assume, identity: mayAssume, resourcePolicy: trust({ Service: "lambda.amazonaws.com" }) }),
    ).toMatchObject({
      allowed: false,
      message: `User: ${SESSION_ARN} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
    });
    expect(decide({ ...assume, identity: mayAssume, resourcePolicy: trust({ AWS: ACCOUNT }) }).allowed).toBe(
      true,
    );
    expect(decide({ ...assume, resourcePolicy: trust({ AWS: ACCOUNT }) }).allowed).toBe(false);
    expect(decide({ ...assume, resourcePolicy: trust({ AWS: ROLE_ARN }) }).allowed).toBe(true);
  });
});

test("withQuotedResource words a sentence as S3 does", () => {
  const plain = denialSentence({
    principal: "p",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/$&",
    reason: { policy: "identity", explicit: false },
  });
  expect(withQuotedResource(plain, "arn:aws:s3:::b/$&")).toBe(
    'User: p is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/$&" because no identity-based policy allows the s3:GetObject action',
  );
});
