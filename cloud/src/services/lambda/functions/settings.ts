import { isOfOtherAccount } from "../../../core/arns.ts";
import type { UpdateFunctionConfigurationRequest } from "../../../wire/models/generated/lambda.types.ts";
import { layersOf } from "../layers/attachment.ts";
import {
  DEFAULT_MEMORY_MB,
  DEFAULT_TIMEOUT_SECONDS,
  ENVIRONMENT_LIMIT_BYTES,
  SERVICE_PRINCIPAL,
} from "../shared/constants.ts";
import { crossAccountPassRole, invalidParameter } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import { assertDeadLetters } from "./dead-letters.ts";
import type { FunctionConfiguration, LoggingConfiguration } from "./function.ts";
import { assertRuntime } from "./runtimes.ts";

/** Settings of a function that CreateFunction and UpdateFunctionConfiguration take alike. */
export const SETTINGS = [
  "Role",
  "Runtime",
  "Handler",
  "Description",
  "Timeout",
  "MemorySize",
  "Environment",
  "TracingConfig",
  "EphemeralStorage",
  "LoggingConfig",
  "Layers",
  "DeadLetterConfig",
] as const satisfies readonly (keyof UpdateFunctionConfigurationRequest)[];

export type SettingsInput = Pick<UpdateFunctionConfigurationRequest, (typeof SETTINGS)[number]>;

export type Settings = Pick<
  FunctionConfiguration,
  | "role"
  | "runtime"
  | "handler"
  | "description"
  | "timeout"
  | "memorySize"
  | "environment"
  | "tracingMode"
  | "ephemeralStorageMb"
  | "logging"
  | "layers"
  | "deadLetterArn"
>;

/** Settings of a new function: what is not given has AWS's default. */
export function defaultSettings(functionName: string): Settings & { readonly functionName: string } {
  return {
    functionName,
    role: "",
    runtime: "",
    handler: "",
    description: "",
    timeout: DEFAULT_TIMEOUT_SECONDS,
    memorySize: DEFAULT_MEMORY_MB,
    environment: null,
    tracingMode: "PassThrough",
    ephemeralStorageMb: 512,
    logging: { format: "Text", group: `/aws/lambda/${functionName}` },
    layers: [],
  };
}

/** `before` with what `input` changes; throws the AwsErrors of values that cannot be. */
export function applySettings(
  lambda: FunctionsContext,
  { functionName, ...before }: Settings & { readonly functionName: string },
  input: SettingsInput,
): Settings {
  if (input.Runtime !== undefined) assertRuntime(input.Runtime, lambda.allowsRetired);
  if (input.Role !== undefined && isOfOtherAccount(input.Role, lambda.scope)) throw crossAccountPassRole();
  if (input.Role !== undefined && !lambda.roleAssumer.canAssume(input.Role, SERVICE_PRINCIPAL)) {
    // LAM-4: a function gets no role that does not trust Lambda.
    throw invalidParameter("The role defined for the function cannot be assumed by Lambda.");
  }
  const variables = input.Environment?.Variables;
  if (variables !== undefined) assertVariables(variables);
  const role = input.Role ?? before.role;
  const deadLetterArn = input.DeadLetterConfig?.TargetArn;
  if (deadLetterArn) assertDeadLetters(lambda, deadLetterArn, { role, functionName });
  return {
    role,
    runtime: input.Runtime ?? before.runtime,
    handler: input.Handler ?? before.handler,
    description: input.Description ?? before.description,
    timeout: input.Timeout ?? before.timeout,
    memorySize: input.MemorySize ?? before.memorySize,
    environment: input.Environment === undefined ? before.environment : variablesOrNone(variables),
    tracingMode: input.TracingConfig?.Mode ?? before.tracingMode,
    ephemeralStorageMb: input.EphemeralStorage?.Size ?? before.ephemeralStorageMb,
    logging: applyLogging(before.logging, input.LoggingConfig),
    layers: input.Layers === undefined ? before.layers : layersOf(lambda, input.Layers),
    deadLetterArn: input.DeadLetterConfig === undefined ? before.deadLetterArn : deadLetterArn || undefined,
  };
}

function variablesOrNone(
  variables: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | null {
  return variables === undefined || Object.keys(variables).length === 0 ? null : variables;
}

function applyLogging(
  before: LoggingConfiguration,
  input: SettingsInput["LoggingConfig"],
): LoggingConfiguration {
  if (input === undefined) return before;
  const format = input.LogFormat ?? before.format;
  const group = input.LogGroup ?? before.group;
  if (format === "Text") {
    if (input.ApplicationLogLevel !== undefined || input.SystemLogLevel !== undefined) {
      throw invalidParameter(
        "LogLevel is not supported when LogFormat is set to Text. Remove LogLevel from your request or change the LogFormat to JSON and try again.",
      );
    }
    return { format, group };
  }
  return {
    format,
    group,
    applicationLevel: input.ApplicationLogLevel ?? before.applicationLevel ?? "INFO",
    systemLevel: input.SystemLogLevel ?? before.systemLevel ?? "INFO",
  };
}

/** Variables that the platform sets and no function may change. */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

const VARIABLE_NAME = /^[a-zA-Z]([a-zA-Z0-9_])+$/;
const UNABLE =
  "Lambda was unable to configure your environment variables because the environment variables you have provided";

function assertVariables(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  // LAM-8: the platform's variables, credentials among them, cannot be overridden.
  const reserved = names.filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `${UNABLE} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  for (const name of names) {
    if (VARIABLE_NAME.test(name)) continue;
    throw invalidParameter(
      `1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > ENVIRONMENT_LIMIT_BYTES) {
    throw invalidParameter(`${UNABLE} exceeded the 4KB limit.`);
  }
}
