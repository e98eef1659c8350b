import type { ValueMap } from "../../../cloudformation/template/value.ts";
import type { FindInterpreter } from "../../../services/lambda/interpreters/index.ts";

/** What builders share: the tools of this machine, and a place for what they need not make again. */
export interface BuildTools {
  readonly findInterpreter: FindInterpreter;
  /** Takes runtimes that AWS has retired and that this cloud can still run. */
  readonly allowsRetired: boolean;
  /** Absolute; kept between deployments. */
  readonly cacheFolder: string;
  /** Folder of what AWS's Python runtimes carry, for an interpreter of this version. */
  readonly pythonPackages: (version: string) => string;
  /** Folder of what AWS's Node.js runtimes carry; its `node_modules` has the packages. */
  readonly nodePackages: string;
  /** Folder of AWS's client of the Runtime API for Java. */
  readonly javaClientFolder: string;
  /** The person's own folder; undefined where there is none. */
  readonly userFolder: string | undefined;
  /** Told what takes a while. */
  readonly onStep: (line: string) => void;
  /** Told what deploys and will not run as on AWS. */
  readonly onWarning: (line: string) => void;
}

/** One function to build, as its `Metadata` and `Properties` describe it. */
export interface BuildJob {
  readonly logicalId: string;
  readonly kind: "function" | "layer";
  /** Absolute path of CodeUri. */
  readonly sourceFolder: string;
  /** Absolute; where the template lies. */
  readonly projectFolder: string;
  /** Absolute, empty; everything in it becomes the deployment package. */
  readonly outputFolder: string;
  readonly buildProperties: ValueMap;
  /** `Metadata.BuildTarget`-style extras. */
  readonly metadata: ValueMap;
  /** e.g. `python3.12`; empty when the template gives none. */
  readonly runtime: string;
  /** File of the package that a runtime without an interpreter starts. */
  readonly program: string;
  readonly tools: BuildTools;
}

/** Builds one function. Throws UserError that names the function and shows the tool's own words. */
export type Builder = (job: BuildJob) => Promise<void>;
