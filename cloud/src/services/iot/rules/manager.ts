import type { Action, TopicRulePayload } from "../../../wire/models/generated/iot.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { filterProblem } from "../broker/topics.ts";
import { iotErrors } from "../shared/errors.ts";
import { assertAction } from "./actions/index.ts";
import type { RulesContext } from "./context.ts";
import { DEFAULT_SQL_VERSION, SQL_VERSIONS, type TopicRule } from "./rule.ts";
import { parseStatement } from "./sql/parse.ts";

const NAME = /^\w{1,128}$/;
const MOST_ACTIONS = 10;

/** @throws AwsError UnauthorizedException: IoT says no more of a rule that is not there */
export function requireRule({ rules }: Pick<RulesContext, "rules">, name: string): TopicRule {
  const rule = rules.find(name);
  if (rule === undefined) throw iotErrors.ruleUnknown(name);
  return rule;
}

/** @throws AwsError ResourceAlreadyExistsException, SqlParseException, InvalidRequestException */
export function createRule(
  { rules, clock }: RulesContext,
  name: string,
  { payload, tags }: { readonly payload: TopicRulePayload; readonly tags: Tags },
): TopicRule {
  if (!NAME.test(name)) throw iotErrors.invalidRequest(`Rule name ${name} is invalid.`);
  if (rules.find(name) !== undefined) {
    throw iotErrors.resourceExists(`Rule with name '${name}' already exists`);
  }
  const rule = { name, ...checked(payload), tags, createdAt: clock.now() };
  rules.save(rule);
  return rule;
}

/** Replaces everything but its name, its age and its tags. @throws AwsError as `createRule` */
export function replaceRule(context: RulesContext, name: string, payload: TopicRulePayload): TopicRule {
  const { tags, createdAt } = requireRule(context, name);
  const rule = { name, ...checked(payload), tags, createdAt };
  context.rules.save(rule);
  return rule;
}

/** Changes some of a rule. @throws AwsError UnauthorizedException */
export function changeRule(
  context: Pick<RulesContext, "rules">,
  name: string,
  change: Partial<Pick<TopicRule, "disabled" | "tags">>,
): void {
  context.rules.save({ ...requireRule(context, name), ...change });
}

function checked(payload: TopicRulePayload): Omit<TopicRule, "name" | "tags" | "createdAt"> {
  const { sql, actions, errorAction, awsIotSqlVersion = DEFAULT_SQL_VERSION } = payload;
  if (!SQL_VERSIONS.has(awsIotSqlVersion)) {
    throw iotErrors.invalidRequest(`SQL version ${awsIotSqlVersion} is invalid.`);
  }
  if (actions.length > MOST_ACTIONS) {
    throw iotErrors.invalidRequest(`A rule has at most ${MOST_ACTIONS} actions.`);
  }
  const { from } = parseStatement(sql);
  const problem = from === undefined ? undefined : filterProblem(from);
  if (problem !== undefined) throw iotErrors.sqlParse(problem);
  for (const action of allActions(actions, errorAction)) assertAction(action);
  return {
    sql,
    sqlVersion: awsIotSqlVersion,
    description: payload.description,
    disabled: payload.ruleDisabled ?? false,
    actions,
    errorAction,
  };
}

export const allActions = (
  actions: readonly Action[] = [],
  errorAction: Action | undefined = undefined,
): readonly Action[] => [...actions, ...(errorAction === undefined ? [] : [errorAction])];
