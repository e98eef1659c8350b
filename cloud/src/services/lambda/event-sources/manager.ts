import { conflict, policyNotFound } from "../shared/errors.ts";
import type { EventSourcesContext } from "./context.ts";
import type { EventSourceMapping } from "./mapping.ts";
import { assertSettings, settingsOf, sourceOf } from "./settings.ts";
import type { MappingInput } from "./source.ts";

/**
 * Makes a mapping; what polls it begins with `lambda.pollers.changed`.
 * @throws AwsError InvalidParameterValueException, ResourceNotFoundException, ResourceConflictException
 */
export function createMapping(lambda: EventSourcesContext, input: MappingInput): EventSourceMapping {
  const source = sourceOf(lambda, input.EventSourceArn);
  const eventSourceArn = input.EventSourceArn ?? "";
  const settings = settingsOf(lambda, input, { source });
  assertSettings(lambda, eventSourceArn, { source, input, settings });
  const mapping: EventSourceMapping = {
    uuid: lambda.randomness.uuid(),
    eventSourceArn,
    ...settings,
    tags: input.Tags ?? {},
    lastModified: lambda.clock.now(),
  };
  assertOnlyOne(lambda, mapping, source.called);
  lambda.mappings.save(mapping);
  return mapping;
}

/** Keeps what the input leaves out. @throws AwsError as `createMapping` */
export function updateMapping(
  lambda: EventSourcesContext,
  uuid: string,
  input: MappingInput,
): EventSourceMapping {
  const before = requireMapping(lambda, uuid);
  const source = sourceOf(lambda, before.eventSourceArn);
  const settings = settingsOf(lambda, input, { source, before });
  assertSettings(lambda, before.eventSourceArn, { source, input, settings });
  const { maximumConcurrency: _before, ...kept } = before;
  const mapping = { ...kept, ...settings, lastModified: lambda.clock.now() };
  assertOnlyOne(lambda, mapping, source.called);
  lambda.mappings.save(mapping);
  return mapping;
}

/** @throws AwsError ResourceNotFoundException */
export function requireMapping(lambda: EventSourcesContext, uuid: string): EventSourceMapping {
  const mapping = lambda.mappings.find(uuid);
  if (mapping === undefined) throw policyNotFound();
  return mapping;
}

/** A source is polled once for a function. */
function assertOnlyOne(lambda: EventSourcesContext, mapping: EventSourceMapping, called: string): void {
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
  const name = [mapping.functionName, mapping.qualifier].filter(Boolean).join(":");
  throw conflict(
    `An event source mapping with ${called} (" ${mapping.eventSourceArn} ") and function (" ${name} ") already exists. Please update or delete the existing mapping with UUID ${other.uuid}`,
  );
}
