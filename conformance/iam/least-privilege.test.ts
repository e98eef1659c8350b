import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";
import { callAsAdmin, copyOfProject } from "../support/project.ts";

const STACKS = join(import.meta.dirname, "..", "..", "stacks");

async function runWith(edit: (template: string) => string): Promise<{ product: Product; folder: string }> {
  const project = copyOfProject();
  project.edit("stacks/api/template.yaml", edit);
  const product = await startProduct({
    folders: ["stacks/cognito", "stacks/api"],
    workingFolder: project.folder,
  });
  return { product, folder: project.folder };
}

/** Waits until the function's log says so: it is written behind the answer. */
const logged = (product: Product, name: string, words: RegExp) =>
  expect.poll(() => logOf(product.facts, name)).toMatch(words);

describe("without its policies a function can do nothing (A4)", () => {
  let running: Awaited<ReturnType<typeof runWith>>;

  beforeAll(async () => {
    running = await runWith((template) =>
      template
        .replace("Action: s3:GetObject", "Action: s3:GetObjectAcl")
        .replace("Action: [s3:PutObject, s3:DeleteObject]", "Action: [s3:GetObject, s3:DeleteObjectVersion]")
        .replace("topic/controlGate\n", "topic/otherGate\n")
        .replace("topic/gateState\n", "topic/otherState\n")
        .replace("Action: cognito-idp:AdminGetUser\n", "Action: cognito-idp:AdminUserGlobalSignOut\n")
        .replace(
          /(Action: cognito-idp:AdminUserGlobalSignOut[\s\S]*?:userpool\/)(?![\s\S]*userpool\/)/,
          "$1other-",
        ),
    );
  });

  afterAll(async () => {
    await running.product.stop();
    rmSync(running.product.facts.stateDir, { recursive: true, force: true });
    rmSync(running.folder, { recursive: true, force: true });
  });

  test("reading the picture is refused with AWS's text", async () => {
    const { product } = running;
    expect(await callAsAdmin(product, "/profile-image")).toEqual({
      status: 500,
      body: { message: "The picture could not be read." },
    });
    await logged(
      product,
      "GetProfileImage",
      /User: arn:aws:sts::123456789012:assumed-role\/[\w-]+\/[\w-]+ is not authorized to perform: s3:GetObject on resource: .{0,12}arn:aws:s3:::[\w-]+\/[0-9a-f-]{36}.{0,12} because no identity-based policy allows the s3:GetObject action/,
    );
  });

  test.each([
    ["PUT", "s3:PutObject", "stored"],
    ["DELETE", "s3:DeleteObject", "removed"],
  ])("%s of a picture without %s is refused, not answered as %s", async (method, action, done) => {
    const { product } = running;
    const image = readFileSync(join(STACKS, "demo", "user.png")).toString("base64");
    const body = method === "PUT" ? JSON.stringify({ image }) : null;
    expect(await callAsAdmin(product, "/profile-image", { method, body })).toEqual({
      status: 502,
      body: { message: `The picture could not be ${done}.` },
    });
    await logged(
      product,
      "ChangeProfileImage",
      new RegExp(
        `is not authorized to perform: ${action} on resource: .{0,12}arn:aws:s3:::[\\w-]+/[0-9a-f-]{36}.*"code":"AccessDenied"`,
      ),
    );
  });

  test("publishing to a topic the role does not name is refused as Forbidden", async () => {
    const { product } = running;
    expect(await callAsAdmin(product, "/gates/control", '{"message":"open"}')).toEqual({
      status: 502,
      body: { message: "The command could not be sent to the gate." },
    });
    await logged(product, "ControlGate", /"status":403,"code":"ForbiddenException"/);
  });

  test("reading the state from a topic the role does not name is refused, not answered as unknown", async () => {
    const { product } = running;
    expect(await callAsAdmin(product, "/gates/state")).toEqual({
      status: 502,
      body: { message: "The state of the gate could not be read." },
    });
    await logged(product, "GetGateState", /"status":403,"code":"ForbiddenException"/);
  });

  test("reading an account with the right to something else is refused, not answered as no second factor", async () => {
    const { product } = running;
    expect(await callAsAdmin(product, "/account")).toEqual({
      status: 502,
      body: { message: "The account could not be read." },
    });
    await logged(
      product,
      "GetAccount",
      /is not authorized to perform: cognito-idp:AdminGetUser on resource: /,
    );
  });

  test("ending sessions in a pool the role does not name is refused, not answered as done", async () => {
    const { product } = running;
    expect(await callAsAdmin(product, "/account/sign-out", "")).toEqual({
      status: 502,
      body: { message: "The sessions could not be ended." },
    });
    await logged(
      product,
      "SignOutEverywhere",
      /is not authorized to perform: cognito-idp:AdminUserGlobalSignOut on /,
    );
  });
});

describe("STS", () => {
  const facts = inject("product");

  test("GetCallerIdentity says who the administrator is", async () => {
    const { sts } = clientsFor(facts);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: "123456789012" });
  });

  test("a role that trusts only Lambda cannot be assumed by a person", async () => {
    const { sts } = clientsFor(facts);
    const RoleArn = "arn:aws:iam::123456789012:role/no-such-role";
    expect(
      await refusalOf(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me" }))),
    ).toMatchObject({
      name: "AccessDenied",
      status: 403,
      message: expect.stringMatching(
        /is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role\/no-such-role$/,
      ),
    });
  });
});
