import type { PutProvisionedConcurrencyConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeProvisioned } from "../functions/describe.ts";
import { provisionConcurrency } from "../functions/provisioned-concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const PutProvisionedConcurrencyConfig = (
  lambda: LambdaContext,
): Operation<PutProvisionedConcurrencyConfigRequest> => ({
  name: "PutProvisionedConcurrencyConfig",
  authorize: onFunction(lambda, "lambda:PutProvisionedConcurrencyConfig"),
  run: (input) => {
    const made = provisionConcurrency(
      lambda,
      referenceOf(lambda, input),
      input.ProvisionedConcurrentExecutions,
    );
    return describeProvisioned(made, "creating");
  },
});
