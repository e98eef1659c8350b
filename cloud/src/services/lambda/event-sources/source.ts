import type { RoleCaller } from "../../../core/caller.ts";
import type { CreateEventSourceMappingRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import type { EventSourceMapping, MappingSettings, StreamSettings } from "./mapping.ts";

/** Members of Create- and UpdateEventSourceMapping. */
export type MappingInput = Partial<CreateEventSourceMappingRequest>;

/** What became of records that were given to the function. */
export type BatchOutcome =
  | { readonly kind: "done" }
  /** The function names these; without one of them the whole batch has failed. */
  | { readonly kind: "some-failed"; readonly identifiers: readonly string[] }
  | { readonly kind: "failed" };

/** A call of the function, and what became of the records. */
export interface BatchRun {
  readonly outcome: BatchOutcome;
  readonly requestId: string;
  /** The function did not run: it is throttled, or gone. */
  readonly refusal?: unknown;
  /** That ran; empty when none did. */
  readonly version: string;
  readonly functionError: boolean;
}

/** What a source works with while it is polled for one mapping. */
export interface Polling {
  /**
   * Read anew, so that a change holds from the next records on; undefined when there is nothing to poll
   * for. Without a caller the function, or its role, is gone.
   */
  current(): { readonly mapping: EventSourceMapping; readonly caller: RoleCaller | undefined } | undefined;
  /** Gives records to the function; never throws. After a refusal it resolves when it is time for another attempt. */
  invoke(records: readonly object[]): Promise<BatchRun>;
  /** The source refuses, or is gone: says so once, and resolves when it is time for another attempt. */
  pause(error: unknown): Promise<void>;
  /** Ends the polling; what runs is left to end by itself. */
  readonly signal: AbortSignal;
}

/** A kind of thing that is polled for functions: queues of SQS, streams of DynamoDB. */
export interface EventSourceKind {
  /** As ARNs have it, e.g. `sqs`. */
  readonly service: string;
  readonly defaultBatchSize: number;
  /** How conflicts name a source of this kind, and a second mapping of it. */
  readonly called: string;
  readonly conflictsAs: string;
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
  /** Of sources that are read from a place on. */
  readonly stream?: {
    /** @throws AwsError InvalidParameterValueException */
    settings(input: MappingInput, before: StreamSettings | undefined): Omit<StreamSettings, "startPlace">;
    /** Where reading begins. @throws AwsError */
    begin(
      eventSourceArn: string,
      caller: RoleCaller,
      position: StreamSettings["startingPosition"],
    ): Promise<string>;
  };
  /** Resolves when `polling.signal` has ended it, and what goes on in its order with it. */
  poll(eventSourceArn: string, polling: Polling): Promise<void>;
}
