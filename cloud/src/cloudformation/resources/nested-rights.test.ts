import {
  CreateStackCommand,
  DeleteStackCommand,
  GetTemplateSummaryCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen } from "../../wire/testing/listen.ts";
import { allow, endOf, type RightsCloud, rightsCloud } from "../testing/rights.ts";

const resources = {
  Child: {
    Type: "AWS::CloudFormation::Stack",
    Properties: { TemplateURL: "https://s3.eu-west-1.amazonaws.com/templates/child.json" },
  },
};

/** Buckets whose policies say something of the role of one test. */
const BUCKETS = [
  ["closed", "Deny", "shut-out"],
  ["opened", "Allow", "let-in"],
] as const;

let rights: RightsCloud;
beforeAll(async () => {
  rights = await rightsCloud();
  const { services, foundation } = rights.cloud;
  const http = services.instances.get("s3")?.http;
  if (http === undefined) throw new Error("There is no S3");
  const server = await listen(http);
  const { accessKeyId, secretAccessKey } = foundation.administrator;
  const s3 = new S3Client({
    region: "eu-west-1",
    endpoint: server.url,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
  const AssumeRolePolicyDocument = { Version: "2012-10-17", Statement: [trust] };
  const Role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument } };
  const Body = JSON.stringify({ Resources: { Role } });
  await s3.send(new CreateBucketCommand({ Bucket: "templates" }));
  await s3.send(new PutObjectCommand({ Bucket: "templates", Key: "child.json", Body }));
  const snippet = JSON.stringify({ RetentionInDays: 7 });
  await s3.send(new PutObjectCommand({ Bucket: "templates", Key: "snippet.json", Body: snippet }));
  for (const [Bucket, Effect, role] of BUCKETS) {
    const statement = { Effect, Principal: { AWS: `arn:aws:iam::123456789012:role/${role}` } };
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...statement, Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` }],
    });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "snippet.json", Body: snippet }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
  s3.destroy();
  await server.close();
});
afterAll(() => rights.close());

test("CFN-NESTED-RIGHTS what the caller may not make, a nested stack of theirs does not make either", async () => {
  const caller = await rights.as("no-roles", [allow("cloudformation:*", "s3:GetObject")]);
  const { status, failures } = await rights.create(caller, "unable", { resources });
  expect(status).toBe("ROLLBACK_COMPLETE");
  expect(failures["Child"]).toMatch(
    /was not successfully created: The following resource\(s\) failed to create: \[Role\]\.$/,
  );
});

test("CFN-NESTED-RIGHTS what they may make, it makes", async () => {
  const caller = await rights.as("roles", [allow("cloudformation:*", "iam:*", "s3:GetObject")]);
  expect((await rights.create(caller, "able", { resources })).status).toBe("CREATE_COMPLETE");
});

test("CFN-NESTED-RIGHTS who may not create stacks of that name creates none as a resource", async () => {
  const caller = await rights.as("one-stack", [
    { ...allow("cloudformation:*", "iam:*"), Resource: "arn:aws:cloudformation:*:*:stack/narrow/*" },
  ]);
  const { failures } = await rights.create(caller, "narrow", { resources });
  expect(failures["Child"]).toMatch(
    /is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:eu-west-1:123456789012:stack\/narrow-Child-\w{12}\/\*/,
  );
});

const { Child } = resources;
const timed = { ...Child, Properties: { ...Child.Properties, TimeoutInMinutes: 9 } };
const TemplateBody = JSON.stringify({ Resources: { Child: timed } });
test.each([
  ["UpdateStack", new UpdateStackCommand({ StackName: "by-UpdateStack", TemplateBody })],
  ["DeleteStack", new DeleteStackCommand({ StackName: "by-DeleteStack" })],
])(
  "CFN-NESTED-RIGHTS who may not %s of a nested one does not through its parent",
  async (action, command) => {
    const name = `by-${action}`;
    await rights.create(rights.administrator, name, { resources });
    const caller = await rights.as(name, [
      { ...allow("cloudformation:*"), Resource: `arn:aws:cloudformation:*:*:stack/${name}/*` },
      allow("iam:*", "s3:GetObject"),
    ]);

    await caller.send(command as DeleteStackCommand);

    expect((await endOf(rights.administrator, name)).failures["Child"]).toContain(
      `perform: cloudformation:${action} on resource: arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}-Child-`,
    );
  },
);

const includingOf = (bucket: string) => ({
  Thing: {
    Type: "AWS::Logs::LogGroup",
    Properties: {
      "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: `s3://${bucket}/snippet.json` } },
    },
  },
});
const including = includingOf("templates");

test("CFN-TEMPLATE-URL who may not read the template of a nested stack makes none of it", async () => {
  const caller = await rights.as("no-template", [allow("cloudformation:*", "iam:*")]);
  const { failures } = await rights.create(caller, "unread", { resources });
  expect(failures["Child"]).toMatch(/S3 error: Access Denied/);
});

test("CFN-TEMPLATE-URL who may not read a template learns nothing of it by its address", async () => {
  const TemplateURL = "https://s3.eu-west-1.amazonaws.com/templates/child.json";
  const caller = await rights.as("no-object", [allow("cloudformation:*", "iam:*")]);
  const refused = { name: "ValidationError", message: "S3 error: Access Denied" };
  const missing = TemplateURL.replace("child", "none");
  for (const command of [
    new ValidateTemplateCommand({ TemplateURL }),
    new GetTemplateSummaryCommand({ TemplateURL }),
    new CreateStackCommand({ StackName: "by-address", TemplateURL }),
    new ValidateTemplateCommand({ TemplateURL: missing }),
  ]) {
    await expect(caller.send(command as ValidateTemplateCommand)).rejects.toMatchObject(refused);
  }
  const reader = await rights.as("object", [allow("cloudformation:*", "s3:GetObject")]);
  await expect(reader.send(new ValidateTemplateCommand({ TemplateURL }))).resolves.toBeDefined();
});

test("CFN-INCLUDE who may not read a snippet deploys no template with it", async () => {
  const caller = await rights.as("no-reader", [allow("cloudformation:*", "logs:*")]);
  await expect(rights.create(caller, "blind", { resources: including })).rejects.toThrow(
    /^Transform AWS::Include failed with: User: .* is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::templates\/snippet\.json/,
  );
});

test("CFN-INCLUDE who may does", async () => {
  const caller = await rights.as("reader", [allow("cloudformation:*", "logs:*", "s3:GetObject")]);
  expect((await rights.create(caller, "sighted", { resources: including })).status).toBe("CREATE_COMPLETE");
});

test("S3-22 a bucket whose policy shuts somebody out gives them no snippet, whatever their own policies say", async () => {
  const caller = await rights.as("shut-out", [allow("cloudformation:*", "logs:*", "s3:GetObject")]);
  await expect(rights.create(caller, "shut", { resources: includingOf("closed") })).rejects.toThrow(
    /is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::closed\/snippet\.json with an explicit deny/,
  );
});

test("S3-22 a bucket whose policy lets somebody in gives them a snippet", async () => {
  const caller = await rights.as("let-in", [allow("cloudformation:*", "logs:*")]);
  const { status } = await rights.create(caller, "open", { resources: includingOf("opened") });
  expect(status).toBe("CREATE_COMPLETE");
});

test("CFN-INCLUDE a snippet is read through CloudFormation, as a policy may ask", async () => {
  const through = { StringEquals: { "aws:CalledViaFirst": "cloudformation.amazonaws.com" } };
  const caller = await rights.as("through", [
    allow("cloudformation:*", "logs:*"),
    { ...allow("s3:GetObject"), Condition: through },
  ]);
  const { status } = await rights.create(caller, "through", { resources: including });
  expect(status).toBe("CREATE_COMPLETE");
});
