import type { DeployedFunction } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { AskedPolicy } from "./policy-cell.ts";

/** What a call may name: a function, or one of its aliases and versions. */
export interface Invocable {
  readonly arn: string;
  /** `stack/LogicalId` of the function. */
  readonly place: string;
  /** `Order`, `Order:live` */
  readonly name: string;
  readonly policy: string | undefined;
}

/** ACCESS-13: each alias and version has an ARN and a policy of its own. */
export function invocablesOf(functions: readonly DeployedFunction[]): Invocable[] {
  return functions.flatMap(({ arn, place, policy, qualified = [] }) => {
    const name = logicalIdOf(place);
    return [
      { arn, place, name, policy },
      ...qualified.map((its) => ({
        ...{ arn: its.arn, place, policy: its.policy },
        name: `${name}:${its.qualifier}`,
      })),
    ];
  });
}

/** What of a function a route calls: one that is not read has no policy. */
export function invocableAt(its: DeployedFunction, qualifier: string | undefined): Invocable {
  const arn = qualifier === undefined ? its.arn : `${its.arn}:${qualifier}`;
  const name = `${logicalIdOf(its.place)}${qualifier === undefined ? "" : `:${qualifier}`}`;
  const found = invocablesOf([its]).find((each) => each.arn === arn);
  return found ?? { arn, place: its.place, name, policy: undefined };
}

export function askedToInvoke({ arn, place, name, policy }: Invocable): AskedPolicy {
  const action = "lambda:InvokeFunction";
  // A call past the URL does not say that it came by it.
  const context = { "lambda:InvokedViaFunctionUrl": () => undefined };
  return { action, resource: arn, resourcePolicy: policy, words: `${action} on ${name}`, place, context };
}
