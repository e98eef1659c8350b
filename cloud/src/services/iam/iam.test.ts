import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestAccount } from "../../iam/testing/account.ts";
import { silentMembers } from "../../wire/testing/model-members.ts";
import { type ServedIam, serveIam } from "./testing/service.ts";

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

let served: ServedIam;
let account: TestAccount;
let iam: IAMClient;

beforeEach(async () => {
  served = await serveIam();
  account = served.account;
  iam = served.client();
});
afterEach(() => served.close());

async function makeRole(change: { Path?: string; PermissionsBoundary?: string } = {}) {
  return iam.send(
    new CreateRoleCommand({ RoleName: "Runner", Path: "/app/", AssumeRolePolicyDocument: TRUST, ...change }),
  );
}

const noRole = {
  name: "NoSuchEntityException",
  message: "The role with name Runner cannot be found.",
  $metadata: { httpStatusCode: 404 },
};
const RoleName = "Runner";

describe("roles", () => {
  test("CreateRole and GetRole show the role", async () => {
    const { Role } = await makeRole();
    expect(Role).toMatchObject({ RoleName, Path: "/app/", Arn: ROLE_ARN });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z0-9]{17}$/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(TRUST);
    const found = await iam.send(new GetRoleCommand({ RoleName: "runner" }));
    expect(found.Role).toMatchObject({ RoleId: Role?.RoleId, MaxSessionDuration: 3600 });
  });

  test("IAM-20 CreateRole refuses a second role of the name, bad names and bad trust policies", async () => {
    await makeRole();
    await expect(makeRole()).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      message: "Role with name Runner already exists.",
      $metadata: { httpStatusCode: 409 },
    });
    const create = (RoleName: string, AssumeRolePolicyDocument: string) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await expect(create("a/b", TRUST)).rejects.toMatchObject({ name: "ValidationError" });
    await expect(create("New", "{")).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
      message: "This policy contains invalid Json",
      $metadata: { httpStatusCode: 400 },
    });
    const stranger = TRUST.replace(
      '{"Service":"lambda.amazonaws.com"}',
      '{"AWS":"arn:aws:iam::123456789012:role/Gone"}',
    );
    await expect(create("New", stranger)).rejects.toMatchObject({
      message: 'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/Gone"',
    });
    await expect(create("New", TRUST.padEnd(2049, "x"))).rejects.toThrow();
    await expect(iam.send(new GetRoleCommand({ RoleName: "New" }))).rejects.toMatchObject({
      message: "The role with name New cannot be found.",
    });
  });

  test("DeleteRole refuses a role with policies", async () => {
    await makeRole();
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: "Cannot delete entity, must detach all policies first.",
      $metadata: { httpStatusCode: 409 },
    });
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: DOCUMENT }));
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      message: "Cannot delete entity, must delete policies first.",
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "p" }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject(noRole);
  });

  test("ListRoles pages by path", async () => {
    await makeRole();
    for (const name of ["A", "B", "C"]) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: TRUST }));
    }
    const first = await iam.send(new ListRolesCommand({ MaxItems: 3 }));
    expect(first.Roles?.map((role) => role.RoleName)).toEqual(["A", "B", "C"]);
    expect(first.IsTruncated).toBe(true);
    const second = await iam.send(new ListRolesCommand({ MaxItems: 3, Marker: first.Marker }));
    expect(second.Roles?.map((role) => role.RoleName)).toEqual(["Runner"]);
    expect(second.IsTruncated).toBe(false);
    const app = await iam.send(new ListRolesCommand({ PathPrefix: "/app/" }));
    expect(app.Roles?.map((role) => role.RoleName)).toEqual(["Runner"]);
    await expect(iam.send(new ListRolesCommand({ Marker: "nonsense" }))).rejects.toMatchObject({
      name: "ValidationError",
    });
  });

  test("UpdateRole and UpdateAssumeRolePolicy change what they say and nothing else", async () => {
    await makeRole();
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }));
    const ec2 = TRUST.replace("lambda", "ec2");
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: ec2 }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ MaxSessionDuration: 7200, Arn: ROLE_ARN });
    expect(account.identities.canAssume(ROLE_ARN, "lambda.amazonaws.com")).toBe(false);
    expect(account.identities.canAssume(ROLE_ARN, "ec2.amazonaws.com")).toBe(true);
    await expect(iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 60 }))).rejects.toMatchObject(
      { name: "ValidationError" },
    );
  });

  test("TagRole, UntagRole and ListRoleTags", async () => {
    await makeRole();
    const tags = (Tags: { Key: string; Value: string }[]) => iam.send(new TagRoleCommand({ RoleName, Tags }));
    await tags([
      { Key: "team", Value: "blue" },
      { Key: "cost", Value: "1" },
    ]);
    await tags([{ Key: "team", Value: "red" }]);
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["cost"] }));
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    expect(Tags).toEqual([{ Key: "team", Value: "red" }]);
    await expect(tags([{ Key: "aws:x", Value: "1" }])).rejects.toMatchObject({ name: "ValidationError" });
    await tags([{ Key: "Team", Value: "green" }]);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([
      { Key: "Team", Value: "green" },
    ]);
  });

  const twice = [
    { Key: "a", Value: "1" },
    { Key: "A", Value: "2" },
  ];
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "1" }));
  const creating = { RoleName: "Tagged", AssumeRolePolicyDocument: TRUST };
  test.each([
    ["CreateRole", twice, "InvalidInputException", () => new CreateRoleCommand({ ...creating, Tags: twice })],
    ["TagRole", twice, "InvalidInputException", () => new TagRoleCommand({ RoleName, Tags: twice })],
    [
      "CreatePolicy",
      twice,
      "InvalidInputException",
      () => new CreatePolicyCommand({ PolicyName: "Tagged", PolicyDocument: DOCUMENT, Tags: twice }),
    ],
    ["CreateRole", many, "ValidationError", () => new CreateRoleCommand({ ...creating, Tags: many })],
    ["TagRole", many, "ValidationError", () => new TagRoleCommand({ RoleName, Tags: many })],
    [
      "CreatePolicy",
      many,
      "ValidationError",
      () => new CreatePolicyCommand({ PolicyName: "Tagged", PolicyDocument: DOCUMENT, Tags: many }),
    ],
  ])("%s refuses a tag key twice and more than 50 tags", async (_operation, _tags, name, command) => {
    await makeRole();
    const refused = expect(iam.send(command() as never)).rejects;
    await refused.toMatchObject({ name });
    await expect(iam.send(command() as never)).rejects.toThrow(
      name === "ValidationError"
        ? "Member must have length less than or equal to 50"
        : "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
  });

  test("CreateRole and CreatePolicy refuse a path that goes up", async () => {
    const text = /^The specified value for path is invalid\./;
    await expect(makeRole({ Path: "/app/../" })).rejects.toThrow(text);
    await expect(makeRole({ Path: "/./" })).rejects.toThrow(text);
    const policy = { PolicyName: "Up", PolicyDocument: DOCUMENT, Path: "/../" };
    await expect(iam.send(new CreatePolicyCommand(policy))).rejects.toThrow(text);
    await makeRole({ Path: "/..a/b../" });
  });

  test("AttachRolePolicy and DetachRolePolicy of text that is no ARN", async () => {
    await makeRole();
    const input = { RoleName, PolicyArn: "longpolicynamebutnoarn" };
    for (const command of [new AttachRolePolicyCommand(input), new DetachRolePolicyCommand(input)]) {
      await expect(iam.send(command as never)).rejects.toMatchObject({
        name: "ValidationError",
        message: "Invalid ARN:  Could not be parsed!",
      });
    }
  });
});

describe("policies of a role", () => {
  test("PutRolePolicy, GetRolePolicy, ListRolePolicies and DeleteRolePolicy", async () => {
    await makeRole();
    const get = () => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "p" }));
    await expect(get()).rejects.toMatchObject({ message: "The role policy with name p cannot be found." });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: DOCUMENT }));
    expect(decodeURIComponent((await get()).PolicyDocument ?? "")).toBe(DOCUMENT);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(["p"]);
    const bad = new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: "{}" });
    await expect(iam.send(bad)).rejects.toMatchObject({ message: "Syntax errors in policy." });
    const long = DOCUMENT.replace("photos", "p".repeat(10_240));
    await expect(
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "q", PolicyDocument: long })),
    ).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Maximum policy size of 10240 bytes exceeded for role Runner",
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "p" }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("AttachRolePolicy takes policies that exist, and DetachRolePolicy those attached", async () => {
    await makeRole();
    const attach = (PolicyArn: string) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await attach(BASIC);
    await attach(BASIC);
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: BASIC },
    ]);
    const gone = "arn:aws:iam::aws:policy/NoSuchPolicyAtAll";
    await expect(attach(gone)).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: `Policy ${gone} does not exist or is not attachable.`,
    });
    await expect(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: gone }))).rejects.toMatchObject({
      message: `Policy ${gone} was not found.`,
    });
  });

  test("IAM-4 PutRolePermissionsBoundary limits until it is deleted", async () => {
    await makeRole();
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: DOCUMENT }));
    const decide = async () => {
      const reply = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: ROLE_ARN,
          ActionNames: ["s3:GetObject", "s3:PutObject"],
          ResourceArns: ["arn:aws:s3:::photos/x"],
        }),
      );
      return reply.EvaluationResults?.map((result) => result.EvalDecision);
    };
    expect(await decide()).toEqual(["allowed", "implicitDeny"]);
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BASIC }));
    expect(await decide()).toEqual(["implicitDeny", "implicitDeny"]);
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    expect(await decide()).toEqual(["allowed", "implicitDeny"]);
  });
});

describe("condition keys that are not supplied", () => {
  const keyed = (change: object) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "lambda:*",
          Resource: "*",
          Condition: { StringEquals: { "iam:AssociatedResourceArn": "*" } },
        },
      ],
      ...change,
    });
  const refused = {
    name: "UnsupportedOperation",
    message: "The condition key iam:AssociatedResourceArn is not supported by Portcullis. See docs/gaps.md.",
    $metadata: { httpStatusCode: 400 },
  };

  test("IAM-22 no policy that names one is stored", async () => {
    await makeRole();
    const PolicyDocument = keyed({});
    const put = new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument });
    await expect(iam.send(put)).rejects.toMatchObject(refused);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([]);
    const create = new CreatePolicyCommand({ PolicyName: "p", PolicyDocument });
    await expect(iam.send(create)).rejects.toMatchObject(refused);
    const Condition = { StringEquals: { "iam:AssociatedResourceArn": "*" } };
    const Statement = {
      Effect: "Allow",
      Principal: { AWS: "123456789012" },
      Action: "sts:AssumeRole",
      Condition,
    };
    const trust = keyed({ Statement: [Statement] });
    const update = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust });
    await expect(iam.send(update)).rejects.toMatchObject(refused);
    const second = new CreateRoleCommand({ RoleName: "Second", AssumeRolePolicyDocument: trust });
    await expect(iam.send(second)).rejects.toMatchObject(refused);
  });
});

describe("inputs of the model", () => {
  test("WIRE-5 every member is acted on, refused by name, or known to do nothing here", () => {
    // Values of context keys are compared as the condition's operator says, whatever their type.
    expect(silentMembers("iam", served.operations, [/ContextEntries\.ContextKeyType$/])).toEqual([]);
  });

  test("WIRE-5 a member that is not supported is refused by name", async () => {
    await expect(
      iam.send(new ListPoliciesCommand({ PolicyUsageFilter: "PermissionsPolicy" })),
    ).rejects.toMatchObject({
      name: "UnsupportedOperation",
      message: "PolicyUsageFilter of ListPolicies is not supported by Portcullis. See docs/gaps.md.",
    });
  });

  test.each<[object, string]>([
    [
      { MaxItems: 0 },
      "Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [{ MaxItems: "many" }, "Value 'many' at 'MaxItems' must be an integer"],
    [
      { Scope: "Mine" },
      "Value 'Mine' at 'scope' failed to satisfy constraint: Member must satisfy enum value set: [All, AWS, Local]",
    ],
    [{ Scope: "Mine", MaxItems: 0 }, "; "],
  ])("ListPolicies refuses %j as the model says", async (input, message) => {
    await expect(iam.send(new ListPoliciesCommand(input))).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(message),
    });
  });
});

describe("who may call", () => {
  test("IAM-3 a session may do what its role's policies say", async () => {
    await makeRole();
    const { expiration: _unused, ...session } = account.identities.assumeForService({
      roleArn: ROLE_ARN,
      service: "lambda.amazonaws.com",
      sessionName: "f",
      durationSeconds: 900,
    });
    const call = () => served.client(session).send(new GetRoleCommand({ RoleName }));
    await expect(call()).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:sts::123456789012:assumed-role/Runner/f is not authorized to perform: iam:GetRole on resource: ${ROLE_ARN} because no identity-based policy allows the iam:GetRole action`,
      $metadata: { httpStatusCode: 403 },
    });
    const may = DOCUMENT.replace("s3:GetObject", "iam:GetRole").replace(
      "arn:aws:s3:::photos/*",
      "arn:aws:iam::*:role/app/*",
    );
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: may }));
    expect((await call()).Role?.RoleName).toBe(RoleName);
  });

  test("GetUser knows the administrator only; CreateUser is refused by name", async () => {
    expect((await iam.send(new GetUserCommand({}))).User).toMatchObject({ UserName: "administrator" });
    await expect(iam.send(new GetUserCommand({ UserName: "ann" }))).rejects.toMatchObject({
      message: "The user with name ann cannot be found.",
    });
    await expect(iam.send(new CreateUserCommand({ UserName: "ann" }))).rejects.toMatchObject({
      message: "CreateUser is not supported by Portcullis. See docs/gaps.md.",
    });
  });
});
