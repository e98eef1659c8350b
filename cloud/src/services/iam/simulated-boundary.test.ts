import {
  CreateRoleCommand,
  PutRolePermissionsBoundaryCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { serveIam } from "./testing/service.ts";

const RoleName = "Runner";
const ROLE_ARN = `arn:aws:iam::123456789012:role/${RoleName}`;
const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

test("IAM-4 a boundary limits what a policy of the resource gives to the role, in a simulation as well", async () => {
  const served = await serveIam();
  const iam = served.client();
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  const granted = { Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "s3:*", Resource: "*" };
  const asked = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: ROLE_ARN,
    ActionNames: ["s3:GetObject"],
    ResourceArns: ["arn:aws:s3:::pictures/x"],
    ResourcePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [granted] }),
  });
  const decide = async () => (await iam.send(asked)).EvaluationResults?.[0]?.EvalDecision;

  expect(await decide()).toBe("allowed");
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BASIC }));
  expect(await decide()).toBe("implicitDeny");
  await served.close();
});
