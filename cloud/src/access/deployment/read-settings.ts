import { askAll } from "./ask.ts";
import type { DeployedDoor } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

/** The key of secrets that name no other. */
const KEY_OF_SECRETS = "alias/aws/secretsmanager";

interface Secret {
  readonly ARN: string;
  readonly Name: string;
  readonly KmsKeyId?: string;
}

interface Parameter {
  readonly Name: string;
  /** Of secure strings alone. */
  readonly KeyId?: string;
}

/** Secrets; policies of their own are refused by name. */
export async function readSecrets({ client, names }: Source): Promise<DeployedDoor[]> {
  const secrets = await askAll<Secret>(client, {
    service: "secretsmanager",
    operation: "ListSecrets",
    member: "SecretList",
  });
  return byPlace(
    secrets.map(({ ARN, Name, KmsKeyId: keyId = KEY_OF_SECRETS }) => ({
      kind: "secret",
      arn: ARN,
      place: names.placeOf(ARN, Name),
      policy: undefined,
      keyId,
    })),
  );
}

/** Parameters of the Parameter Store, which have no policies of their own. */
export async function readParameters({ client, names, scope }: Source): Promise<DeployedDoor[]> {
  const parameters = await askAll<Parameter>(client, {
    service: "ssm",
    operation: "DescribeParameters",
    member: "Parameters",
  });
  return byPlace(
    parameters.map(({ Name, KeyId: keyId }) => ({
      kind: "parameter",
      arn: `arn:aws:ssm:${scope.region}:${scope.accountId}:parameter/${Name.replace(/^\//, "")}`,
      place: names.placeIn("AWS::SSM::Parameter", Name),
      policy: undefined,
      keyId,
    })),
  );
}
