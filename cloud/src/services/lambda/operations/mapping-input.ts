import type { Question } from "../../../wire/operation.ts";
import { resourceTags } from "../../../wire/tag-keys.ts";
import { mappingArn } from "../event-sources/mapping.ts";
import { functionArn } from "../functions/names.ts";
import type { LambdaContext } from "./context.ts";

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

/** On the mapping; policies may ask which function it is for. */
export function mappingQuestion(lambda: LambdaContext, action: `lambda:${string}`, uuid: string): Question {
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
