import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { isResourcePolicy } from "../../../iam/policies/resource-document.ts";
import { invalidAttributeValue, notSupportedHere } from "../shared/errors.ts";

const ACTION = /^(?:\*|sqs:[A-Za-z*?]+)$/i;

/**
 * SQS-4: a queue policy that can not be read is refused when it is set, so that none is ever ignored.
 * @throws SqsError InvalidAttributeValue
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html
 */
export function assertQueuePolicy(text: string): void {
  const rules = { longestBytes: 20_480, isAction: (action: string) => ACTION.test(action) };
  if (!isResourcePolicy(text, rules)) throw invalidAttributeValue("Policy");
  const key = unsuppliedKey(text);
  if (key !== undefined) throw notSupportedHere(`The condition key ${key}`);
}
