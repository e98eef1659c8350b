import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { createIdentities, type Identities } from "./index.ts";
import type { Role } from "./model/role.ts";

const scope = { accountId: "123456789012", region: "eu-west-1" };
const ARN = "arn:aws:iam::123456789012:role/app/Runner";

const runner: Role = {
  name: "Runner",
  path: "/app/",
  id: "AROAAAAAAAAAAAAAAAAAA",
  arn: ARN,
  trustPolicy: JSON.stringify({
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  }),
  description: "",
  maxSessionSeconds: 3600,
  createdAt: 0,
  inlinePolicies: [],
  attachedPolicyArns: [],
  permissionsBoundary: undefined,
  tags: [],
};

function open(
  options: { database?: ReturnType<typeof openDatabase>; masterKey?: Buffer; clock?: ManualClock } = {},
): Identities {
  return createIdentities({
    database: options.database ?? openDatabase(":memory:"),
    masterKey: options.masterKey ?? Buffer.alloc(32, 7),
    clock: options.clock ?? new ManualClock(),
    randomness: systemRandomness,
    scope,
    administrator: { accessKeyId: "AKIAADMIN", secretAccessKey: "secret" },
  });
}

const request = { roleArn: ARN, service: "lambda.amazonaws.com", sessionName: "f", durationSeconds: 900 };

describe("resolve", () => {
  test("IAM-10 the administrator's key, without a session token", () => {
    const identities = open();
    expect(identities.resolve("AKIAADMIN", undefined)).toMatchObject({
      kind: "found",
      secretAccessKey: "secret",
      caller: { kind: "administrator", arn: "arn:aws:iam::123456789012:user/administrator" },
    });
    expect(identities.resolve("AKIAADMIN", "x")).toEqual({ kind: "token-invalid" });
    for (const id of ["AKIAOTHER", "", "AKIAADMIÑ", "__proto__"]) {
      expect(identities.resolve(id, undefined)).toEqual({ kind: "unknown" });
    }
  });

  test("IAM-26 a session token has one spelling", () => {
    const identities = open();
    identities.roles.save(runner);
    const { accessKeyId, sessionToken } = identities.assumeForService(request);
    const kindOf = (token: string) => identities.resolve(accessKeyId, token).kind;
    expect(kindOf(sessionToken)).toBe("found");
    const bare = sessionToken.replace(/=+$/, "");
    const others = [
      `${sessionToken}A`,
      `${sessionToken}=`,
      `${sessionToken}====`,
      ` ${sessionToken}`,
      `${bare} `,
    ];
    if (bare !== sessionToken) others.push(bare);
    for (const other of others)
      expect([other.length, kindOf(other)]).toEqual([other.length, "token-invalid"]);
    expect(kindOf(sessionToken)).toBe("found");
  });

  test("IAM-11 a session's key with its own token only", () => {
    const identities = open();
    identities.roles.save(runner);
    const session = identities.assumeForService(request);
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    expect(session.secretAccessKey).toHaveLength(40);
    expect(identities.resolve(session.accessKeyId, session.sessionToken)).toMatchObject({
      kind: "found",
      secretAccessKey: session.secretAccessKey,
      caller: {
        kind: "role",
        arn: "arn:aws:sts::123456789012:assumed-role/Runner/f",
        roleArn: ARN,
        userId: "AROAAAAAAAAAAAAAAAAAA:f",
      },
    });
    const other = identities.assumeForService(request);
    expect(identities.resolve(session.accessKeyId, other.sessionToken)).toEqual({ kind: "token-invalid" });
    expect(identities.resolve(session.accessKeyId, undefined)).toEqual({ kind: "token-missing" });
    const bytes = Buffer.from(session.sessionToken, "base64");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    for (const token of [bytes.toString("base64"), "", "%%%", "A".repeat(100_000)]) {
      expect(identities.resolve(session.accessKeyId, token)).toEqual({ kind: "token-invalid" });
    }
    const stranger = open({ masterKey: Buffer.alloc(32, 8) });
    stranger.roles.save(runner);
    expect(stranger.resolve(session.accessKeyId, session.sessionToken)).toEqual({ kind: "token-invalid" });
  });

  test("IAM-12 a session expires", () => {
    const clock = new ManualClock();
    const identities = open({ clock });
    identities.roles.save(runner);
    const session = identities.assumeForService(request);
    clock.advanceSeconds(899);
    expect(identities.resolve(session.accessKeyId, session.sessionToken).kind).toBe("found");
    clock.advanceSeconds(1);
    expect(identities.resolve(session.accessKeyId, session.sessionToken)).toEqual({ kind: "expired" });
  });

  test("IAM-13 a session survives a restart and ends with its role, also when one of that name is made anew", () => {
    const database = openDatabase(":memory:");
    const before = open({ database });
    before.roles.save(runner);
    const session = before.assumeForService(request);
    const after = open({ database });
    expect(after.resolve(session.accessKeyId, session.sessionToken).kind).toBe("found");
    after.roles.delete("Runner");
    expect(after.resolve(session.accessKeyId, session.sessionToken)).toEqual({ kind: "unknown" });
    after.roles.save({ ...runner, id: "AROABBBBBBBBBBBBBBBBB" });
    expect(after.resolve(session.accessKeyId, session.sessionToken)).toEqual({ kind: "unknown" });
  });
});

describe("assumeForService", () => {
  test("IAM-14 only the service that the role trusts, by the role's whole ARN", () => {
    const identities = open();
    identities.roles.save(runner);
    expect(identities.canAssume(ARN, "lambda.amazonaws.com")).toBe(true);
    expect(identities.canAssume(ARN, "ec2.amazonaws.com")).toBe(false);
    const denied = [
      { ...request, service: "ec2.amazonaws.com" },
      { ...request, roleArn: "arn:aws:iam::123456789012:role/Runner" },
      { ...request, roleArn: "arn:aws:iam::999999999999:role/app/Runner" },
      { ...request, roleArn: "arn:aws:iam::123456789012:role/app/Gone" },
      { ...request, roleArn: "Runner" },
    ];
    for (const attempt of denied) {
      expect(() => identities.assumeForService(attempt)).toThrow(
        `User: ${attempt.service} is not authorized to perform: sts:AssumeRole on resource: ${attempt.roleArn}`,
      );
      expect(identities.canAssume(attempt.roleArn, attempt.service)).toBe(false);
    }
  });
});

describe("policiesOf", () => {
  test("IAM-3 follows every change of the role and of its managed policies", () => {
    const identities = open();
    identities.roles.save(runner);
    expect(identities.policiesOf("Runner")?.identity).toHaveLength(0);
    const arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    identities.roles.save({ ...runner, attachedPolicyArns: [arn] });
    expect(identities.policiesOf("runner")?.identity).toHaveLength(1);
    identities.roles.delete("Runner");
    expect(identities.policiesOf("Runner")).toBeUndefined();
  });

  test("IAM-13 of a role that was made anew, not of the one before", () => {
    const identities = open();
    identities.roles.save(runner);
    expect(identities.policiesOf("Runner", runner.id)).toBeDefined();
    identities.roles.save({ ...runner, id: "AROABBBBBBBBBBBBBBBBB" });
    expect(identities.policiesOf("Runner", runner.id)).toBeUndefined();
    expect(identities.policiesOf("Runner", "AROABBBBBBBBBBBBBBBBB")).toBeDefined();
  });

  test("IAM-5 a boundary whose policy is gone lets nothing through", () => {
    const identities = open();
    identities.roles.save({ ...runner, permissionsBoundary: "arn:aws:iam::123456789012:policy/gone" });
    expect(identities.policiesOf("Runner")?.boundary).toMatchObject({ isGone: true, statements: [] });
  });

  test("a transaction that fails changes neither memory nor store", () => {
    const database = openDatabase(":memory:");
    const identities = open({ database });
    const work = () =>
      identities.transaction(() => {
        identities.roles.save(runner);
        throw new Error("no");
      });
    expect(work).toThrow("no");
    expect(identities.roles.find("Runner")).toBeUndefined();
    expect(open({ database }).roles.list()).toEqual([]);
  });
});
