import type { Caller } from "../caller.ts";
import type { Decision } from "./authorization.ts";

export type StreamAction =
  | "dynamodb:DescribeStream"
  | "dynamodb:GetRecords"
  | "dynamodb:GetShardIterator"
  | "dynamodb:ListStreams";

/** A change of an item, as an event of Lambda tells it. */
export interface StreamRecord {
  /** Who, where it was no caller. */
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
  /** `INSERT`, `MODIFY` or `REMOVE`. */
  readonly eventName: string;
  readonly dynamodb: {
    /** Those of later changes are greater, as numbers. */
    readonly SequenceNumber: string;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, object>>;
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

export interface StreamPage {
  readonly records: readonly StreamRecord[];
  /** The place behind them; the place that was given when there is nothing more. */
  readonly next: string;
}

/**
 * What other services need of DynamoDB's streams. Whoever reads is decided about as a caller over the
 * network is. A place in a stream is the sequence number of the last record before it.
 */
export interface TableStreams {
  /** Undefined when there is no such stream here, or no more. */
  find(streamArn: string): { readonly shardId: string } | undefined;
  decide(caller: Caller, action: StreamAction, streamArn: string): Decision;
  /**
   * The place of the first record that is there, or the one behind the last.
   * @throws AwsError when the stream is gone or refuses the caller
   */
  placeOf(caller: Caller, streamArn: string, position: "LATEST" | "TRIM_HORIZON"): Promise<string>;
  /** @param limit of records, 1 to 1000. @throws AwsError as `placeOf` */
  read(
    caller: Caller,
    streamArn: string,
    from: { readonly place: string; readonly limit: number },
  ): Promise<StreamPage>;
  /**
   * Calls after every write that may have left a record in the stream.
   * @returns ends it
   */
  onWrite(streamArn: string, wake: () => void): () => void;
}
