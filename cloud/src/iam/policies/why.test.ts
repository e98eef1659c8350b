import { describe, expect, it } from "vitest";
import type { Caller } from "../../core/caller.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { createAuthorization } from "../authorization.ts";
import { parsePolicy } from "./document.ts";

const ROLE: Caller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/Reader/me",
  roleArn: "arn:aws:iam::123456789012:role/Reader",
  roleName: "Reader",
  sessionName: "me",
  accountId: "123456789012",
  accessKeyId: "ASIA",
  userId: "AROA:me",
  sessionPolicies: [],
};
const OBJECT = "arn:aws:s3:::photos/a";

type Fields = Readonly<Record<string, unknown>>;

const text = (...statements: Fields[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const get = { Sid: "Get", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

interface Situation {
  readonly identity?: readonly [name: string, document: string][];
  readonly boundary?: string | "gone";
  readonly session?: string;
  readonly resourcePolicy?: string;
  readonly trust?: boolean;
  readonly context?: Record<string, string>;
}

function whyOf({ identity = [], boundary, session, ...request }: Situation) {
  const name = "arn:aws:iam::123456789012:policy/edge";
  const bounds = boundary === "gone" ? { isGone: true, statements: [] } : parsePolicy(boundary ?? "");
  const authorization = createAuthorization({
    scope: { accountId: "123456789012", region: "eu-west-1" },
    clock: new ManualClock(),
    identities: {
      policiesOf: () => ({
        identity: identity.map(([policy, document]) => ({ name: policy, ...parsePolicy(document) })),
        boundary: boundary === undefined ? undefined : { name, ...bounds },
        tags: new Map(),
      }),
    },
  });
  const caller = session === undefined ? ROLE : { ...ROLE, sessionPolicies: [session] };
  return authorization.decide({ caller, action: "s3:GetObject", resource: OBJECT, ...request }).why;
}

describe("why a policy refuses", () => {
  it("IAM-1 an explicit deny: policy, statement, and the condition that held", () => {
    const deny = { ...get, Sid: "NotRed", Effect: "Deny", Condition: { StringEquals: { "s3:x": "red" } } };

    expect(
      whyOf({
        identity: [
          ["inline", text(get)],
          ["other", text(get, deny)],
        ],
        context: { "s3:x": "red" },
      }),
    ).toMatchObject({
      rule: "IAM-1",
      reason: "explicit-deny",
      asked: { action: "s3:GetObject", resource: OBJECT },
      by: { kind: "identity", policy: "other", statement: 1, sid: "NotRed", key: "s3:x", actual: ["red"] },
    });
  });

  it("IAM-3 no Allow: which policies there were, and nothing near", () => {
    const why = whyOf({ identity: [["inline", text({ ...get, Action: "s3:PutObject" })]] });

    expect(why).toMatchObject({ rule: "IAM-3", reason: "no-allow", by: { policies: ["inline"] } });
    expect(why).not.toHaveProperty("near");
  });

  it("IAM-3 the action fits, the resource does not", () => {
    expect(
      whyOf({ identity: [["inline", text({ ...get, Resource: "arn:aws:s3:::other/*" })]] })?.near,
    ).toMatchObject({
      miss: "resource",
      policy: "inline",
      resources: ["arn:aws:s3:::other/*"],
    });
  });

  it("IAM-8 one condition short is nearer than another resource; what was wanted and what came", () => {
    const elsewhere = { ...get, Sid: "Elsewhere", Resource: "arn:aws:s3:::other/*" };
    const blue = { ...get, Sid: "Blue", Condition: { StringEquals: { "s3:x": ["blue"] } } };
    const near = (context: Record<string, string>) =>
      whyOf({ identity: [["inline", text(elsewhere, blue)]], context })?.near;

    expect(near({ "s3:x": "red" })).toMatchObject({
      miss: "condition",
      sid: "Blue",
      operator: "StringEquals",
      key: "s3:x",
      wanted: ["blue"],
      actual: ["red"],
    });
    expect(near({})?.["actual"]).toBeUndefined();
  });

  it("IAM-4 a boundary or a session's policy that does not allow it; IAM-5 a boundary that is gone", () => {
    const identity: Situation["identity"] = [["inline", text(get)]];
    const narrow = text({ ...get, Action: "s3:PutObject" });

    expect(whyOf({ identity, boundary: narrow })?.by).toMatchObject({ kind: "boundary", gone: undefined });
    expect(whyOf({ identity, boundary: "gone" })?.by).toMatchObject({ kind: "boundary", gone: true });
    expect(whyOf({ identity, session: narrow })?.by).toMatchObject({ kind: "session" });
  });

  it("IAM-14 a trust policy: whom it names; without one the role is not there, and that is concealed", () => {
    const trusts = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "s3:GetObject",
    };

    expect(whyOf({ trust: true, resourcePolicy: text(trusts) })).toMatchObject({
      rule: "IAM-14",
      reason: "role-does-not-trust",
      concealed: true,
      by: { principals: ["lambda.amazonaws.com"] },
    });
    expect(whyOf({ trust: true })).toMatchObject({ reason: "role-missing", concealed: true });
  });

  it("an external id is a secret of two parties", () => {
    const near = whyOf({
      identity: [["inline", text({ ...get, Condition: { StringEquals: { "sts:ExternalId": "hidden" } } })]],
      context: { "sts:ExternalId": "guessed" },
    })?.near;

    expect(near).toMatchObject({ miss: "condition", key: "sts:ExternalId" });
    expect(JSON.stringify(near)).not.toMatch(/hidden|guessed/);
  });
});
