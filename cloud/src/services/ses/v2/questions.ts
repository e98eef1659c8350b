import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import { configurationSetArn } from "../shared/configuration-set.ts";
import type { SesContext } from "../shared/context.ts";
import { identityArn, normalName } from "../shared/identity.ts";
import { templateArn } from "../shared/template.ts";

const VERSION = { "ses:ApiVersion": "2" };

export function onIdentity(
  { scope }: SesContext,
  action: `ses:${string}`,
  name: string,
  context: ConditionContext = {},
): readonly Question[] {
  return [{ action, resource: identityArn(scope, normalName(name)), context: { ...VERSION, ...context } }];
}

export function onTemplate(
  { scope }: SesContext,
  action: `ses:${string}`,
  name: string,
  context: ConditionContext = {},
): readonly Question[] {
  return [{ action, resource: templateArn(scope, name), context: { ...VERSION, ...context } }];
}

export function onConfigurationSet(
  { scope }: SesContext,
  action: `ses:${string}`,
  name: string,
  context: ConditionContext = {},
): readonly Question[] {
  return [{ action, resource: configurationSetArn(scope, name), context: { ...VERSION, ...context } }];
}

export function onEverything(action: `ses:${string}`): () => readonly Question[] {
  return () => [{ action, resource: "*", context: VERSION }];
}
