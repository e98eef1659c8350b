import type { UpdateUserPoolClientRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeClient } from "../../domain/clients/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export function updateUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<UpdateUserPoolClientRequest> {
  return {
    name: "UpdateUserPoolClient",
    unsupportedMembers: ["PublishSecretsInAWSSecretsManager"],
    authorize: asks("cognito-idp:UpdateUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.update(input)) }),
  };
}
