import { describe, expect, test } from "vitest";
import { anonymous } from "../../../../core/caller.ts";
import type { Bucket } from "./bucket.ts";
import { assertPolicyIsPutable } from "./policy-document.ts";

const bucket = { name: "photos" } as Bucket;

const put = (Condition: object, Resource = "arn:aws:s3:::photos/*") =>
  assertPolicyIsPutable(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource, Condition }],
    }),
    bucket,
    anonymous,
  );

describe("condition keys of a bucket policy", () => {
  test("IAM-22 a key of a service on board that requests do not carry here is refused by name", () => {
    expect(() => put({ StringNotEquals: { "lambda:SourceFunctionArn": "x" } })).toThrow(
      "The condition key lambda:SourceFunctionArn is not supported by Portcullis. See docs/gaps.md.",
    );
    expect(() => put({}, `arn:aws:s3:::photos/\${lambda:SourceFunctionArn}/*`)).toThrow(
      "lambda:SourceFunctionArn",
    );
  });

  test("IAM-22 keys that are supplied, and those of AWS itself, stay", () => {
    expect(() =>
      put({ StringLike: { "s3:prefix": "a/*" }, Bool: { "aws:SecureTransport": "false" } }),
    ).not.toThrow();
  });
});

describe("S3-25 a statement that decides nothing", () => {
  const [BUCKET, OBJECTS] = ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"];
  const store = (statement: object) => () =>
    assertPolicyIsPutable(
      JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", ...statement }] }),
      bucket,
      anonymous,
    );

  test.each([
    ["s3:ListBucket", OBJECTS],
    ["s3:GetObject", BUCKET],
    [["s3:GetObject", "s3:ListBucket"], OBJECTS],
    ["s3:ListAllMyBuckets", [BUCKET, OBJECTS]],
  ])("S3-25 %j on %j: the action does not apply", (Action, Resource) => {
    expect(store({ Action, Resource })).toThrow(
      expect.objectContaining({
        code: "MalformedPolicy",
        message: "Action does not apply to any resource(s) in statement",
      }),
    );
  });

  test.each([
    [
      ["s3:GetObject", "S3:listbucket"],
      [BUCKET, OBJECTS],
    ],
    [["s3:GetObject", "s3:ListBucket"], `${BUCKET}*`],
    ["s3:*", BUCKET],
    ["s3:Get*", OBJECTS],
    ["s3:*Tagging", BUCKET],
  ])("S3-25 %j on %j is stored", (Action, Resource) => {
    expect(store({ Action, Resource })).not.toThrow();
  });

  test("S3-25 a condition key of S3 that S3 has not, as s3:x-acl for s3:x-amz-acl", () => {
    const withKey = (key: string) =>
      store({ Action: "s3:PutObject", Resource: OBJECTS, Condition: { StringEquals: { [key]: "private" } } });

    expect(withKey("s3:x-acl")).toThrow(
      expect.objectContaining({ code: "MalformedPolicy", message: "Policy has an invalid condition key" }),
    );
    for (const key of ["s3:x-amz-acl", "s3:RequestObjectTag/team", "S3:X-Amz-ACL", "aws:Nonsense"]) {
      expect(withKey(key)).not.toThrow();
    }
  });
});

describe("S3-19 NotPrincipal", () => {
  const statement = (Effect: string, principal: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect, ...principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
    });
  const someone = { AWS: "arn:aws:iam::123456789012:role/reader" };

  test("S3-19 an Allow with NotPrincipal is MalformedPolicy, a Deny with it is stored", () => {
    const put = (policy: string) => () => assertPolicyIsPutable(policy, bucket, anonymous);
    for (const principal of [{ NotPrincipal: someone }, { Principal: "*", NotPrincipal: someone }]) {
      expect(put(statement("Allow", principal))).toThrow(
        expect.objectContaining({ code: "MalformedPolicy", message: "Invalid policy syntax." }),
      );
    }
    expect(put(statement("Deny", { NotPrincipal: someone }))).not.toThrow();
    expect(put(statement("Allow", { Principal: someone }))).not.toThrow();
  });

  test.each([5, {}, { AWS: 5 }, { AWS: [] }, { AWS: { a: "*" } }, { aws: "*" }, { AWS: "*", Nobody: "x" }])(
    "IAM-27 a Deny for nobody, %j, is refused",
    (Principal) => {
      const put = (policy: string) => () => assertPolicyIsPutable(policy, bucket, anonymous);
      expect(put(statement("Deny", { Principal }))).toThrow(
        expect.objectContaining({ code: "MalformedPolicy", message: "Invalid principal in policy" }),
      );
      expect(put(statement("Deny", { NotPrincipal: Principal }))).toThrow("Invalid principal in policy");
    },
  );
});
