import type { ApiCall, Properties } from "../../../core/ports/resource-provider.ts";
import { mapProperty, numberProperty } from "../../../core/properties/property-values.ts";
import type { FunctionsContext } from "../functions/context.ts";
import type { FunctionReference } from "../functions/names.ts";
import { provisionConcurrency } from "../functions/provisioned-concurrency.ts";
import { checked } from "./modelled.ts";

/** Of aliases and versions alike. */
export const PROVISIONED_PROPERTY = {
  ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: true },
} as const;

/** What the change of a resource calls to have its provisioned concurrency as the template says. */
export function provisionedCalls(
  input: { readonly FunctionName: string; readonly Qualifier: string },
  before: Properties,
  after: Properties,
): readonly ApiCall[] {
  if (isGiven(after)) return [{ operation: "PutProvisionedConcurrencyConfig", input }];
  return isGiven(before) ? [{ operation: "DeleteProvisionedConcurrencyConfig", input }] : [];
}

/** Keeps it as the properties say; takes it away when they do not. */
export function saveProvisioned(
  lambda: FunctionsContext,
  reference: FunctionReference,
  properties: Properties,
): void {
  const config = mapProperty(properties, "ProvisionedConcurrencyConfig");
  if (config === undefined) {
    lambda.provisioned.remove(reference.name, reference.qualifier);
    return;
  }
  const ProvisionedConcurrentExecutions = numberProperty(config, "ProvisionedConcurrentExecutions") ?? 0;
  checked("PutProvisionedConcurrencyConfig", { ProvisionedConcurrentExecutions });
  provisionConcurrency(lambda, reference, ProvisionedConcurrentExecutions);
}

function isGiven(properties: Properties): boolean {
  return properties["ProvisionedConcurrencyConfig"] !== undefined;
}
