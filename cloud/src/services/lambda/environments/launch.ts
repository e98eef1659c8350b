import { accessSync, constants, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SessionCredentials } from "../../../core/ports/credentials.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import { isNodeRuntime } from "../functions/runtimes.ts";
import type { Launch } from "./function-process.ts";
import { formatProblem } from "./program-file.ts";

export interface LaunchContext {
  readonly configuration: FunctionConfiguration;
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** Writable folder of this environment. */
  readonly scratchDir: string;
  readonly runtimeApi: string;
  readonly logStream: string;
  readonly credentials: SessionCredentials;
  readonly region: string;
  readonly endpointUrl: string;
  /** Path of the Node bootstrap. */
  readonly nodeBootstrap: string;
  /** PATH of the host, so that bootstrap scripts find their interpreters. */
  readonly hostPath: string;
}

/** Why the entry point cannot be run, in AWS's words. */
export type EntryPointProblem = string;

/** Command, arguments and the complete environment of a function program; nothing is inherited. */
export function planLaunch(context: LaunchContext): Launch | EntryPointProblem {
  const shared = {
    cwd: context.taskRoot,
    environment: environmentOf(context),
    mark: markOf(context.scratchDir),
  };
  if (isNodeRuntime(context.configuration.runtime)) {
    return {
      ...shared,
      command: process.execPath,
      args: [...heapLimits(context.configuration.memorySize), context.nodeBootstrap],
    };
  }
  const bootstrap = join(context.taskRoot, "bootstrap");
  return bootstrapProblem(bootstrap) ?? { ...shared, command: bootstrap, args: [] };
}

/** What every program of the environments below a folder has, and no other. */
export function markOf(scratchDir: string): string {
  return `TMPDIR=${scratchDir}`;
}

/**
 * Nine tenths of the memory, the rest is what V8 needs besides its old space; and a young generation in
 * proportion: what many small programs fill in turn must fit the processor's cache.
 */
function heapLimits(memorySize: number): string[] {
  const youngMegabytes = Math.min(16, Math.max(1, Math.floor(memorySize / 64)));
  return [`--max-old-space-size=${Math.floor(memorySize * 0.9)}`, `--max-semi-space-size=${youngMegabytes}`];
}

function bootstrapProblem(file: string): EntryPointProblem | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  }
  // Asked by mode bits as well: access(2) says yes to root for any file with one executable bit.
  if ((statSync(file).mode & 0o111) === 0) return "fork/exec /var/task/bootstrap: permission denied";
  try {
    accessSync(file, constants.X_OK);
    const problem = formatProblem(file);
    return problem && `fork/exec /var/task/bootstrap: ${problem}`;
  } catch {
    return "fork/exec /var/task/bootstrap: permission denied";
  }
}

/** LAM-11: made from nothing, never from the environment of the cloud. */
function environmentOf(context: LaunchContext): Record<string, string> {
  const { configuration, credentials } = context;
  const node = isNodeRuntime(configuration.runtime);
  return {
    AWS_ENDPOINT_URL: context.endpointUrl,
    ...configuration.environment,
    ...(node ? { AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}` } : {}),
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
    LAMBDA_RUNTIME_DIR: node ? dirname(context.nodeBootstrap) : "/var/runtime",
    TZ: configuration.environment?.["TZ"] ?? ":UTC",
    LANG: configuration.environment?.["LANG"] ?? "en_US.UTF-8",
    PATH: configuration.environment?.["PATH"] ?? context.hostPath,
    LD_LIBRARY_PATH:
      configuration.environment?.["LD_LIBRARY_PATH"] ?? `${context.taskRoot}:${context.taskRoot}/lib`,
    TMPDIR: context.scratchDir,
  };
}

function jsonLogging(configuration: FunctionConfiguration): Record<string, string> {
  return {
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: configuration.logging.applicationLevel ?? "INFO",
  };
}
