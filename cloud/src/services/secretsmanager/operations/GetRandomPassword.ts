import type { GetRandomPasswordRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { randomPassword } from "../secrets/password.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export function GetRandomPassword(context: SecretsContext): Operation<GetRandomPasswordRequest> {
  return {
    name: "GetRandomPassword",
    authorize: asks("secretsmanager:GetRandomPassword", anyResource),
    run: (input) => ({ RandomPassword: randomPassword(context.randomness, input) }),
  };
}
