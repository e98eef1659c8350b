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
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** What can be set of a mapping. */
export type MappingSettings = Omit<EventSourceMapping, "uuid" | "eventSourceArn" | "tags" | "lastModified">;

export function mappingArn(scope: Scope, uuid: string): string {
  return regionalArn(scope, "lambda", `event-source-mapping:${uuid}`);
}
