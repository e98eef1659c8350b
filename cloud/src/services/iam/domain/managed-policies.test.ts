import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPoliciesCommand,
  paginateListPolicies,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedIam, serveIam } from "../testing/service.ts";

const ROLE_ARN = "arn:aws:iam::123456789012:role/app/Runner";
const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
});

const RoleName = "Runner";

let served: ServedIam;
let iam: IAMClient;

beforeEach(async () => {
  served = await serveIam();
  iam = served.client();
});
afterEach(() => served.close());

async function makeRole() {
  await iam.send(new CreateRoleCommand({ RoleName, Path: "/app/", AssumeRolePolicyDocument: TRUST }));
}

describe("managed policies", () => {
  test("CreatePolicy, GetPolicy, GetPolicyVersion and DeletePolicy", async () => {
    const create = (PolicyDocument: string) =>
      iam.send(new CreatePolicyCommand({ PolicyName: "Photos", PolicyDocument }));
    const { Policy } = await create(DOCUMENT);
    const PolicyArn = Policy?.Arn ?? "";
    expect(PolicyArn).toBe("arn:aws:iam::123456789012:policy/Photos");
    await expect(create(DOCUMENT)).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      message: "A policy called Photos already exists. Duplicate names are not allowed.",
    });
    await makeRole();
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
    const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
    expect(decodeURIComponent(version.PolicyVersion?.Document ?? "")).toBe(DOCUMENT);
    await expect(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v2" }))).rejects.toMatchObject(
      {
        name: "NoSuchEntityException",
      },
    );
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: "Cannot delete a policy attached to entities.",
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: `Policy ${PolicyArn} was not found.`,
    });
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn: BASIC }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("ListPolicies with Scope AWS pages through all of them in AWS's order, as sam reads it", async () => {
    const found: (string | undefined)[] = [];
    for await (const page of paginateListPolicies({ client: iam, pageSize: 1000 }, { Scope: "AWS" })) {
      found.push(...(page.Policies ?? []).map((policy) => policy.Arn));
    }
    expect(found.slice(0, 3)).toEqual([
      "arn:aws:iam::aws:policy/AdministratorAccess",
      "arn:aws:iam::aws:policy/PowerUserAccess",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
    ]);
    expect([found.length, new Set(found).size]).toEqual([1594, 1594]);
    expect(found).toContain(BASIC);
    const jobs = await iam.send(new ListPoliciesCommand({ Scope: "AWS", PathPrefix: "/job-function/" }));
    expect(jobs.Policies?.map((policy) => policy.PolicyName)).toContain("ViewOnlyAccess");
    await iam.send(new CreatePolicyCommand({ PolicyName: "Mine", PolicyDocument: DOCUMENT }));
    const local = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    expect(local.Policies?.map((policy) => policy.PolicyName)).toEqual(["Mine"]);
  });

  test("a policy of AWS has its document and version, and is not to be changed", async () => {
    const PolicyArn = "arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess";
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ PolicyName: "AWSStepFunctionsFullAccess", Path: "/", IsAttachable: true });
    const VersionId = Policy?.DefaultVersionId ?? "";
    const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    expect(JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? ""))).toMatchObject({
      Version: "2012-10-17",
      Statement: expect.arrayContaining([expect.objectContaining({ Action: "states:*" })]),
    });
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("IAM-21 what AWS does not publish does not exist; an earlier version is refused by name", async () => {
    await makeRole();
    const PolicyArn = "arn:aws:iam::aws:policy/NoSuchPolicyAtAll";
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: `Policy ${PolicyArn} does not exist or is not attachable.`,
    });
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
      message: `Policy ${PolicyArn} was not found.`,
    });
    const ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const versionOf = (VersionId: string) =>
      iam.send(new GetPolicyVersionCommand({ PolicyArn: ReadOnly, VersionId }));
    await expect(versionOf("v1")).rejects.toMatchObject({
      name: "UnsupportedOperation",
      message: expect.stringMatching(
        /^A VersionId before v\d+ of GetPolicyVersion is not supported by Portcullis/,
      ),
    });
    await expect(versionOf("v100000")).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("IAM-21 a policy of a service-linked role is not for other roles", async () => {
    await makeRole();
    const PolicyArn = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject({
      name: "PolicyNotAttachableException",
      message: "Cannot attach a Service Role Policy to a Customer Role.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("IAM-3 a role may do what an attached policy of AWS says, and no more", async () => {
    await makeRole();
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const reply = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: ROLE_ARN,
        ActionNames: ["sqs:ListQueues", "sqs:DeleteQueue"],
      }),
    );
    expect(reply.EvaluationResults?.map((result) => result.EvalDecision)).toEqual([
      "allowed",
      "implicitDeny",
    ]);
  });
});
