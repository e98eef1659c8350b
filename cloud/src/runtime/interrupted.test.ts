import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeployRequest } from "../cloudformation/index.ts";
import { drop, newFolder, openQuietCloud, type QuietCloud, snapshot } from "./testing/killed-cloud.ts";

const POOL = { Ref: "Pool" };
const BEFORE = {
  Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "people" } },
  Client: { Type: "AWS::Cognito::UserPoolClient", Properties: { UserPoolId: POOL, ClientName: "app" } },
  Domain: { Type: "AWS::Cognito::UserPoolDomain", Properties: { UserPoolId: POOL, Domain: "killed-home" } },
  Group: { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: POOL, GroupName: "Admins" } },
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: "gate-keeper",
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      },
    },
  },
  Function: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "gate",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { ZipFile: "exports.handler = async () => 1;" },
    },
  },
  Permission: {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: { Ref: "Function" },
      Principal: "iot.amazonaws.com",
    },
  },
  Pictures: { Type: "AWS::S3::Bucket", Properties: { BucketName: "killed-pictures" } },
  Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "home" } },
  Path: {
    Type: "AWS::ApiGateway::Resource",
    Properties: {
      RestApiId: { Ref: "Api" },
      ParentId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
      PathPart: "gate",
    },
  },
  Method: {
    Type: "AWS::ApiGateway::Method",
    Properties: {
      RestApiId: { Ref: "Api" },
      ResourceId: { Ref: "Path" },
      HttpMethod: "GET",
      AuthorizationType: "NONE",
      Integration: { Type: "MOCK" },
    },
  },
};
/** Changed in place, replaced, removed and added. */
const { Domain: _domain, ...KEPT } = BEFORE;
const AFTER = {
  ...KEPT,
  Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "family" } },
  Group: { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: POOL, GroupName: "Keepers" } },
  Role: { ...BEFORE.Role, Properties: { ...BEFORE.Role.Properties, RoleName: "new-keeper" } },
  Films: { Type: "AWS::S3::Bucket" },
};
/** Fails at its end: the group is there already. */
const FAILING = {
  ...AFTER,
  Late: {
    Type: "AWS::Cognito::UserPoolGroup",
    DependsOn: ["Films", "Group", "Role", "Function"],
    Properties: { UserPoolId: POOL, GroupName: "Keepers" },
  },
};
const request = (Resources: object): DeployRequest => ({
  stackName: "home",
  templateBody: JSON.stringify({ Resources }),
  parameters: {},
  capabilities: ["CAPABILITY_NAMED_IAM"],
  tags: {},
});

const UPDATED = ["UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "CREATE_COMPLETE"];

let empty: Record<string, number>;
let base: string;

beforeAll(async () => {
  const cloud = openQuietCloud(newFolder());
  empty = cloud.rows();
  await cloud.services.ports.stackEngine.deploy(request(BEFORE));
  base = cloud.folder;
  await cloud.close();
});
afterAll(() => drop(base));

/** Runs `operation` and answers what a kill after each of its writes would have left on the disk. */
async function killedEverywhere(
  from: string | undefined,
  operation: (cloud: QuietCloud) => Promise<unknown>,
): Promise<{
  readonly folder: string;
  readonly moments: readonly string[];
  readonly end: string | undefined;
}> {
  const folder = from === undefined ? newFolder() : snapshot(from, randomUUID());
  const moments: string[] = [];
  let running = false;
  const cloud = openQuietCloud(folder, () => {
    if (running) moments.push(snapshot(folder, `moment-${moments.length}`));
  });
  running = true;
  await operation(cloud).catch(() => undefined);
  running = false;
  const end = statusOf(cloud);
  await cloud.close();
  return { folder, moments, end };
}

const TRUST = BEFORE.Role.Properties.AssumeRolePolicyDocument;
const role = (RoleName: string) => ({
  Type: "AWS::IAM::Role",
  Properties: { RoleName, AssumeRolePolicyDocument: TRUST },
});
/** A function with the role of another stack, or with one of its own. */
const lent = (whose: "lent" | "mine") => ({
  Role: role("mine"),
  Function: {
    Type: "AWS::Lambda::Function",
    DependsOn: "Role",
    Properties: { ...BEFORE.Function.Properties, Role: `arn:aws:iam::123456789012:role/${whose}` },
  },
  Pictures: { ...BEFORE.Pictures, DependsOn: "Function" },
});

/** An update failed, and so did its rollback: the role it leads back to was away for a while. */
async function stuckRollback(): Promise<string> {
  const cloud = openQuietCloud(newFolder());
  const engine = engineOf(cloud);
  const lender = { ...request({ Role: role("lent") }), stackName: "lender" };
  const failing = request({ ...lent("mine"), Late: { ...BEFORE.Pictures, DependsOn: "Pictures" } });
  await engine.deploy(lender);
  await engine.deploy(request(lent("lent")));
  await expect(engine.deploy({ ...failing, onFailure: "DO_NOTHING" })).rejects.toThrow("UPDATE_FAILED");
  await engine.remove("lender");
  await expect(engine.deploy(failing)).rejects.toThrow("UPDATE_ROLLBACK_FAILED");
  await engine.deploy(lender);
  const { folder } = cloud;
  await cloud.close();
  return folder;
}

async function afterRestart(moment: string, look: (cloud: QuietCloud) => Promise<void>): Promise<void> {
  const cloud = openQuietCloud(moment);
  await cloud.services.ports.stackEngine.recover();
  await look(cloud);
  await cloud.close();
  drop(moment);
}

const engineOf = ({ services }: QuietCloud) => services.ports.stackEngine;
const statusOf = (cloud: QuietCloud) => engineOf(cloud).describe("home")?.status;

async function expectNothingLeft(cloud: QuietCloud): Promise<void> {
  await engineOf(cloud).remove("home");
  expect(statusOf(cloud)).toBeUndefined();
  expect(cloud.rows()).toEqual(empty);
}

describe("killed after every single write of", () => {
  test("a creation: rolled back, nothing stays behind", async () => {
    const { folder, moments } = await killedEverywhere(undefined, (cloud) =>
      engineOf(cloud).deploy(request(BEFORE)),
    );
    expect(moments.length).toBeGreaterThan(30);
    for (const moment of moments) {
      await afterRestart(moment, async (cloud) => {
        expect([undefined, "CREATE_COMPLETE", "ROLLBACK_COMPLETE"]).toContain(statusOf(cloud));
        if (statusOf(cloud) === "ROLLBACK_COMPLETE") expect(cloud.rows()).toEqual(empty);
        await expectNothingLeft(cloud);
      });
    }
    drop(folder);
  });

  test.each([
    ["an update", AFTER, "UPDATE_COMPLETE"],
    ["an update that fails", FAILING, "UPDATE_ROLLBACK_COMPLETE"],
  ])("%s: legal, goes on forward and away", async (_title, resources, status) => {
    const { folder, moments, end } = await killedEverywhere(base, (cloud) =>
      engineOf(cloud).deploy(request(resources)),
    );
    expect([moments.length > 30, end]).toEqual([true, status]);
    for (const moment of moments) {
      await afterRestart(moment, async (cloud) => {
        expect(UPDATED).toContain(statusOf(cloud));
        await engineOf(cloud).deploy(request(AFTER));
        expect(statusOf(cloud)).toBe("UPDATE_COMPLETE");
        await expectNothingLeft(cloud);
      });
    }
    drop(folder);
  });

  test("a rollback that got stuck and is continued: legal, goes on forward and away", async () => {
    const stuck = await stuckRollback();
    const { folder, moments, end } = await killedEverywhere(stuck, (cloud) =>
      engineOf(cloud).deploy(request(lent("mine"))),
    );
    expect([moments.length > 10, end]).toEqual([true, "UPDATE_COMPLETE"]);
    for (const moment of moments) {
      await afterRestart(moment, async (cloud) => {
        expect([...UPDATED, "UPDATE_ROLLBACK_FAILED"]).toContain(statusOf(cloud));
        await engineOf(cloud).deploy(request(lent("mine")));
        expect(statusOf(cloud)).toBe("UPDATE_COMPLETE");
        await engineOf(cloud).remove("lender");
        await expectNothingLeft(cloud);
      });
    }
    drop(folder);
    drop(stuck);
  });

  test("a deletion: goes on to its end", async () => {
    const { folder, moments } = await killedEverywhere(base, (cloud) => engineOf(cloud).remove("home"));
    expect(moments.length).toBeGreaterThan(30);
    for (const moment of moments) {
      await afterRestart(moment, async (cloud) => {
        expect(statusOf(cloud)).toBeUndefined();
        expect(cloud.rows()).toEqual(empty);
      });
    }
    drop(folder);
  });
});
