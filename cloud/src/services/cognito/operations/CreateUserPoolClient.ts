import type { Operation } from "../../../wire/operation.ts";
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
    auth: "sigv4",
    input: CREATE_CLIENT,
    resource: poolResource,
    run: (input) => ({ UserPoolClient: describeClient(clients.create(input)) }),
  };
}
