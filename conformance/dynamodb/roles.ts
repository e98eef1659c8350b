import {
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { clientsFor } from "../support/clients.ts";
import type { ProductFacts } from "../support/product.ts";

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A stack of roles; each has the statements of its name. */
export async function rolesWith(
  facts: ProductFacts,
  stack: string,
  statements: Readonly<Record<string, readonly object[]>>,
) {
  const { cloudformation, sts } = clientsFor(facts);
  const document = (Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
  const trust = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "123456789012" } }];
  const roles = Object.entries(statements).map(([name, own]) => [
    name,
    {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: `${stack}-${name}`,
        AssumeRolePolicyDocument: document(trust),
        Policies: own.length === 0 ? [] : [{ PolicyName: "own", PolicyDocument: document(own) }],
      },
    },
  ]);
  await cloudformation.send(
    new CreateStackCommand({
      StackName: stack,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      TemplateBody: JSON.stringify({ Resources: Object.fromEntries(roles) }),
    }),
  );
  const wait = { client: cloudformation, maxWaitTime: 60, minDelay: 1 };
  await waitUntilStackCreateComplete(wait, { StackName: stack });
  return {
    as: async (name: string): Promise<RoleCredentials> => {
      const RoleArn = `arn:aws:iam::123456789012:role/${stack}-${name}`;
      const { Credentials: keys } = await sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
      );
      return {
        accessKeyId: keys?.AccessKeyId ?? "",
        secretAccessKey: keys?.SecretAccessKey ?? "",
        sessionToken: keys?.SessionToken ?? "",
      };
    },
    remove: async () => {
      await cloudformation.send(new DeleteStackCommand({ StackName: stack }));
      await waitUntilStackDeleteComplete(wait, { StackName: stack });
    },
  };
}
