import type { CreateScheduleGroupInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { assertTags, createGroup } from "../groups/manager.ts";
import { groupQuestion } from "../groups/questions.ts";
import { tagsByKey } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { groupArn } from "../shared/names.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
export function CreateScheduleGroup(scheduler: SchedulerContext): Operation<CreateScheduleGroupInput> {
  return {
    name: "CreateScheduleGroup",
    *authorize({ Name, Tags = [] }) {
      const context = requestTags(tagsByKey(Tags));
      yield groupQuestion(scheduler, "CreateScheduleGroup", Name, context);
      if (Tags.length > 0) yield groupQuestion(scheduler, "TagResource", Name, context);
    },
    run: ({ Name, Tags, ClientToken }) => {
      const tags = tagsByKey(Tags);
      assertTags(tags);
      const group = createGroup(scheduler, { name: Name, tags, clientToken: ClientToken });
      return { ScheduleGroupArn: groupArn(scheduler.scope, group.name) };
    },
  };
}
