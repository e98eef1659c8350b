import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../policies/document.ts";
import { awsManagedPolicies } from "./aws-managed-policies.ts";

describe("AWS's managed policies", () => {
  test("IAM-21 every one is there with a document that can be read", () => {
    const policies = awsManagedPolicies.list();
    expect(policies.length).toBe(1594);
    for (const { arn, name, path, versionId, document, createdAt, updatedAt } of policies) {
      expect(arn).toBe(`arn:aws:iam::aws:policy${path}${name}`);
      expect(path).toMatch(/^\/(?:[a-z-]+\/)?$/);
      expect(versionId).toMatch(/^v[1-9]\d*$/);
      expect(updatedAt).toBeGreaterThanOrEqual(createdAt);
      const [first] = parsePolicy(document).statements;
      expect([arn, first?.sid]).not.toEqual([arn, "unreadable policy document"]);
    }
  });

  test("a document is the one of its policy", () => {
    const actionsOf = (name: string) => awsManagedPolicies.find(`arn:aws:iam::aws:policy/${name}`)?.document;
    expect(actionsOf("AdministratorAccess")).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    );
    expect(actionsOf("service-role/AWSLambdaBasicExecutionRole")).toContain("logs:PutLogEvents");
    expect(actionsOf("AmazonSQSReadOnlyAccess")).toContain("sqs:GetQueueAttributes");
    expect(actionsOf("AWSXrayWriteOnlyAccess")).toContain("xray:PutTraceSegments");
  });

  test.each([
    "arn:aws:iam::aws:policy/Nonsense",
    "arn:aws:iam::aws:policy/administratoraccess",
    "arn:aws:iam::123456789012:policy/AdministratorAccess",
    "arn:aws:iam::aws:policy/__proto__",
    "",
  ])("%j is none of them", (arn) => {
    expect(awsManagedPolicies.find(arn)).toBeUndefined();
  });
});
