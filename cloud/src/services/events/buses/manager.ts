import type { Tags } from "../../../wire/tag-keys.ts";
import type { EventBus } from "../shared/bus.ts";
import type { EventsContext } from "../shared/context.ts";
import { busExists, busNotFound, limitExceeded, validation } from "../shared/errors.ts";
import { busNameOf, DEFAULT_BUS } from "../shared/names.ts";

/** Of an account, with the default one. */
const MOST_BUSES = 100;

export interface NewBus {
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: Tags;
}

/** @throws AwsError ResourceNotFoundException */
export function requireBus(events: EventsContext, nameOrArn: string | undefined): EventBus {
  const name = busNameOf(nameOrArn, events.scope);
  const bus = events.buses.find(name);
  if (bus === undefined) throw busNotFound(name);
  return bus;
}

/** @throws AwsError ResourceAlreadyExistsException, LimitExceededException, ValidationException */
export function createBus(events: EventsContext, { name, description, tags }: NewBus): EventBus {
  if (name.includes("/")) {
    throw validation("Event bus name must not contain '/'.");
  }
  if (events.buses.find(name) !== undefined) throw busExists(name);
  if (events.buses.list().length >= MOST_BUSES) throw limitExceeded();
  const now = events.clock.now();
  const bus = { name, description, tags, policy: undefined, createdAt: now, modifiedAt: now };
  events.buses.save(bus);
  return bus;
}

/** Members left out stay as they are. */
export function changeBus(
  events: EventsContext,
  bus: EventBus,
  changes: Partial<Pick<EventBus, "description" | "policy" | "tags">>,
): EventBus {
  const changed = { ...bus, ...changes, modifiedAt: events.clock.now() };
  events.buses.save(changed);
  return changed;
}

/**
 * A bus without rules goes.
 * @throws AwsError ResourceNotFoundException, ValidationException
 */
export function deleteBus(events: EventsContext, name: string): void {
  if (name === DEFAULT_BUS) throw validation("Cannot delete event bus default.");
  const bus = requireBus(events, name);
  if (events.rules.ofBus(bus.name).length > 0) {
    throw validation(`Event bus ${bus.name} can't be deleted since it has rules.`);
  }
  events.buses.delete(bus.name);
}
