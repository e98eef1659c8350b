import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from "@aws-sdk/client-cloudformation";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { type Product, startProduct } from "../support/product.ts";

const folder = join(import.meta.dirname, "fixtures", "nested-stacks");

describe("a project of nested stacks and an application", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    product = await startProduct({ folders: [folder] });
    outputs = product.facts.stacks["nested"] ?? {};
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const notes = (token?: string) =>
    fetch(`${outputs["Url"]}/notes`, token === undefined ? {} : { headers: { Authorization: token } });

  test("values go from stack to stack: who has a token of the nested pool reads, who has none does not", async () => {
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "olga" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Olgas-pass-1!", Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: "olga", PASSWORD: "Olgas-pass-1!" },
      }),
    );
    expect((await notes()).status).toBe(401);
    const reply = await notes(AuthenticationResult?.IdToken);
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { title: "notes", bucket: outputs["BucketName"] },
    ]);
  });

  test("a nested stack says whose it is", async () => {
    const { cloudformation } = clientsFor(product.facts);
    const { StackResourceSummaries = [] } = await cloudformation.send(
      new ListStackResourcesCommand({ StackName: "nested" }),
    );
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: "nested" }));
    for (const { LogicalResourceId, PhysicalResourceId } of StackResourceSummaries) {
      const child = await cloudformation.send(new DescribeStacksCommand({ StackName: PhysicalResourceId }));
      expect(child.Stacks?.[0]).toMatchObject({
        StackName: expect.stringContaining(`nested-${LogicalResourceId}-`),
        ParentId: Stacks[0]?.StackId,
        RootId: Stacks[0]?.StackId,
      });
    }
    expect(StackResourceSummaries).toHaveLength(2);
  });

  test("an application is deployed only by who acknowledges what it may expand to", async () => {
    const { cloudformation } = clientsFor(product.facts);
    const create = cloudformation.send(
      new CreateStackCommand({
        StackName: "unseen",
        Capabilities: ["CAPABILITY_IAM"],
        TemplateBody: JSON.stringify({
          Transform: "AWS::Serverless-2016-10-31",
          Resources: {
            App: {
              Type: "AWS::Serverless::Application",
              Properties: { Location: "https://s3.eu-west-1.amazonaws.com/b/k" },
            },
          },
        }),
      }),
    );
    await expect(create).rejects.toThrow("Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
  });

  test("deleted with its parent", async () => {
    const { cloudformation } = clientsFor(product.facts);
    await cloudformation.send(new DeleteStackCommand({ StackName: "nested" }));
    const names = async () =>
      ((await cloudformation.send(new DescribeStacksCommand({}))).Stacks ?? []).map(
        ({ StackName }) => StackName,
      );
    await vi.waitUntil(async () => (await names()).length === 0, HANG_GUARD);
    expect((await notes()).status).toBe(403);
  });
});
