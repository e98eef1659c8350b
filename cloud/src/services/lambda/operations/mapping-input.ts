import type { UpdateEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Question } from "../../../wire/operation.ts";
import { resourceTags } from "../../../wire/tag-keys.ts";
import { mappingArn } from "../event-sources/mapping.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";

/** Members that are refused by name when they are given. */
export const UNSUPPORTED_OF_MAPPINGS = [
  "AmazonManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
  "KMSKeyArn",
  "LoggingConfig",
  "MetricsConfig",
  "ProvisionedPollerConfig",
  "Queues",
  "SelfManagedEventSource",
  "SelfManagedKafkaEventSourceConfig",
  "SourceAccessConfigurations",
  "Topics",
] as const;

/**
 * LAM-30: on the mapping as it is, and as it is for the function that it is given to: who may change the
 * mappings of one function gives none to another.
 */
export function changeQuestions(
  lambda: LambdaContext,
  { UUID, FunctionName: given }: UpdateEventSourceMappingRequest,
): readonly Question[] {
  const question = mappingQuestion(lambda, "lambda:UpdateEventSourceMapping", UUID);
  if (given === undefined) return [question];
  const arn = functionArn(lambda.scope, referenceOf(lambda, { FunctionName: given }));
  return [question, { ...question, context: { ...question.context, "lambda:FunctionArn": arn } }];
}

/** On the mapping; policies may ask which function it is for. */
export function mappingQuestion(
  lambda: LambdaContext,
  action: `lambda:${string}`,
  uuid: string,
): Question & { readonly context: Readonly<Record<string, string>> } {
  const mapping = lambda.mappings.find(uuid);
  return {
    action,
    resource: mappingArn(lambda.scope, uuid),
    context:
      mapping === undefined
        ? {}
        : {
            "lambda:FunctionArn": functionArn(lambda.scope, {
              name: mapping.functionName,
              qualifier: mapping.qualifier,
            }),
            ...resourceTags(mapping.tags),
          },
  };
}
