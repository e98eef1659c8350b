import { regionalArn, type Scope } from "../../../core/arns.ts";

/** What is polled for a function, and how. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly functionName: string;
  /** Version, alias, or empty. */
  readonly qualifier: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** The function says which records of a batch have failed. */
  readonly reportsItemFailures: boolean;
  /** JSON texts; one of them has to match. Empty: every record goes to the function. */
  readonly filters: readonly string[];
  /** Batches that run at once at most; undefined: as the source has it. */
  readonly maximumConcurrency?: number;
  /** Of mappings of streams. */
  readonly stream?: StreamSettings;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface StreamSettings {
  readonly startingPosition: "LATEST" | "TRIM_HORIZON";
  /** The place that the position was when the mapping was made. */
  readonly startPlace: string;
  /** Batches that run at once. */
  readonly parallelizationFactor: number;
  /** Further attempts after a function error; −1: no end. */
  readonly maximumRetryAttempts: number;
  /** −1: no end. */
  readonly maximumRecordAgeSeconds: number;
  /** A batch that failed is tried again in halves. */
  readonly bisects: boolean;
  /** ARN of the queue or topic that is told of records that were given up. */
  readonly onFailure?: string;
}

/** What can be set of a mapping. */
export interface MappingSettings
  extends Omit<EventSourceMapping, "uuid" | "eventSourceArn" | "tags" | "lastModified" | "stream"> {
  readonly stream?: Omit<StreamSettings, "startPlace">;
}

export function mappingArn(scope: Scope, uuid: string): string {
  return regionalArn(scope, "lambda", `event-source-mapping:${uuid}`);
}
