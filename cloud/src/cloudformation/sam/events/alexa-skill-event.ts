import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";

export function expandAlexaSkill({ target, id, properties, context }: EventOptions): void {
  addPermission(target, context, {
    prefix: id,
    principal: "alexa-appkit.amazon.com",
    eventSourceToken: properties["SkillId"],
  });
}
