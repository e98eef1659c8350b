import type { Properties, PropertySchema, Value } from "../../../core/ports/resource-provider.ts";
import {
  mapProperty,
  mapsProperty,
  numberProperty,
  requiredTextProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { Target } from "../../../wire/models/generated/events.types.ts";
import { validation } from "../shared/errors.ts";

export const RULE_PROPERTIES: { readonly [name: string]: PropertySchema } = {
  Description: true,
  EventBusName: true,
  EventPattern: true,
  Name: true,
  State: true,
  Tags: { Key: true, Value: true },
  Targets: {
    Arn: true,
    DeadLetterConfig: { Arn: true },
    Id: true,
    Input: true,
    InputPath: true,
    InputTransformer: { InputPathsMap: { "*": true }, InputTemplate: true },
    RetryPolicy: { MaximumEventAgeInSeconds: true, MaximumRetryAttempts: true },
    RoleArn: true,
    SqsParameters: { MessageGroupId: true },
  },
};

/** The pattern as JSON text; a template has it as an object. */
export function patternOf({ EventPattern: pattern }: Properties): string | undefined {
  if (pattern === undefined || pattern === null) return undefined;
  return typeof pattern === "string" ? pattern : JSON.stringify(pattern);
}

/** @throws AwsError ValidationException */
export function isEnabledBy(properties: Properties): boolean {
  const state = textProperty(properties, "State") ?? "ENABLED";
  if (state === "ENABLED" || state === "DISABLED") return state === "ENABLED";
  throw validation(`The state ${state} is not supported by Portcullis. See docs/gaps.md.`);
}

export function targetsOf(properties: Properties): readonly Target[] {
  return mapsProperty(properties, "Targets").map(targetOf);
}

/** Members that the template leaves out are left out, as in a call of the API. */
function targetOf(properties: Properties): Target {
  const transformer = mapProperty(properties, "InputTransformer");
  const retry = mapProperty(properties, "RetryPolicy");
  const deadLetters = mapProperty(properties, "DeadLetterConfig");
  const queue = mapProperty(properties, "SqsParameters");
  return {
    Id: requiredTextProperty(properties, "Id"),
    Arn: requiredTextProperty(properties, "Arn"),
    ...texts(properties, ["RoleArn", "Input", "InputPath"]),
    ...(transformer === undefined
      ? {}
      : {
          InputTransformer: {
            InputPathsMap: pathsOf(mapProperty(transformer, "InputPathsMap") ?? {}),
            InputTemplate: requiredTextProperty(transformer, "InputTemplate"),
          },
        }),
    ...(retry === undefined
      ? {}
      : { RetryPolicy: numbers(retry, ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"]) }),
    ...(deadLetters === undefined ? {} : { DeadLetterConfig: texts(deadLetters, ["Arn"]) }),
    ...(queue === undefined ? {} : { SqsParameters: texts(queue, ["MessageGroupId"]) }),
  };
}

function texts(properties: Properties, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const text = textProperty(properties, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function numbers(properties: Properties, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name): [string, number][] => {
      const number = numberProperty(properties, name);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

function pathsOf(map: Properties): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, path]: [string, Value]) => [name, String(path)]));
}
