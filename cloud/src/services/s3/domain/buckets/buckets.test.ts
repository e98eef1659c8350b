import { describe, expect, test } from "vitest";
import { anonymous } from "../../../../core/caller.ts";
import { type Bucket, isBucketName, newBucket } from "./bucket.ts";
import { checkCorsRules, findCorsRule } from "./cors-rules.ts";
import { assertPolicyIsPutable } from "./policy-document.ts";
import { isPublicPolicy } from "./public-policy.ts";

describe("bucket names", () => {
  test.each(["abc", "a-b", "a.b.c", "0bucket9", "x".repeat(63), "1.2.3.4.5"])("%s is one", (name) => {
    expect(isBucketName(name)).toBe(true);
  });

  test.each([
    "ab",
    "x".repeat(64),
    "Abc",
    "a_b",
    "-ab",
    "ab-",
    ".ab",
    "a..b",
    "192.168.0.1",
    "xn--abc",
    "sthree-x",
    "amzn-s3-demo-x",
    "x-s3alias",
    "x--ol-s3",
    "x.mrap",
    "x--x-s3",
    "x--table-s3",
    "abc\n",
  ])("%j is none", (name) => {
    expect(isBucketName(name)).toBe(false);
  });
});

describe("S3-10 a policy is public", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  test.each([
    [true, {}],
    [true, { Principal: { AWS: "*" } }],
    [true, { Principal: { AWS: ["arn:aws:iam::1:root", "*"] } }],
    [true, { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::1:root" } }],
    [true, { Condition: { StringEquals: { "aws:SourceVpc": "*" } } }],
    [true, { Condition: { StringLike: { "aws:PrincipalArn": "arn:$" + "{x}" } } }],
    [true, { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }],
    [true, { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/1"] } } }],
    [true, { Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }],
    [true, { Condition: { StringEquals: { "aws:UserAgent": "me" } } }],
    [false, { Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }],
    [false, { Condition: { "ForAnyValue:StringLike": { "AWS:principalOrgPaths": "o-1/*" } } }],
    [false, { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
    [false, { Condition: { IpAddress: { "aws:SourceIp": "10.1.2.3" } } }],
    [false, { Effect: "Deny" }],
    [false, { Principal: { AWS: "arn:aws:iam::1:root" } }],
    [false, { Principal: { Service: "*" } }],
  ])("%s: %j", (expected, change) => {
    expect(isPublicPolicy(JSON.stringify({ Statement: [{ ...statement, ...change }] }))).toBe(expected);
    expect(isPublicPolicy(JSON.stringify({ Statement: { ...statement, ...change } }))).toBe(expected);
  });
});

describe("PutBucketPolicy", () => {
  const bucket: Bucket = newBucket("own", "eu-west-1", 0);
  const good = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::own/*",
  };
  const put = (document: unknown) => () =>
    assertPolicyIsPutable(
      typeof document === "string" ? document : JSON.stringify(document),
      bucket,
      anonymous,
    );

  test.each([
    { Statement: [good] },
    { Version: "2008-10-17", Statement: good },
    { Version: "2012-10-17", Id: "x", Statement: [{ ...good, Sid: "a", Resource: "arn:aws:s3:::own/a" }] },
    { Statement: [{ ...good, Action: ["s3:*", "*"], Resource: ["arn:aws:s3:::own*"] }] },
    { Statement: [{ ...good, Action: undefined, NotAction: "s3:Get?bject" }] },
    { Statement: [{ ...good, Effect: "Deny", Principal: "*" }] },
  ])("takes %j", (document) => {
    expect(put(document)).not.toThrow();
  });

  test.each([
    ["[]", "Policies must be valid JSON and the first byte must be '{'"],
    [" {}", "Policies must be valid JSON and the first byte must be '{'"],
    ["{", "Policies must be valid JSON and the first byte must be '{'"],
    [{ Version: "2020-01-01", Statement: [good] }, "The policy must contain a valid version string"],
    [{}, "Missing required field Statement"],
    [{ Statement: [] }, "Could not parse the policy: Statement is empty!"],
    [{ Statement: ["x"] }, "Could not parse the policy: Statement is invalid!"],
    [{ Statement: [[good]] }, "Could not parse the policy: Statement is invalid!"],
    [{ Statement: [{ ...good, Actions: "x" }] }, "Unknown field Actions"],
    [{ Statement: [{ ...good, Effect: undefined }] }, "Missing required field Effect"],
    [{ Statement: [{ ...good, Effect: "allow" }] }, "Invalid effect: allow"],
    [{ Statement: [{ ...good, Principal: undefined }] }, "Missing required field Principal"],
    [{ Statement: [{ ...good, Principal: "me" }] }, "Invalid policy syntax."],
    [{ Statement: [{ ...good, Action: undefined }] }, "Missing required field Action"],
    [{ Statement: [{ ...good, Action: [] }] }, "Invalid policy syntax."],
    [{ Statement: [{ ...good, Action: [1] }] }, "Invalid policy syntax."],
    [{ Statement: [{ ...good, Action: "iam:GetRole" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: "s3:Get Object" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: "s3:GetObjectt" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: ["s3:GetObject", "s3:HeadObject"] }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: "s3:Gett*" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: "?3:GetObject" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Action: "*:*" }] }, "Policy has invalid action"],
    [{ Statement: [{ ...good, Resource: undefined }] }, "Missing required field Resource"],
    [{ Statement: [{ ...good, Resource: "*" }] }, "Policy has invalid resource"],
    [{ Statement: [{ ...good, Resource: "arn:aws:s3:::owner/*" }] }, "Policy has invalid resource"],
    [{ Id: "x".repeat(20_480), Statement: [good] }, "Policy exceeds the maximum allowed document size."],
  ])("refuses %j", (document, message) => {
    expect(put(document)).toThrow(expect.objectContaining({ code: "MalformedPolicy", message }));
  });
});

describe("CORS", () => {
  const rule = {
    allowedOrigins: ["https://*.example", "http://localhost:3000"],
    allowedMethods: ["GET", "PUT"],
    allowedHeaders: ["X-*", "content-type"],
    exposeHeaders: [],
  };
  test.each([
    [{ origin: "https://a.example", method: "GET" }, true],
    [{ origin: "https://.example", method: "GET" }, true],
    [{ origin: "http://localhost:3000", method: "PUT", requestHeaders: ["x-a", "content-type"] }, true],
    [{ origin: "https://example", method: "GET" }, false],
    [{ origin: "http://a.example", method: "GET" }, false],
    [{ origin: "http://localhost:3000", method: "DELETE" }, false],
    [{ origin: "http://localhost:3000", method: "GET", requestHeaders: ["authorization"] }, false],
    [{ origin: "http://localhost:3000", method: "GET", requestHeaders: ["x-a", "authorization"] }, false],
  ])("%j fits: %s", (question, fits) => {
    expect(findCorsRule([rule], question) === rule).toBe(fits);
  });

  test.each([
    [[], "MalformedXML"],
    [Array.from({ length: 101 }, () => rule), "MalformedXML"],
    [[{ ...rule, allowedMethods: [] }], "MalformedXML"],
    [[{ ...rule, allowedOrigins: [] }], "MalformedXML"],
    [[{ ...rule, allowedMethods: ["PATCH"] }], "InvalidRequest"],
    [[{ ...rule, allowedOrigins: ["*.*"] }], "InvalidRequest"],
  ])("refuses rules %#", (rules, code) => {
    expect(() => checkCorsRules(rules)).toThrow(expect.objectContaining({ code }));
    expect(checkCorsRules([rule])).toEqual([rule]);
  });
});
