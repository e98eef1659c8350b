import type { DescribeSecretRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { requireSecret } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";
import { described, stagesByVersion } from "../secrets/views.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export function DescribeSecret(context: SecretsContext): Operation<DescribeSecretRequest> {
  return {
    name: "DescribeSecret",
    authorize: asksOn(context, "DescribeSecret"),
    run: ({ SecretId }) => {
      const secret = requireSecret(context, SecretId);
      return { ...described(secret), VersionIdsToStages: stagesByVersion(secret) };
    },
  };
}
