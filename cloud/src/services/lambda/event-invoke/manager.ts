import type { AwsError } from "../../../core/errors.ts";
import type {
  DestinationConfig,
  PutFunctionEventInvokeConfigRequest,
} from "../../../wire/models/generated/lambda.types.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import { LATEST } from "../shared/constants.ts";
import { invalidParameter, resourceNotFound } from "../shared/errors.ts";
import type { EventInvokeConfig, EventInvokeContext } from "./config.ts";
import { assertDestinations } from "./destinations.ts";

export type EventInvokeInput = Pick<
  PutFunctionEventInvokeConfigRequest,
  "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | "DestinationConfig"
>;

/** Replaces what was there. @throws AwsError InvalidParameterValueException or ResourceNotFoundException */
export function putInvokeConfig(
  lambda: EventInvokeContext,
  reference: FunctionReference,
  input: EventInvokeInput,
): EventInvokeConfig {
  assertSomething(input);
  return save(lambda, reference, membersOf(input));
}

/** Keeps what the input leaves out. */
export function updateInvokeConfig(
  lambda: EventInvokeContext,
  reference: FunctionReference,
  input: EventInvokeInput,
): EventInvokeConfig {
  assertSomething(input);
  const { onSuccess, onFailure, ...before } = requireInvokeConfig(lambda, reference);
  const destinations = input.DestinationConfig === undefined ? given({ onSuccess, onFailure }) : {};
  return save(lambda, reference, { ...before, ...destinations, ...membersOf(input) });
}

/** @throws AwsError ResourceNotFoundException */
export function requireInvokeConfig(
  lambda: EventInvokeContext,
  { name, qualifier }: FunctionReference,
): EventInvokeConfig {
  const found = lambda.invokeConfigs.find(name, qualifier || LATEST);
  if (found !== undefined) return found;
  const arn = functionArn(lambda.scope, { name, qualifier: qualifier || LATEST });
  throw resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);
}

export function removeInvokeConfig(lambda: EventInvokeContext, reference: FunctionReference): void {
  requireInvokeConfig(lambda, reference);
  lambda.invokeConfigs.remove(reference.name, reference.qualifier || LATEST);
}

/** The functions that have none are told from those that are not there. */
export const functionMissing = (): AwsError => resourceNotFound("The function doesn't exist.");

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionEventInvokeConfig.html */
export function describeInvokeConfig(
  lambda: EventInvokeContext,
  { name, qualifier }: FunctionReference,
  config: EventInvokeConfig,
): Record<string, unknown> {
  const { maximumRetryAttempts, maximumEventAgeSeconds, onSuccess, onFailure } = config;
  return {
    LastModified: config.lastModified / 1000,
    FunctionArn: functionArn(lambda.scope, { name, qualifier: qualifier || LATEST }),
    ...given({
      MaximumRetryAttempts: maximumRetryAttempts,
      MaximumEventAgeInSeconds: maximumEventAgeSeconds,
    }),
    DestinationConfig: {
      OnSuccess: given({ Destination: onSuccess }),
      OnFailure: given({ Destination: onFailure }),
    },
  };
}

type Members = Omit<EventInvokeConfig, "lastModified">;

function save(lambda: EventInvokeContext, reference: FunctionReference, members: Members): EventInvokeConfig {
  const { name, qualifier } = reference;
  const { store } = lambda;
  const version = store.findAlias(name, qualifier)?.version ?? (qualifier || LATEST);
  const from = store.findVersion(name, version);
  if (from === undefined) throw functionMissing();
  assertDestinations(lambda, from, members);
  const config: EventInvokeConfig = { ...members, lastModified: lambda.clock.now() };
  lambda.invokeConfigs.save(name, qualifier || LATEST, config);
  return config;
}

function assertSomething(input: EventInvokeInput): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if ((MaximumRetryAttempts ?? MaximumEventAgeInSeconds ?? DestinationConfig) !== undefined) return;
  throw invalidParameter("You must specify at least one of error handling or destination setting.");
}

function membersOf(input: EventInvokeInput): Members {
  return {
    ...given({
      maximumRetryAttempts: input.MaximumRetryAttempts,
      maximumEventAgeSeconds: input.MaximumEventAgeInSeconds,
    }),
    ...destinationsOf(input.DestinationConfig),
  };
}

/** An empty ARN is none. */
function destinationsOf(config: DestinationConfig = {}): Pick<Members, "onSuccess" | "onFailure"> {
  return given({
    onSuccess: config.OnSuccess?.Destination || undefined,
    onFailure: config.OnFailure?.Destination || undefined,
  });
}

function given<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Values]?: NonNullable<Values[Name]> };
}
