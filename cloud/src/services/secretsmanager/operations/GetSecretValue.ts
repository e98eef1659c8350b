import type { GetSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { readingQuestion } from "../secrets/questions.ts";
import { secretValue } from "../secrets/values.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export function GetSecretValue(context: SecretsContext): Operation<GetSecretValueRequest> {
  return {
    name: "GetSecretValue",
    authorize: (input) => [readingQuestion(context, input)],
    run: (input, { caller }) => secretValue(context, caller, input),
  };
}
