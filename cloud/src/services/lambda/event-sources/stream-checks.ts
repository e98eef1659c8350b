import { parseArn } from "../../../core/arns.ts";
import type { AwsError } from "../../../core/errors.ts";
import type { StreamAction, TableStreams } from "../../../core/ports/table-streams.ts";
import { unsupportedDestination } from "../event-invoke/destinations.ts";
import { recordTakerOf } from "../functions/record-takers.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { EventSourceKind, MappingInput } from "./source.ts";
import type { FailureOptions } from "./stream-failures.ts";

interface Options extends FailureOptions {
  readonly streams: TableStreams;
}

const NEEDED: readonly StreamAction[] = [
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:DescribeStream",
  "dynamodb:ListStreams",
];
const LEAST_AGE_SECONDS = 60;

/** What Lambda asks of a stream before it reads it. */
export function createStreamChecks(options: Options): EventSourceKind["check"] {
  const { streams } = options;
  return (arn, { input, settings: { stream }, caller }) => {
    assertMembers(input);
    // LAM-33: the function's role has to allow what is done in its name.
    if (caller === undefined) throw inaccessible(arn);
    for (const action of NEEDED) {
      const { allowed, why } = streams.decide(caller, action, arn);
      if (!allowed) throw inaccessible(arn).because(why);
    }
    if (streams.find(arn) === undefined) throw invalidParameter(`Stream not found: ${arn}`);
    if (stream?.onFailure !== undefined) assertDestination(options, caller, stream.onFailure);
  };
}

function inaccessible(arn: string): AwsError {
  return invalidParameter(
    `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );
}

function assertMembers(input: MappingInput): void {
  const { MaximumRecordAgeInSeconds: age = -1 } = input;
  if (input.ScalingConfig !== undefined) {
    throw invalidParameter("ScalingConfig isn't supported for this event source type");
  }
  if (input.StartingPositionTimestamp !== undefined) {
    throw invalidParameter("StartingPositionTimestamp isn't supported for this event source type");
  }
  if ((input.TumblingWindowInSeconds ?? 0) > 0) {
    throw invalidParameter("TumblingWindowInSeconds is not supported by Portcullis. See docs/gaps.md.");
  }
  if (input.DestinationConfig?.OnSuccess !== undefined) {
    throw invalidParameter("DestinationConfig.OnSuccess isn't supported for this event source type");
  }
  if (age !== -1 && age < LEAST_AGE_SECONDS) {
    throw invalidParameter(`MaximumRecordAgeInSeconds has to be -1 or at least ${LEAST_AGE_SECONDS}.`);
  }
}

function assertDestination(
  options: Options,
  caller: Parameters<TableStreams["decide"]>[0] & { readonly kind: "role" },
  destination: string,
): void {
  if (parseArn(destination)?.service === "s3") throw unsupportedDestination(destination);
  const taker = recordTakerOf(destination);
  // The kinds that take dead letters take records of streams, too.
  if (taker?.takesDeadLetters !== true) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
  // LAM-34: the function's role has to allow it, when the destination is set and for each record.
  const { allowed, why } = taker.decide(options, caller, destination);
  if (!allowed) {
    throw invalidParameter(
      `The provided execution role does not have permissions to call ${taker.call} on ${taker.service}`,
    ).because(why);
  }
  if (!taker.has(options, destination)) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
}
