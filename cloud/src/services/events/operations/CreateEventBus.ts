import type { CreateEventBusRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { createBus } from "../buses/manager.ts";
import { arnOf, busQuestion } from "../buses/questions.ts";
import type { EventsContext } from "../shared/context.ts";
import { busArn } from "../shared/names.ts";
import { assertTags, tagsByKey } from "../shared/tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export function CreateEventBus(events: EventsContext): Operation<CreateEventBusRequest> {
  return {
    name: "CreateEventBus",
    unsupportedMembers: ["EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"],
    *authorize({ Name, Tags = [] }) {
      const context = requestTags(tagsByKey(Tags));
      yield busQuestion(events, "CreateEventBus", arnOf(events, Name), context);
      if (Tags.length > 0) yield busQuestion(events, "TagResource", arnOf(events, Name), context);
    },
    run: ({ Name, Description, Tags }) => {
      const tags = tagsByKey(Tags);
      assertTags(tags);
      const bus = createBus(events, { name: Name, description: Description, tags });
      return { EventBusArn: busArn(events.scope, bus.name), Description: bus.description };
    },
  };
}
