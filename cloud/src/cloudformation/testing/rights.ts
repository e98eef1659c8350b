import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { drop, newFolder, openQuietCloud } from "../../runtime/testing/killed-cloud.ts";
import { listen } from "../../wire/testing/listen.ts";

const ACCOUNT = "123456789012";

/** A statement that allows `actions` on everything. */
export const allow = (...actions: string[]) => ({ Effect: "Allow", Action: actions, Resource: "*" });

/** The whole cloud with real clients: the administrator's, and those of roles with few rights. */
export async function rightsCloud() {
  const folder = newFolder();
  const cloud = openQuietCloud(folder);
  const servers = await Promise.all(
    ["iam", "sts", "cloudformation"].map((name) => {
      const http = cloud.services.instances.get(name)?.http;
      if (http === undefined) throw new Error(`${name} is not served`);
      return listen(http);
    }),
  );
  const [iamUrl = "", stsUrl = "", formationUrl = ""] = servers.map(({ url }) => url);
  const { accessKeyId, secretAccessKey } = cloud.foundation.administrator;
  const shared = { region: "eu-west-1", maxAttempts: 1, credentials: { accessKeyId, secretAccessKey } };
  const iam = new IAMClient({ ...shared, endpoint: iamUrl });
  const sts = new STSClient({ ...shared, endpoint: stsUrl });
  const administrator = new CloudFormationClient({ ...shared, endpoint: formationUrl });

  const role = async (name: string, statements: readonly object[], trusted: object): Promise<string> => {
    const document = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const trust = document([{ Effect: "Allow", Action: "sts:AssumeRole", Principal: trusted }]);
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    if (statements.length > 0) {
      const policy = { RoleName: name, PolicyName: "rights", PolicyDocument: document(statements) };
      await iam.send(new PutRolePolicyCommand(policy));
    }
    return `arn:aws:iam::${ACCOUNT}:role/${name}`;
  };

  return {
    cloud,
    iam,
    administrator,
    role,
    /** A client with the rights of a new role. */
    as: async (name: string, statements: readonly object[]): Promise<CloudFormationClient> => {
      const RoleArn = await role(name, statements, { AWS: ACCOUNT });
      const { Credentials: keys } = await sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
      );
      const credentials = {
        accessKeyId: keys?.AccessKeyId ?? "",
        secretAccessKey: keys?.SecretAccessKey ?? "",
        sessionToken: keys?.SessionToken ?? "",
      };
      return new CloudFormationClient({ ...shared, endpoint: formationUrl, credentials });
    },
    /** Creates a stack and waits for its end. */
    create: async (
      client: CloudFormationClient,
      StackName: string,
      { resources, ...more }: { resources: object } & Partial<CreateStackCommandInput>,
    ): Promise<StackEnd> => {
      const TemplateBody = JSON.stringify({ Resources: resources });
      const Capabilities = ["CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const];
      await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities, ...more }));
      return endOf(administrator, StackName);
    },
    close: async () => {
      for (const server of servers) await server.close();
      await cloud.close();
      drop(folder);
    },
  };
}

export type RightsCloud = Awaited<ReturnType<typeof rightsCloud>>;

export interface StackEnd {
  readonly status: string | undefined;
  /** Reasons of the resources that failed, by logical id. */
  readonly failures: Readonly<Record<string, string>>;
}

/** How the running operation of a stack ends. */
export async function endOf(client: CloudFormationClient, StackName: string): Promise<StackEnd> {
  const statusOf = async () =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
  await expect.poll(statusOf, { timeout: 20_000 }).not.toMatch(/_IN_PROGRESS$/);
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter((event) =>
    /^(?:CREATE|UPDATE|DELETE)_FAILED$/.test(event.ResourceStatus ?? ""),
  );
  return {
    status: await statusOf(),
    failures: Object.fromEntries(
      failed.map((event) => [event.LogicalResourceId ?? "", event.ResourceStatusReason ?? ""]),
    ),
  };
}
