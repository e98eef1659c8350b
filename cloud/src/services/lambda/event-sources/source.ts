import type { RoleCaller } from "../../../core/caller.ts";
import type { CreateEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import type { EventSourceMapping, MappingSettings } from "./mapping.ts";

/** Members of Create- and UpdateEventSourceMapping. */
export type MappingInput = Partial<CreateEventSourceMappingRequest>;

/** What became of records that were given to the function. */
export type BatchOutcome =
  | { readonly kind: "done" }
  /** The function names these; without one of them the whole batch has failed. */
  | { readonly kind: "some-failed"; readonly identifiers: readonly string[] }
  | { readonly kind: "failed" };

/** What a source works with while it is polled for one mapping. */
export interface Polling {
  /**
   * Read anew, so that a change holds from the next records on; undefined when there is nothing to poll
   * for. Without a caller the function, or its role, is gone.
   */
  current(): { readonly mapping: EventSourceMapping; readonly caller: RoleCaller | undefined } | undefined;
  /** Gives records to the function; never throws. */
  invoke(records: readonly object[]): Promise<BatchOutcome>;
  /** The source refuses, or is gone: says so once, and resolves when it is time for another attempt. */
  pause(error: unknown): Promise<void>;
  /** Ends the polling; what runs is left to end by itself. */
  readonly signal: AbortSignal;
}

/** A kind of thing that is polled for functions: the queues of SQS, and what is to come beside them. */
export interface EventSourceKind {
  /** As ARNs have it, e.g. `sqs`. */
  readonly service: string;
  readonly defaultBatchSize: number;
  /** How conflicts name a source of this kind: `event source arn`. */
  readonly called: string;
  /**
   * Whether the source may be polled so for the function.
   * @param caller the role of the function
   * @throws AwsError InvalidParameterValueException
   */
  check(
    eventSourceArn: string,
    of: {
      readonly input: MappingInput;
      readonly settings: MappingSettings;
      readonly configuration: FunctionConfiguration;
      readonly caller: RoleCaller | undefined;
    },
  ): void;
  /** Resolves when `polling.signal` has ended it. */
  poll(eventSourceArn: string, polling: Polling): Promise<void>;
}
