import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Authorization, Decision } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import { contextOf } from "../../../wire/pipeline.ts";
import type { EventsContext } from "../shared/context.ts";
import { tagsOfArn } from "../shared/tagged.ts";

/** The answer to a question of somebody who acts from inside: the same as over the network [EVT-3]. */
export function decideOn(
  events: EventsContext,
  authorization: Authorization,
  caller: Caller,
  question: Question,
): Decision {
  return authorization.decide({
    ...question,
    caller,
    context: contextOf({ tagsOf: (arn) => tagsOfArn(events, arn) }, question),
  });
}

/** @throws AwsError AccessDeniedException when the answer is no */
export function decided(
  events: EventsContext,
  authorization: Authorization,
  caller: Caller,
  question: Question,
): void {
  const { allowed, message, why } = decideOn(events, authorization, caller, question);
  if (allowed) return;
  throw new AwsError("AccessDeniedException", message).because(why);
}
