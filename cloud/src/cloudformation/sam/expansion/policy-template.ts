import type { Value } from "../../../core/ports/resource-provider.ts";

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html */
export interface PolicyTemplate {
  readonly parameters: readonly string[];
  /** A policy document in which `Ref` names a parameter of the template. */
  readonly definition: Value;
}
