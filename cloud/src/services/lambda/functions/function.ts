import type { FunctionLayer } from "../layers/layer.ts";

/** What one version of a function is made of; `$LATEST` is the version that can change. */
export interface FunctionConfiguration {
  readonly functionName: string;
  /** ARN without qualifier. */
  readonly functionArn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly runtime: string;
  readonly role: string;
  readonly handler: string;
  /** Base64. */
  readonly codeSha256: string;
  /** Size of the zip in bytes. */
  readonly codeSize: number;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memorySize: number;
  readonly ephemeralStorageMb: number;
  readonly architectures: readonly string[];
  /** In the order in which they lie over each other. */
  readonly layers: readonly FunctionLayer[];
  readonly environment: Readonly<Record<string, string>> | null;
  readonly tracingMode: "Active" | "PassThrough";
  readonly logging: LoggingConfiguration;
  /** ARN of the queue or topic for events that it did not do. */
  readonly deadLetterArn?: string | undefined;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  readonly revisionId: string;
  /** Of a published version: the revision of `$LATEST` that it was made of. */
  readonly publishedFrom?: string;
}

export interface LoggingConfiguration {
  readonly format: "Text" | "JSON";
  readonly group: string;
  /** Only with format JSON. */
  readonly applicationLevel?: string;
  readonly systemLevel?: string;
}

/** What belongs to the function as a whole and not to a version. */
export interface FunctionRecord {
  readonly name: string;
  /** Undefined when the function has no reserved concurrency. */
  readonly reservedConcurrency: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Number of the next published version. */
  readonly nextVersion: number;
}

/** What a version or an alias is to have ready. */
export interface ProvisionedConcurrency {
  /** Environments. */
  readonly requested: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface FunctionAlias {
  readonly functionName: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
  /** A second version that gets part of the calls; undefined when one gets them all. */
  readonly routing: AliasRouting | undefined;
}

export interface AliasRouting {
  readonly version: string;
  /** Part of the calls, from 0 to less than 1. */
  readonly weight: number;
}
