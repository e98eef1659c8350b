import { askAll } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

/** Secrets; policies of their own are refused by name. */
export async function readSecrets({ client, names }: Source): Promise<DeployedDoor[]> {
  const secrets = await askAll<{ readonly ARN: string; readonly Name: string }>(client, {
    service: "secretsmanager",
    operation: "ListSecrets",
    member: "SecretList",
  });
  return byPlace(
    secrets.map(({ ARN, Name }) => ({
      kind: "secret",
      arn: ARN,
      place: names.placeOf(ARN, Name),
      policy: undefined,
    })),
  );
}

/** Parameters of the Parameter Store, which have no policies of their own. */
export async function readParameters({ client, names, scope }: Source): Promise<DeployedDoor[]> {
  const parameters = await askAll<{ readonly Name: string }>(client, {
    service: "ssm",
    operation: "DescribeParameters",
    member: "Parameters",
  });
  return byPlace(
    parameters.map(({ Name }) => ({
      kind: "parameter",
      arn: `arn:aws:ssm:${scope.region}:${scope.accountId}:parameter/${Name.replace(/^\//, "")}`,
      place: names.placeIn("AWS::SSM::Parameter", Name),
      policy: undefined,
    })),
  );
}
