import type { Clock, Timers } from "../../../core/clock.ts";
import type { Causes } from "../../../core/ports/causes.ts";
import type { SessionCredentials } from "../../../core/ports/credentials.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import type { LogStore } from "../logs/log-store.ts";
import type { HostLoad } from "./host-load.ts";
import type { LaunchContext } from "./launch.ts";
import type { MemoryMonitor } from "./memory-monitor.ts";
import type { ProcessRegistry } from "./process-registry.ts";

/** What every execution environment of the cloud shares. */
export interface EnvironmentServices {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly logs: LogStore;
  readonly memory: MemoryMonitor;
  readonly host: HostLoad;
  readonly processes: ProcessRegistry;
  readonly causes?: Causes | undefined;
  /** Parent of the writable folders. */
  readonly scratchRoot: string;
  /** Folder of the unpacked code with this base64 SHA-256. */
  taskRoot(codeSha256: string): string;
  /** Folder that stands for `/opt` of a function with these layers; undefined for none. */
  layersFolder(codeSha256s: readonly string[]): string | undefined;
  /** Credentials of the function's role; throws when Lambda may not assume it. */
  assumeRole(configuration: FunctionConfiguration): SessionCredentials;
  readonly launch: Pick<
    LaunchContext,
    | "region"
    | "endpointUrl"
    | "nodeBootstrap"
    | "pythonBootstrap"
    | "rubyBootstrap"
    | "findInterpreter"
    | "javaClient"
    | "pythonPackages"
    | "rubyPackages"
    | "nodePackages"
    | "hostPath"
  >;
}
