import type { ValueMap } from "../../../cloudformation/template/value.ts";

/** One function to build, as its `Metadata` and `Properties` describe it. */
export interface BuildJob {
  readonly logicalId: string;
  /** Absolute path of CodeUri. */
  readonly sourceFolder: string;
  /** Absolute, empty; everything in it becomes the deployment package. */
  readonly outputFolder: string;
  readonly buildProperties: ValueMap;
  /** `Metadata.BuildTarget`-style extras. */
  readonly metadata: ValueMap;
}

/** Builds one function. Throws UserError that names the function and shows the tool's own words. */
export type Builder = (job: BuildJob) => Promise<void>;
