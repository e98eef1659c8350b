import type { Value } from "../../../core/ports/resource-provider.ts";
import {
  addResource,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { namedId } from "../expansion/python.ts";
import type { RolePolicies } from "../roles/policies.ts";

/** A function with what points at it: the alias when one is published. */
export interface FunctionTarget extends ServerlessResource {
  /** Logical id of the alias, or of the function when there is none. */
  readonly id: string;
  /** Value for `FunctionName` of permissions. */
  readonly name: Value;
  /** Value where an ARN is meant. */
  readonly arn: Value;
  /** `${…}` text inside an integration URI. */
  readonly arnVariable: string;
  /** What the execution role may do; events add to it. */
  readonly role: RolePolicies;
}

export interface Permission {
  readonly prefix: string;
  readonly suffix?: string;
  readonly principal: string;
  readonly sourceArn?: Value;
  readonly sourceAccount?: Value;
  readonly eventSourceToken?: Value | undefined;
}

/** Permission of a service to invoke the function; returns its logical id. */
export function addPermission(
  target: FunctionTarget,
  context: ExpansionContext,
  permission: Permission,
): string {
  const { prefix, suffix = "", principal } = permission;
  const id = namedId(`${prefix}Permission`, suffix);
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Lambda::Permission",
    attributes: passedOn(target.body),
    properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: target.name,
      Principal: principal,
      SourceArn: permission.sourceArn,
      SourceAccount: permission.sourceAccount,
      EventSourceToken: permission.eventSourceToken,
    },
  });
  return id;
}
