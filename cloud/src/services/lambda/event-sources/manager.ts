import { conflict, policyNotFound } from "../shared/errors.ts";
import type { EventSourcesContext } from "./context.ts";
import type { EventSourceMapping } from "./mapping.ts";
import { assertSettings, settingsOf, sourceOf } from "./settings.ts";
import type { MappingInput } from "./source.ts";

/**
 * A mapping as `addMapping` takes it: whether it may be made is asked, and where it begins to read.
 * @throws AwsError InvalidParameterValueException, ResourceNotFoundException
 */
export async function prepareMapping(
  lambda: EventSourcesContext,
  input: MappingInput,
): Promise<EventSourceMapping> {
  const source = sourceOf(lambda, input.EventSourceArn);
  const eventSourceArn = input.EventSourceArn ?? "";
  const { stream, ...settings } = settingsOf(lambda, input, { source });
  const checked = { ...settings, ...(stream === undefined ? {} : { stream }) };
  const caller = assertSettings(lambda, eventSourceArn, { source, input, settings: checked });
  const startPlace =
    stream === undefined || caller === undefined
      ? undefined
      : await source.stream?.begin(eventSourceArn, caller, stream.startingPosition);
  return {
    uuid: lambda.randomness.uuid(),
    eventSourceArn,
    ...settings,
    ...(stream === undefined || startPlace === undefined ? {} : { stream: { ...stream, startPlace } }),
    tags: input.Tags ?? {},
    lastModified: lambda.clock.now(),
  };
}

/** Makes a mapping; what polls it begins with `lambda.pollers.changed`. @throws AwsError ResourceConflictException */
export function addMapping(lambda: EventSourcesContext, mapping: EventSourceMapping): EventSourceMapping {
  assertOnlyOne(lambda, mapping);
  lambda.mappings.save(mapping);
  return mapping;
}

/** Keeps what the input leaves out. @throws AwsError as `prepareMapping` and `addMapping` */
export function updateMapping(
  lambda: EventSourcesContext,
  uuid: string,
  input: MappingInput,
): EventSourceMapping {
  const before = requireMapping(lambda, uuid);
  const source = sourceOf(lambda, before.eventSourceArn);
  const settings = settingsOf(lambda, input, { source, before });
  assertSettings(lambda, before.eventSourceArn, { source, input, settings });
  const { maximumConcurrency: _concurrency, stream: streamBefore, ...kept } = before;
  const { stream, ...others } = settings;
  const mapping: EventSourceMapping = {
    ...kept,
    ...others,
    ...(stream === undefined || streamBefore === undefined
      ? {}
      : { stream: { ...stream, startPlace: streamBefore.startPlace } }),
    lastModified: lambda.clock.now(),
  };
  return addMapping(lambda, mapping);
}

/** @throws AwsError ResourceNotFoundException */
export function requireMapping(lambda: EventSourcesContext, uuid: string): EventSourceMapping {
  const mapping = lambda.mappings.find(uuid);
  if (mapping === undefined) throw policyNotFound();
  return mapping;
}

/** A source is polled once for a function. */
function assertOnlyOne(lambda: EventSourcesContext, mapping: EventSourceMapping): void {
  const other = lambda.mappings
    .list()
    .find(
      ({ uuid, eventSourceArn, functionName, qualifier }) =>
        uuid !== mapping.uuid &&
        eventSourceArn === mapping.eventSourceArn &&
        functionName === mapping.functionName &&
        qualifier === mapping.qualifier,
    );
  if (other === undefined) return;
  const { called, conflictsAs } = sourceOf(lambda, mapping.eventSourceArn);
  const name = [mapping.functionName, mapping.qualifier].filter(Boolean).join(":");
  throw conflict(
    `${called} (" ${mapping.eventSourceArn} ") and function (" ${name} ") ${conflictsAs}. Please update or delete the existing mapping with UUID ${other.uuid}`,
  );
}
