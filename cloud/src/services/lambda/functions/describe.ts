import { createHash } from "node:crypto";
import { LATEST } from "../shared/constants.ts";
import { isoWithOffset } from "../shared/times.ts";
import type { FunctionAlias, FunctionConfiguration, ProvisionedConcurrency } from "./function.ts";

/** States that an answer of a changing operation shows; everything read later is settled. */
export type Transition = "creating" | "updating" | "settled";

const IN_PROGRESS = "The function is being created.";

/**
 * FunctionConfiguration as the API answers it.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export function describeFunction(
  configuration: FunctionConfiguration,
  transition: Transition = "settled",
  qualified = false,
): Record<string, unknown> {
  const { version, functionArn, environment, logging } = configuration;
  return {
    FunctionName: configuration.functionName,
    FunctionArn: version !== LATEST || qualified ? `${functionArn}:${version}` : functionArn,
    Runtime: configuration.runtime,
    Role: configuration.role,
    Handler: configuration.handler,
    CodeSize: configuration.codeSize,
    Description: configuration.description,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    LastModified: isoWithOffset(configuration.lastModified),
    CodeSha256: configuration.codeSha256,
    Version: version,
    ...(environment === null ? {} : { Environment: { Variables: environment } }),
    ...layersOf(configuration),
    ...(configuration.deadLetterArn === undefined
      ? {}
      : { DeadLetterConfig: { TargetArn: configuration.deadLetterArn } }),
    TracingConfig: { Mode: configuration.tracingMode },
    RevisionId: configuration.revisionId,
    ...statesOf(transition),
    PackageType: "Zip",
    Architectures: configuration.architectures,
    EphemeralStorage: { Size: configuration.ephemeralStorageMb },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(configuration) },
    LoggingConfig: {
      LogFormat: logging.format,
      LogGroup: logging.group,
      ...(logging.applicationLevel === undefined ? {} : { ApplicationLogLevel: logging.applicationLevel }),
      ...(logging.systemLevel === undefined ? {} : { SystemLogLevel: logging.systemLevel }),
    },
  };
}

function statesOf(transition: Transition): Record<string, unknown> {
  if (transition === "creating") {
    return { State: "Pending", StateReason: IN_PROGRESS, StateReasonCode: "Creating" };
  }
  if (transition === "settled") return { State: "Active", LastUpdateStatus: "Successful" };
  return {
    State: "Active",
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: IN_PROGRESS,
    LastUpdateStatusReasonCode: "Creating",
  };
}

function layersOf({ layers }: FunctionConfiguration): Record<string, unknown> {
  if (layers.length === 0) return {};
  return { Layers: layers.map(({ arn, codeSize }) => ({ Arn: arn, CodeSize: codeSize })) };
}

function runtimeVersionArn({ functionArn, runtime }: FunctionConfiguration): string {
  const region = functionArn.split(":")[3] ?? "";
  return `arn:aws:lambda:${region}::runtime:${createHash("sha256").update(runtime).digest("hex")}`;
}

export function describeAlias(alias: FunctionAlias, functionArn: string): Record<string, unknown> {
  return {
    AliasArn: `${functionArn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
    ...(alias.routing === undefined
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: { [alias.routing.version]: alias.routing.weight } } }),
  };
}

/** As the API answers it: like functions, it is being made for the call that makes it alone. */
export function describeProvisioned(
  { requested, lastModified }: ProvisionedConcurrency,
  transition: Exclude<Transition, "updating"> = "settled",
): Record<string, unknown> {
  const ready = transition === "settled";
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: ready ? requested : 0,
    AllocatedProvisionedConcurrentExecutions: ready ? requested : 0,
    Status: ready ? "READY" : "IN_PROGRESS",
    LastModified: isoWithOffset(lastModified),
  };
}
