import type { LambdaAction } from "../../../../wire/models/generated/iot.types.ts";
import { IOT_PRINCIPAL, ruleArn } from "../rule.ts";
import { type ActionKind, filled, outputJson } from "./action.ts";

/**
 * IOT-25: the function's resource policy lets the rule in; there is no role.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html
 */
export const lambda: ActionKind<LambdaAction> = {
  failedAction: "LambdaAction",
  resource: ({ functionArn }) => functionArn,
  role: () => undefined,
  templates: ({ functionArn }) => [functionArn],
  run: (run, { functionArn }) =>
    run.functionEvents.invoke({
      functionArn: filled(run, functionArn),
      payload: outputJson(run),
      cause: run.message.cause ?? run.message.traceId,
      caller: {
        kind: "service",
        service: IOT_PRINCIPAL,
        sourceArn: ruleArn(run.scope, run.ruleName),
        sourceAccount: run.scope.accountId,
      },
    }),
};
