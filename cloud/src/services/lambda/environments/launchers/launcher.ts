import type { FunctionConfiguration } from "../../functions/function.ts";
import type { FindPython } from "../../interpreters/python.ts";

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
  readonly findPython: FindPython;
  /** Folder of what AWS's Python runtimes carry, for an interpreter of this version, e.g. `3.12`. */
  readonly pythonPackages: (version: string) => string;
  /** Folder of what AWS's Node.js runtimes carry. */
  readonly nodePackages: string;
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
