import { asks, type Operation } from "../../../wire/operation.ts";
import { describeClient } from "../clients/describe.ts";
import type { UpdateClientInput } from "../clients/input.ts";
import { CLIENT_SETTINGS } from "../clients/shape.ts";
import { CLIENT_ID } from "../constants.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export function updateUserPoolClient({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<UpdateClientInput> {
  return {
    name: "UpdateUserPoolClient",
    input: { ...CLIENT_SETTINGS, ClientId: CLIENT_ID },
    authorize: asks("cognito-idp:UpdateUserPoolClient", poolResource),
    run: (input) => ({ UserPoolClient: describeClient(clients.update(input)) }),
  };
}
