import { regionalArn, type Scope } from "../../../core/arns.ts";

export type IotAction =
  | "Connect"
  | "DescribeEndpoint"
  | "GetRetainedMessage"
  | "ListRetainedMessages"
  | "Publish"
  | "Receive"
  | "RetainPublish"
  | "Subscribe";

/** Condition keys of one question. */
export type IotConditions = Readonly<Record<string, string | readonly string[]>>;

export interface IotQuestion {
  readonly action: IotAction;
  /** `client/<id>`, `topic/<topic>`, `topicfilter/<filter>` or `*`. */
  readonly resource: string;
  readonly conditions?: IotConditions;
}

/** A question as policies know it. */
export interface PolicyQuestion {
  readonly action: `iot:${IotAction}`;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly context: IotConditions;
}

/**
 * The question as policies know it: the same for MQTT packets and HTTP calls.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiot.html
 */
export function policyQuestion(
  scope: Scope,
  { action, resource, conditions = {} }: IotQuestion,
): PolicyQuestion {
  return {
    action: `iot:${action}`,
    resource: resource === "*" ? "*" : regionalArn(scope, "iot", resource),
    context: conditions,
  };
}
