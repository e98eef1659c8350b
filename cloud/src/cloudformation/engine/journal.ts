import type { Clock } from "../../core/clock.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { ResourceRecord, StackEvent, StackRecord, StackStatus } from "./records.ts";
import type { StackStore } from "./store.ts";

export type EventListener = (event: StackEvent) => void;

interface JournalOptions {
  readonly store: StackStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly stackId: string;
  readonly onEvent?: EventListener | undefined;
}

const STACK_TYPE = "AWS::CloudFormation::Stack";

/**
 * Writes what happens to one stack. State and event are one transaction: after `kill -9` the
 * events tell what the state says.
 */
export class StackJournal {
  readonly #options: JournalOptions;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  get stack(): StackRecord {
    const stack = this.#options.store.stackById(this.#options.stackId);
    if (stack === undefined) throw new Error(`The stack ${this.#options.stackId} has no record`);
    return stack;
  }

  /** Moves the stack to `status` with its event, and whatever `changes` says in the same step. */
  stackStatus(status: StackStatus, reason?: string, changes: Partial<StackRecord> = {}): void {
    const { store } = this.#options;
    const event = store.transaction(() => {
      const stack = { ...this.stack, ...changes, status, statusReason: reason };
      store.saveStack(stack);
      return this.#record({
        logicalId: stack.name,
        physicalId: stack.stackId,
        type: STACK_TYPE,
        status,
        reason,
        properties: undefined,
      });
    });
    this.#options.onEvent?.(event);
  }

  /** Saves a resource and tells of its status in one step; the event may show another physical id. */
  resource(record: ResourceRecord, shownId = record.physicalId): ResourceRecord {
    const { store } = this.#options;
    const { event, saved } = store.transaction(() => {
      const recorded = this.#resourceEvent({ ...record, physicalId: shownId });
      const current = { ...record, updatedAt: recorded.timestamp };
      store.saveResource(current);
      return { event: recorded, saved: current };
    });
    this.#options.onEvent?.(event);
    return saved;
  }

  /** Forgets a resource whose deletion is complete or skipped. */
  resourceGone(record: ResourceRecord): void {
    const { store } = this.#options;
    const event = store.transaction(() => {
      store.dropResource(record);
      return this.#resourceEvent(record);
    });
    this.#options.onEvent?.(event);
  }

  #resourceEvent(record: ResourceRecord): StackEvent {
    return this.#record({
      logicalId: record.logicalId,
      physicalId: record.physicalId,
      type: record.type,
      status: record.status,
      reason: record.reason,
      properties: JSON.stringify(record.shownProperties ?? record.properties),
    });
  }

  #record(what: Omit<StackEvent, "eventId" | "stackId" | "stackName" | "timestamp" | "token">): StackEvent {
    const { store, clock, randomness, stackId } = this.#options;
    const [last] = store.events(stackId, 1);
    const timestamp = Math.max(clock.now(), (last?.timestamp ?? 0) + 1);
    const eventId =
      what.type === STACK_TYPE
        ? randomness.uuid()
        : `${what.logicalId}-${what.status}-${new Date(timestamp).toISOString()}`;
    const { name: stackName, request } = this.stack;
    const event = { ...what, eventId, stackId, stackName, timestamp, token: request?.token };
    store.addEvent(event);
    return event;
  }
}
