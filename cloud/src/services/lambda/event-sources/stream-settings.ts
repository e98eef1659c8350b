import { invalidParameter } from "../shared/errors.ts";
import type { StreamSettings } from "./mapping.ts";
import type { MappingInput } from "./source.ts";

type Settings = Omit<StreamSettings, "startPlace">;

/**
 * What the input sets of a mapping of a stream; what it leaves out stays as it was, or is AWS's default.
 * @throws AwsError InvalidParameterValueException
 */
export function streamSettings(input: MappingInput, before: Settings | undefined): Settings {
  const { DestinationConfig: destinations } = input;
  const onFailure =
    destinations === undefined ? before?.onFailure : destinations.OnFailure?.Destination || undefined;
  return {
    startingPosition: before?.startingPosition ?? positionIn(input),
    parallelizationFactor: input.ParallelizationFactor ?? before?.parallelizationFactor ?? 1,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? before?.maximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: input.MaximumRecordAgeInSeconds ?? before?.maximumRecordAgeSeconds ?? -1,
    bisects: input.BisectBatchOnFunctionError ?? before?.bisects ?? false,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function positionIn({
  StartingPosition: position,
  EventSourceArn: arn,
}: MappingInput): StreamSettings["startingPosition"] {
  if (position === undefined) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position === "AT_TIMESTAMP")
    throw invalidParameter(`Unsupported starting position for arn type: ${arn}`);
  return position;
}
