import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { isResourcePolicy } from "../../../iam/policies/resource-document.ts";
import { invalidAttributeValue, invalidValue, notSupportedHere, tooManyActions } from "../shared/errors.ts";

const ACTION = /^(?:\*|sqs:[A-Za-z*?]+)$/i;
const MOST_ACTIONS = 7;

/** The actions of SQS: those on one message are asked of batches, too. */
const NAMES = [
  "AddPermission",
  "CancelMessageMoveTask",
  "ChangeMessageVisibility",
  "CreateQueue",
  "DeleteMessage",
  "DeleteQueue",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "ListMessageMoveTasks",
  "ListQueueTags",
  "ListQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "RemovePermission",
  "SendMessage",
  "SetQueueAttributes",
  "StartMessageMoveTask",
  "TagQueue",
  "UntagQueue",
];
const ACTIONS: ReadonlySet<string> = new Set(NAMES.map((name) => name.toLowerCase()));

/**
 * SQS-4: a queue policy that can not be read is refused when it is set, so that none is ever ignored.
 * @throws SqsError InvalidAttributeValue, InvalidParameterValue, OverLimit
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html
 */
export function assertQueuePolicy(text: string): void {
  const rules = { longestBytes: 20_480, isAction: (action: string) => ACTION.test(action) };
  if (!isResourcePolicy(text, rules)) throw invalidAttributeValue("Policy");
  for (const actions of actionsOf(text)) assertActions(actions);
  const key = unsuppliedKey(text);
  if (key !== undefined) throw notSupportedHere(`The condition key ${key}`);
}

/** SQS-10 */
function assertActions(actions: readonly string[]): void {
  const names = actions.map((action) => action.slice(action.indexOf(":") + 1));
  const unknown = names.find((name) => !/[*?]/.test(name) && !ACTIONS.has(name.toLowerCase()));
  if (unknown !== undefined) {
    throw invalidValue(
      `SQS:${unknown}`,
      "ActionName",
      "Please refer to the appropriate WSDL for a list of valid actions.",
    );
  }
  if (actions.length > MOST_ACTIONS) throw tooManyActions(actions.length, MOST_ACTIONS);
}

interface Statement {
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

/** By statement of a policy that can be read. */
function actionsOf(text: string): string[][] {
  const { Statement: given } = JSON.parse(text) as { readonly Statement: Statement | readonly Statement[] };
  return [given].flat().map(({ Action, NotAction = [] }: Statement) => [Action ?? NotAction].flat());
}
