import { parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import { invalidBecause, invalidParameter } from "./errors.ts";

export interface Topic {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** What was set, by AWS's name; defaults are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions were ended. */
  readonly subscriptionsDeleted: number;
}

export const isFifo = ({ attributes }: Pick<Topic, "attributes">): boolean =>
  attributes["FifoTopic"] === "true";

export function topicArn(scope: Scope, name: string): string {
  return regionalArn(scope, "sns", name);
}

/** The name in the ARN of a topic of this account and region. */
export function nameInArn(arn: string, scope: Scope): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "sns") return undefined;
  return topicArn(scope, parsed.resource) === arn ? parsed.resource : undefined;
}

const ELEMENTS = 6;

/**
 * A text that has the form of an ARN.
 * @param parameter the member of the input that has it
 * @throws AwsError InvalidParameter
 */
export function assertArn(text: string | undefined, parameter: string): string {
  if (text === undefined || text === "") throw invalidBecause(parameter, "no value for required parameter");
  const count = text.split(":").length;
  if (count < ELEMENTS) {
    throw invalidBecause(parameter, `An ARN must have at least ${ELEMENTS} elements, not ${count}`);
  }
  return text;
}

/** @throws AwsError InvalidParameter for an ARN that is no topic's of this account and region */
export function topicNameIn(arn: string, parameter: string, scope: Scope): string {
  const name = nameInArn(arn, scope);
  if (name === undefined) throw invalidParameter(parameter);
  return name;
}
