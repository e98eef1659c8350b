import { describe, expect, test } from "vitest";
import { anonymous, type RoleCaller } from "../../core/caller.ts";
import { parsePolicy } from "./document.ts";
import { evaluateConditionally } from "./evaluate-conditionally.ts";

const ALLOW = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const OFFICE = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
const PLAIN = { Bool: { "aws:SecureTransport": "false" } };
const OTHER = { StringEquals: { "aws:PrincipalAccount": "999999999999" } };
const OURS = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };

function verdictOf(statements: readonly object[]) {
  const resource = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  const keys = {
    values: (name: string) => (name === "aws:principalaccount" ? ["123456789012"] : undefined),
    variables: () => undefined,
  };
  return evaluateConditionally(
    { caller: anonymous, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", keys },
    { identity: [], resource, boundary: undefined, session: undefined },
    ({ key }) => key.toLowerCase() !== "aws:principalaccount",
  );
}

const ROLE: RoleCaller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/r/s",
  roleArn: "arn:aws:iam::123456789012:role/r",
  roleName: "r",
  sessionName: "s",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "A:s",
  sessionPolicies: [],
};

describe("evaluateConditionally", () => {
  test.each([
    ["an Allow without conditions", [ALLOW], "yes"],
    ["nothing", [], "no"],
    ["an Allow under an open condition", [{ ...ALLOW, Condition: OFFICE }], "only-if"],
    ["such an Allow beside one without conditions", [{ ...ALLOW, Condition: OFFICE }, ALLOW], "yes"],
    ["an Allow under a settled condition that holds", [{ ...ALLOW, Condition: OURS }], "yes"],
    ["an Allow under a settled condition that fails", [{ ...ALLOW, Condition: OTHER }], "no"],
    [
      "an Allow under both, of which the settled one fails",
      [{ ...ALLOW, Condition: { ...OFFICE, StringEquals: OTHER.StringEquals } }],
      "no",
    ],
    ["a Deny under an open condition", [ALLOW, { ...ALLOW, Effect: "Deny", Condition: PLAIN }], "only-if"],
    ["a Deny under an open condition, and no Allow", [{ ...ALLOW, Effect: "Deny", Condition: PLAIN }], "no"],
    [
      "a Deny under a settled condition that fails",
      [ALLOW, { ...ALLOW, Effect: "Deny", Condition: OTHER }],
      "yes",
    ],
    ["a Deny without conditions", [ALLOW, { ...ALLOW, Effect: "Deny" }], "no"],
  ])("ACCESS-4 %s", (_title, statements, kind) => {
    expect(verdictOf(statements).kind).toBe(kind);
  });

  test("names what an Allow requires and what a Deny excludes, and the statement", () => {
    const open = verdictOf([{ ...ALLOW, Sid: "Office", Condition: OFFICE }]);
    const closed = verdictOf([ALLOW, { ...ALLOW, Sid: "Tls", Effect: "Deny", Condition: PLAIN }]);

    expect(open).toMatchObject({
      ways: [[{ key: "aws:SourceIp" }]],
      unless: [],
      by: { statement: { sid: "Office" } },
    });
    expect(closed).toMatchObject({
      ways: [[]],
      unless: [[{ key: "aws:SecureTransport" }]],
      by: { statement: { sid: "Tls" } },
    });
  });

  const keysOf = (groups: readonly (readonly { readonly key: string }[])[]) =>
    groups.map((group) => group.map(({ key }) => key).sort());

  test("ACCESS-4 tells every way in, and every Deny that closes it; what asks for more than needed is no way", () => {
    const twoAtOnce = { ...OFFICE, StringEquals: { "aws:PrincipalTag/team": "a" } };
    const verdict = verdictOf([
      { ...ALLOW, Condition: OFFICE },
      { ...ALLOW, Condition: twoAtOnce },
      { ...ALLOW, Action: "s3:PutObject", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
      { ...ALLOW, Condition: { ...OTHER, ...PLAIN } },
      { ...ALLOW, Effect: "Deny", Condition: PLAIN },
      { ...ALLOW, Effect: "Deny", Condition: { ...PLAIN, StringEquals: { "aws:RequestedRegion": "x" } } },
    ]);

    expect(verdict.kind === "only-if" && keysOf(verdict.ways)).toEqual([
      ["aws:SourceIp"],
      ["aws:PrincipalTag/team", "aws:SourceIp"],
    ]);
    expect(verdict.kind === "only-if" && keysOf(verdict.unless)).toEqual([
      ["aws:SecureTransport"],
      ["aws:RequestedRegion", "aws:SecureTransport"],
    ]);
  });

  test("ACCESS-4 where two sides have to allow, a way is one statement of each", () => {
    const allow = (key: string) => ({
      ...ALLOW,
      Principal: { AWS: "123456789012" },
      Condition: { Bool: { [key]: "true" } },
    });
    const document = (...names: readonly string[]) =>
      parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: names.map(allow) }));
    const keys = { values: () => undefined, variables: () => undefined };
    const verdict = evaluateConditionally(
      { caller: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", keys },
      {
        identity: [document("i:1", "i:2")],
        resource: document("r:1"),
        boundary: document("b:1", "b:2"),
        session: undefined,
        resourceMustAllow: true,
      },
      () => true,
    );
    expect(verdict.kind === "only-if" && keysOf(verdict.ways)).toEqual([
      ["b:1", "i:1", "r:1"],
      ["b:2", "i:1", "r:1"],
      ["b:1", "i:2", "r:1"],
      ["b:2", "i:2", "r:1"],
    ]);
  });

  test.each([
    ["boundary", {}],
    ["session", {}],
    ["resource", { resourceMustAllow: true }],
  ] as const)("ACCESS-4 a %s policy that has to allow as well says under which condition", (kind, more) => {
    const document = (Condition: object) =>
      parsePolicy(
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ ...ALLOW, Principal: { AWS: "123456789012" }, Condition }],
        }),
      );
    const keys = { values: () => undefined, variables: () => undefined };
    const verdict = (Condition: object) =>
      evaluateConditionally(
        { caller: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k", keys },
        {
          ...{ identity: [document({})], resource: undefined, boundary: undefined, session: undefined },
          [kind]: kind === "session" ? [document(Condition)] : document(Condition),
          ...more,
        },
        () => true,
      );
    expect(verdict(OFFICE)).toMatchObject({
      kind: "only-if",
      ways: [[{ key: "aws:SourceIp" }]],
      unless: [],
    });
    expect(verdict({})).toMatchObject({ kind: "yes" });
  });
});
