import { addPermission } from "../function-target.ts";
import type { EventOptions } from "./event-options.ts";

export function expandAlexaSkill({ target, id, properties, context }: EventOptions): void {
  addPermission(target, context, {
    prefix: id,
    principal: "alexa-appkit.amazon.com",
    eventSourceToken: properties["SkillId"],
  });
}
