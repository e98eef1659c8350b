import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
beforeEach(async () => {
  cloud = await serveAdministration();
});
afterEach(() => cloud.close());

const pool = async (): Promise<string> => {
  const { UserPool } = await cloud.client.send(new CreateUserPoolCommand({ PoolName: "home" }));
  return UserPool?.Id ?? "";
};
const create = (UserPoolId: string, Domain: string, more: object = {}) =>
  cloud.client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ...more }));

describe("CreateUserPoolDomain", () => {
  test("COG-11 a prefix leads to one pool, and a pool has one prefix", async () => {
    const [one, two] = [await pool(), await pool()];
    await create(one, "home-123");
    expect(await refusalOf(create(two, "home-123"))).toBe(
      "InvalidParameterException: Domain already associated with another user pool.",
    );
    expect(await refusalOf(create(one, "home-124"))).toMatch(/^InvalidParameterException/);
    expect((await create(two, "home-124", { ManagedLoginVersion: 2 })).ManagedLoginVersion).toBe(2);
  });

  test("COG-12 reserved words, capitals, edge hyphens and custom domains are refused", async () => {
    const id = await pool();
    for (const prefix of [
      "my-aws-home",
      "amazonia",
      "cognito1",
      "Home",
      "-home",
      "home-",
      "a.b",
      "x".repeat(64),
    ]) {
      expect(await refusalOf(create(id, prefix))).toMatch(/^InvalidParameterException/);
    }
    const CertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/abc";
    expect(await refusalOf(create(id, "home", { CustomDomainConfig: { CertificateArn } }))).toMatch(
      /CustomDomainConfig is not supported/,
    );
    expect(cloud.stores.domains.findByPool(id)).toBeUndefined();
  });
});

describe("DescribeUserPoolDomain, UpdateUserPoolDomain, DeleteUserPoolDomain", () => {
  test("an unknown domain is described as nothing", async () => {
    const answer = await cloud.client.send(new DescribeUserPoolDomainCommand({ Domain: "nowhere" }));
    expect(answer.DomainDescription).toEqual({});
  });

  test("the description follows updates; only the own pool may change a domain", async () => {
    const [one, two] = [await pool(), await pool()];
    await create(one, "home");
    await cloud.client.send(
      new UpdateUserPoolDomainCommand({ UserPoolId: one, Domain: "home", ManagedLoginVersion: 2 }),
    );
    const { DomainDescription } = await cloud.client.send(
      new DescribeUserPoolDomainCommand({ Domain: "home" }),
    );
    expect(DomainDescription).toMatchObject({
      UserPoolId: one,
      AWSAccountId: "123456789012",
      Domain: "home",
      Status: "ACTIVE",
      ManagedLoginVersion: 2,
    });
    const foreign = new DeleteUserPoolDomainCommand({ UserPoolId: two, Domain: "home" });
    expect(await refusalOf(cloud.client.send(foreign))).toMatch(/^ResourceNotFoundException/);
    await cloud.client.send(new DeleteUserPoolDomainCommand({ UserPoolId: one, Domain: "home" }));
    expect(cloud.stores.domains.find("home")).toBeUndefined();
  });
});
