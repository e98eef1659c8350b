import type { OccurrenceName } from "./event-names.ts";

/** Who did it, and in which request. */
export interface EventOrigin {
  /** `AWS:AROA…:name` */
  readonly principalId: string;
  /** Account of the caller, or the service that acted. */
  readonly requester: string;
  readonly sourceIp: string;
  /** As `x-amz-request-id` and `x-amz-id-2` of the answer. */
  readonly requestId: string;
  readonly hostId: string;
  /** Id of the request in the trace. */
  readonly cause: string;
}

/** What an operation says of an event before anybody is known to want it. */
export interface Occasion {
  readonly name: OccurrenceName;
  /** Asked for only where the bucket tells somebody. */
  readonly origin: () => EventOrigin;
}

/** Something that happened to an object. */
export interface Occurrence {
  readonly name: OccurrenceName;
  readonly origin: EventOrigin;
  readonly bucket: string;
  readonly key: string;
  /** Left out of deletions. */
  readonly size?: number;
  readonly etag?: string;
  /** Where versioning is, or was, on. */
  readonly versionId?: string;
  /** Epoch milliseconds. */
  readonly time: number;
}
