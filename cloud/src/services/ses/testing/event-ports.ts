import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Decision } from "../../../core/ports/authorization.ts";
import type { EventPorts } from "../shared/context.ts";

/** What came to a topic, or to the default bus. */
export interface PublishedEvent {
  readonly to: string;
  readonly caller?: Caller;
  readonly subject?: string | undefined;
  /** Text of a topic, detail of a bus. */
  readonly what: unknown;
}

interface TestTopic {
  readonly isFifo?: boolean;
  /** Left out: lets everybody in. */
  readonly allows?: (caller: Caller) => boolean;
}

/** Topics in memory, made by their ARN, and a bus. */
export function testEventPorts(published: PublishedEvent[]): EventPorts & { topics: Map<string, TestTopic> } {
  const topics = new Map<string, TestTopic>();
  const decide = (caller: Caller, arn: string): Decision => {
    const allowed = topics.get(arn)?.allows?.(caller) ?? true;
    return { allowed, message: allowed ? "" : `${arn} is not for SES`, explanation: "" };
  };
  return {
    topics,
    snsTopics: {
      find: (arn) => (topics.has(arn) ? { arn, isFifo: topics.get(arn)?.isFifo === true } : undefined),
      decide,
      publish: (caller, to, { message, subject }) => {
        const { allowed, message: refusal } = decide(caller, to);
        if (!allowed || !topics.has(to)) throw new AwsError("AuthorizationError", refusal, 403);
        published.push({ to, caller, subject, what: message });
        return "id";
      },
    },
    eventBuses: {
      announce: (what) => void published.push({ to: "default", what }),
    },
  };
}
