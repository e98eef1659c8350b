import { delimiter, join } from "node:path";
import type { FunctionConfiguration } from "../functions/function.ts";
import { familyOf } from "../functions/runtime-families.ts";
import type { Launch } from "./function-process.ts";
import { programFor } from "./launchers/index.ts";
import type { EntryPointProblem, LauncherContext, Program } from "./launchers/launcher.ts";

export interface LaunchContext extends LauncherContext {
  readonly runtimeApi: string;
  readonly logStream: string;
  readonly region: string;
  readonly endpointUrl: string;
  /** PATH of the host, so that bootstrap scripts find their interpreters. */
  readonly hostPath: string;
}

/** Command, arguments and the complete environment of a function program; nothing is inherited. */
export function planLaunch(context: LaunchContext): Launch | EntryPointProblem {
  const program = programFor(context);
  if (typeof program === "string") return program;
  return {
    command: program.command,
    args: program.args,
    cwd: context.taskRoot,
    environment: environmentOf(context, program),
    mark: markOf(context.scratchDir),
  };
}

/** What every program of the environments below a folder has, and no other. */
export function markOf(scratchDir: string): string {
  return `TMPDIR=${scratchDir}`;
}

/** LAM-11: made from nothing, never from the environment of the cloud. */
function environmentOf(context: LaunchContext, program: Program): Record<string, string> {
  const { configuration, credentials } = context;
  const isManaged = familyOf(configuration.runtime)?.isManaged === true;
  return {
    AWS_ENDPOINT_URL: context.endpointUrl,
    ...configuration.environment,
    ...(isManaged ? { AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}` } : {}),
    ...(configuration.logging.format === "JSON" ? jsonLogging(configuration) : {}),
    AWS_LAMBDA_RUNTIME_API: context.runtimeApi,
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: context.logStream,
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: "169.254.100.1:2000",
    _AWS_XRAY_DAEMON_ADDRESS: "169.254.100.1",
    _AWS_XRAY_DAEMON_PORT: "2000",
    _HANDLER: configuration.handler,
    LAMBDA_TASK_ROOT: context.taskRoot,
    LAMBDA_RUNTIME_DIR: program.runtimeDir,
    TZ: configuration.environment?.["TZ"] ?? ":UTC",
    LANG: configuration.environment?.["LANG"] ?? "en_US.UTF-8",
    PATH: configuration.environment?.["PATH"] ?? searchPath(context.hostPath, inLayers(context, "bin")),
    LD_LIBRARY_PATH:
      configuration.environment?.["LD_LIBRARY_PATH"] ??
      searchPath(context.taskRoot, `${context.taskRoot}/lib`, inLayers(context, "lib")),
    ...program.environment,
    TMPDIR: context.scratchDir,
  };
}

/** What AWS has at `/opt/<name>`. */
function inLayers({ layersFolder }: LauncherContext, name: string): string | undefined {
  return layersFolder === undefined ? undefined : join(layersFolder, name);
}

function searchPath(...folders: readonly (string | undefined)[]): string {
  return folders.filter((folder) => folder !== undefined).join(delimiter);
}

function jsonLogging(configuration: FunctionConfiguration): Record<string, string> {
  return {
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: configuration.logging.applicationLevel ?? "INFO",
  };
}
