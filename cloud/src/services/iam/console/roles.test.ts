import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rolePath } from "../../../web/role-paths.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import { type ServedIam, serveIam } from "../testing/service.ts";
import { areas } from "./index.ts";

let iam: ServedIam;
let client: IAMClient;
let console: TestConsole;
beforeEach(async () => {
  iam = await serveIam();
  client = iam.client();
  console = testConsole(areas, iam.port, {
    key: iam.account.administrator,
    answers: {
      "cloudformation:DescribeStackResources": ({ PhysicalResourceId }: { PhysicalResourceId: string }) => ({
        StackResources:
          PhysicalResourceId === "reader" ? [{ StackName: "shop", LogicalResourceId: "ReaderRole" }] : "",
      }),
    },
  });
});
afterEach(() => iam.close());

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const LAMBDA = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

function make(RoleName: string, trust: object = LAMBDA, more: object = {}) {
  return client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust), ...more }));
}

const HOSTILE = "<img src=x onerror=alert(1)>";

describe("the list", () => {
  test("roles by the beginning of their names, and who may take them", async () => {
    await make("reader");
    await make("writer", {
      Effect: "Allow",
      Principal: { AWS: "123456789012" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "1" } },
    });
    const all = await console.show("roles");
    expect(all).toContain(`href="${rolePath("reader")}"`);
    expect(all).toContain(">Lambda<");
    expect(all).toContain("This account, under a condition");
    const found = await console.show("roles?prefix=wri");
    expect(found).toContain(">writer<");
    expect(found).not.toContain(">reader<");
    expect(await console.show("roles?prefix=none")).toContain("No role’s name begins with “none”.");
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("none: the next command", async () => {
    expect(await console.show("roles")).toContain("aws iam create-role");
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1) await make(`n${String(index).padStart(2, "0")}`);
    const first = await console.show("roles?prefix=n");
    expect(first).not.toContain(">n25<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain(">n25<");
  });
});

describe("a role", () => {
  test("who may take it, and what it lets do, in words", async () => {
    await make("reader", LAMBDA, { Description: "of the shop", MaxSessionDuration: 7_200 });
    const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::pictures/*" };
    await client.send(
      new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "own", PolicyDocument: document(read) }),
    );
    const { Policy } = await client.send(
      new CreatePolicyCommand({
        PolicyName: "shared",
        PolicyDocument: document({ Effect: "Allow", Action: "sqs:*", Resource: "*" }),
      }),
    );
    await client.send(new AttachRolePolicyCommand({ RoleName: "reader", PolicyArn: Policy?.Arn }));

    const page = await console.show(rolePath("reader"));
    expect(page).toContain(
      "May read all objects of the bucket pictures; do everything of sqs to anything; nothing else.",
    );
    expect(page).toContain("<b>Lambda</b> may take it");
    expect(page).toContain("shared");
    expect(page).toContain("of the shop");
    expect(page).toContain("at most 2 hours");
    expect(page).toContain('href="/_portcullis/access?who=role%40shop%2FReaderRole"');
    expect(page).toContain('href="/_portcullis/access?q=Take+ReaderRole"');
    expect(page).toContain('href="/_portcullis/stacks/shop"');
  });

  test("without policies, and without a stack", async () => {
    await make("bare", { ...LAMBDA, Principal: { AWS: "*" } });
    const page = await console.show(rolePath("bare"));
    expect(page).toContain("May nothing.");
    expect(page).toContain("<b>Anybody</b> may take it");
    expect(page).toContain(">wide<");
    expect(page).toContain('href="/_portcullis/access?who=role%40-%2Fbare"');
  });

  test("what is written in it is text, whatever it is", async () => {
    await make("hostile", { ...LAMBDA, Condition: { StringEquals: { "aws:PrincipalTag/team": HOSTILE } } });
    await client.send(
      new PutRolePolicyCommand({
        RoleName: "hostile",
        PolicyName: "own",
        PolicyDocument: document({
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::b/${HOSTILE}`,
        }),
      }),
    );
    const page = await console.show(rolePath("hostile"));
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });

  test("that is not there is AWS's refusal", async () => {
    await expect(console.show(rolePath("none"))).rejects.toMatchObject({ code: "NoSuchEntity" });
  });
});
