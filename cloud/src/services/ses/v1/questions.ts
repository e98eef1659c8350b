import type { Question } from "../../../wire/operation.ts";
import { configurationSetArn } from "../shared/configuration-set.ts";
import type { SesContext } from "../shared/context.ts";

const VERSION = { "ses:ApiVersion": "1" };

/** For the actions of version 1 that take no resource. */
export function asksAll(action: `ses:${string}`): () => readonly Question[] {
  return () => [{ action, resource: "*", context: VERSION }];
}

export function onConfigurationSet(
  { scope }: SesContext,
  action: `ses:${string}`,
  name: string,
): readonly Question[] {
  return [{ action, resource: configurationSetArn(scope, name), context: VERSION }];
}
