import type { DeleteProvisionedConcurrencyConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { removeProvisioned } from "../functions/provisioned-concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const DeleteProvisionedConcurrencyConfig = (
  lambda: LambdaContext,
): Operation<DeleteProvisionedConcurrencyConfigRequest> => ({
  name: "DeleteProvisionedConcurrencyConfig",
  authorize: onFunction(lambda, "lambda:DeleteProvisionedConcurrencyConfig"),
  run: (input) => removeProvisioned(lambda, referenceOf(lambda, input)),
});
