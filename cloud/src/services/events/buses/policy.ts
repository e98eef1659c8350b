import { globalArn } from "../../../core/arns.ts";
import { AwsError, unsupported } from "../../../core/errors.ts";
import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { isResourcePolicy } from "../../../iam/policies/resource-document.ts";
import type { PutPermissionRequest } from "../../../wire/models/generated/events.types.ts";
import type { EventBus } from "../shared/bus.ts";
import type { EventsContext } from "../shared/context.ts";
import { notFound, validation } from "../shared/errors.ts";
import { busArn } from "../shared/names.ts";
import { changeBus } from "./manager.ts";

const LONGEST_BYTES = 10_240;
const ACTION = /^(?:\*|events:[A-Za-z*?]+)$/i;

export interface Statement {
  readonly Sid?: string;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/**
 * EVT-4: a bus policy that can not be read as a whole is refused when it is set.
 * @throws AwsError ValidationException, PolicyLengthExceededException, by name for condition keys
 */
function assertBusPolicy(text: string): void {
  if (Buffer.byteLength(text) > LONGEST_BYTES) {
    throw new AwsError("PolicyLengthExceededException", "The event bus policy is too long.");
  }
  const rules = { longestBytes: LONGEST_BYTES, isAction: (action: string) => ACTION.test(action) };
  if (!isResourcePolicy(text, rules)) throw validation("Parameter Policy is not valid.");
  const key = unsuppliedKey(text);
  if (key !== undefined) throw unsupported(`The condition key ${key}`);
}

/** Sets the whole policy. @throws AwsError as `assertBusPolicy` */
export function setPolicy(events: EventsContext, bus: EventBus, policy: string | undefined): void {
  if (policy !== undefined) assertBusPolicy(policy);
  changeBus(events, bus, { policy });
}

/** Adds one statement; one of the same id is replaced. @throws AwsError as `assertBusPolicy` */
export function putStatement(events: EventsContext, bus: EventBus, statement: Statement): void {
  const others = statementsOf(bus).filter(({ Sid }) => Sid !== statement.Sid);
  save(events, bus, [...others, statement]);
}

/** @throws AwsError ResourceNotFoundException */
export function removeStatement(events: EventsContext, bus: EventBus, id: string): void {
  if (bus.policy === undefined) throw notFound("EventBus does not have a policy.");
  const statements = statementsOf(bus);
  const kept = statements.filter(({ Sid }) => Sid !== id);
  if (kept.length === statements.length) throw notFound("Statement with the provided id does not exist.");
  save(events, bus, kept);
}

/**
 * The statement that the members of PutPermission say.
 * @throws AwsError ValidationException when one is missing
 */
export function statementOf(
  { scope }: Pick<EventsContext, "scope">,
  bus: EventBus,
  { Action, Principal, StatementId, Condition }: PutPermissionRequest,
): Statement {
  if (StatementId === undefined) throw validation("Parameter StatementId must be specified.");
  if (Action === undefined) throw validation("Parameter Action must be specified.");
  if (Principal === undefined) throw validation("Parameter Principal must be specified.");
  if (Action !== "events:PutEvents")
    throw validation("Provided value in parameter 'action' is not supported.");
  const who = Principal === "*" ? "*" : { AWS: globalArn({ ...scope, accountId: Principal }, "iam", "root") };
  return {
    Sid: StatementId,
    ...{ Effect: "Allow", Principal: who, Action, Resource: busArn(scope, bus.name) },
    ...(Condition === undefined
      ? {}
      : { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
}

function statementsOf({ policy }: EventBus): readonly Statement[] {
  if (policy === undefined) return [];
  return [(JSON.parse(policy) as Policy).Statement].flat();
}

function save(events: EventsContext, bus: EventBus, statements: readonly Statement[]): void {
  const policy = { Version: "2012-10-17", Statement: statements };
  setPolicy(events, bus, statements.length === 0 ? undefined : JSON.stringify(policy));
}
