import type { GetProvisionedConcurrencyConfigRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeProvisioned } from "../functions/describe.ts";
import { requireProvisioned } from "../functions/provisioned-concurrency.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const GetProvisionedConcurrencyConfig = (
  lambda: LambdaContext,
): Operation<GetProvisionedConcurrencyConfigRequest> => ({
  name: "GetProvisionedConcurrencyConfig",
  authorize: onFunction(lambda, "lambda:GetProvisionedConcurrencyConfig"),
  run: (input) => describeProvisioned(requireProvisioned(lambda, referenceOf(lambda, input))),
});
