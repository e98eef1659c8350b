import { matchesPattern } from "../../../core/event-pattern/match.ts";
import { isMap, parsePattern } from "../../../core/event-pattern/pattern.ts";
import type { TestEventPatternRequest } from "../../../wire/models/generated/events.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { assertPattern } from "../rules/manager.ts";
import { validation } from "../shared/errors.ts";

/** Members that AWS wants of an event that is tested. */
const NEEDED = ["id", "detail-type", "source", "account", "time", "region", "resources"];

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export function TestEventPattern(): Operation<TestEventPatternRequest> {
  return {
    name: "TestEventPattern",
    authorize: asks("events:TestEventPattern", anyResource),
    run: ({ EventPattern, Event }) => {
      const event = parsed(Event);
      if (!isMap(event) || NEEDED.some((name) => !Object.hasOwn(event, name))) {
        throw validation("Parameter Event is not valid.");
      }
      assertPattern(EventPattern);
      return { Result: matchesPattern(parsePattern(EventPattern), event) };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
