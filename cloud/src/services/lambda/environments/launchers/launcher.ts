import type { SessionCredentials } from "../../../../core/ports/credentials.ts";
import type { FunctionConfiguration } from "../../functions/function.ts";
import type { FindInterpreter } from "../../interpreters/index.ts";
import type { JavaClient } from "../../interpreters/java-client.ts";

/** What a launcher may know of the function and of this machine. */
export interface LauncherContext {
  readonly configuration: FunctionConfiguration;
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** Folder that stands for `/opt`; undefined when the function has no layers. */
  readonly layersFolder: string | undefined;
  /** Path of the Node bootstrap. */
  readonly nodeBootstrap: string;
  /** Path of the Python bootstrap. */
  readonly pythonBootstrap: string;
  /** Path of the Ruby bootstrap. */
  readonly rubyBootstrap: string;
  readonly findInterpreter: FindInterpreter;
  /** Folder of what AWS's Python runtimes carry, for an interpreter of this version, e.g. `3.12`. */
  readonly pythonPackages: (version: string) => string;
  /** The same of AWS's Ruby runtimes, e.g. `3.3`. */
  readonly rubyPackages: (version: string) => string;
  /** Folder of what AWS's Node.js runtimes carry. */
  readonly nodePackages: string;
  /** AWS's client of the Runtime API for Java, or why it is not here, with what helps. */
  readonly javaClient: () => JavaClient | { readonly missing: string };
  /** Writable folder of this environment. */
  readonly scratchDir: string;
  readonly credentials: SessionCredentials;
}

/** The program of a family, and what its environment has beside that of all functions. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Value of LAMBDA_RUNTIME_DIR. */
  readonly runtimeDir: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Why the entry point cannot be run, in AWS's words where AWS has some. */
export type EntryPointProblem = string;

export type Launcher = (context: LauncherContext) => Program | EntryPointProblem;
