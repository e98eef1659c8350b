import { REFUSALS, refuse } from "../invocation/refusal.ts";
import { awsProxy } from "./AWS_PROXY.ts";
import type { Integrate, IntegrationInput } from "./integration-input.ts";
import { mock } from "./MOCK.ts";

type Factory = (input: IntegrationInput) => Integrate | undefined;

const FACTORIES: ReadonlyMap<string, Factory> = new Map<string, Factory>([
  ["AWS_PROXY", awsProxy],
  ["MOCK", mock],
]);

/** The integration of one method; a misconfigured one answers 500. */
export function compileIntegration(input: IntegrationInput): Integrate {
  return FACTORIES.get(input.integration.type)?.(input) ?? misconfigured;
}

export function misconfigured(): never {
  throw refuse(REFUSALS.integrationConfiguration).because({ reason: "integration-misconfigured" });
}
