import { asks, type Operation } from "../../../wire/operation.ts";
import { describeClient } from "../clients/describe.ts";
import type { CreateClientInput } from "../clients/input.ts";
import { CREATE_CLIENT } from "../clients/shape.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export function createUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<CreateClientInput> {
  return {
    name: "CreateUserPoolClient",
    input: CREATE_CLIENT,
    authorize: asks("cognito-idp:CreateUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.create(input)) }),
  };
}
