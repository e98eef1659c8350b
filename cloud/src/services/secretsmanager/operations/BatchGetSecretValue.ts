import { AwsError } from "../../../core/errors.ts";
import type { BatchGetSecretValueRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { CallContext, Operation, Question } from "../../../wire/operation.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { invalidParameter } from "../secrets/errors.ts";
import { filterOf } from "../secrets/filters.ts";
import { findSecret } from "../secrets/lookup.ts";
import { pageOf } from "../secrets/paging.ts";
import { readingQuestion } from "../secrets/questions.ts";
import { secretValue } from "../secrets/values.ts";

const PAGE = 20;

/**
 * Each secret is judged as GetSecretValue judges it; what is refused of one is told beside the others.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
 */
export function BatchGetSecretValue(context: SecretsContext): Operation<BatchGetSecretValueRequest> {
  return {
    name: "BatchGetSecretValue",
    authorize: ({ Filters }): readonly Question[] => [
      { action: "secretsmanager:BatchGetSecretValue", resource: "*" },
      ...(Filters === undefined ? [] : [{ action: "secretsmanager:ListSecrets", resource: "*" }]),
    ],
    run: (input, call) => {
      const { page, ...next } = idsOf(context, input);
      const answers = page.map((id) => read(context, call, id));
      return {
        SecretValues: answers.flatMap(({ value }) => value ?? []),
        Errors: answers.flatMap(({ error }) => error ?? []),
        ...next,
      };
    },
  };
}

function idsOf(context: SecretsContext, input: BatchGetSecretValueRequest) {
  const { SecretIdList: ids, Filters: filters, MaxResults, NextToken } = input;
  if ((ids === undefined) === (filters === undefined)) {
    throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
  }
  if (filters === undefined) {
    if (MaxResults === undefined && NextToken === undefined) return { page: ids ?? [] };
    throw invalidParameter("'Filters' must also be specified when 'MaxResults' is provided.");
  }
  const matches = filterOf(filters);
  const found = context.secrets
    .list()
    .flatMap(({ name }) => findSecret(context, name) ?? [])
    .filter((secret) => secret.deletion === undefined && matches(secret))
    .map(({ arn }) => arn);
  const question = { operation: "BatchGetSecretValue", input: { ...input, MaxResults: MaxResults ?? PAGE } };
  return pageOf(found, question, (arn) => arn);
}

interface Answer {
  readonly value?: object;
  readonly error?: object;
}

function read(context: SecretsContext, call: CallContext, SecretId: string): Answer {
  try {
    // SECRET-7
    call.assertAllowed(readingQuestion(context, { SecretId }));
    return { value: secretValue(context, call.caller, { SecretId }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.why !== undefined) call.noteFailure(error.why);
    return { error: { SecretId, ErrorCode: error.code, Message: error.message } };
  }
}
