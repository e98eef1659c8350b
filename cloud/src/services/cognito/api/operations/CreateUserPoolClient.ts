import type { CreateUserPoolClientRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { describeClient } from "../../domain/clients/describe.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export function createUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<CreateUserPoolClientRequest> {
  return {
    name: "CreateUserPoolClient",
    unsupportedMembers: ["PublishSecretsInAWSSecretsManager"],
    authorize: asks("cognito-idp:CreateUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.create(input)) }),
  };
}
