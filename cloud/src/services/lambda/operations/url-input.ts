import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { CreateFunctionUrlConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Question } from "../../../wire/operation.ts";
import { functionArn } from "../functions/names.ts";
import { assertAlias } from "../urls/manager.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion, referenceOf } from "./function-input.ts";

type UrlInput = Pick<CreateFunctionUrlConfigRequest, "FunctionName" | "Qualifier"> &
  Partial<Pick<CreateFunctionUrlConfigRequest, "AuthType">>;

/** The question about the URL of a function or alias, under the AuthType that it has or is to get. */
export function urlQuestion(lambda: LambdaContext, action: `lambda:${string}`, input: UrlInput): Question {
  const reference = referenceOf(lambda, input);
  assertAlias(reference.qualifier);
  const authType =
    input.AuthType ?? lambda.urls.of(reference.name, reference.qualifier || undefined)?.authType;
  const context: ConditionContext = {
    "lambda:FunctionArn": functionArn(lambda.scope, reference),
    ...(authType === undefined ? {} : { "lambda:FunctionUrlAuthType": authType }),
  };
  return functionQuestion(lambda, action, { reference, context });
}
