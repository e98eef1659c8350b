import { apiWay } from "../../../web/parts/api-way.ts";
import type { ChainStep } from "../../../web/parts/chain.tsx";
import type { TracedStory } from "../../../wire/console-area.ts";
import type { RouteView } from "./read.ts";

export interface WayFacts {
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
  readonly route: RouteView;
  /** Bytes of the body that was sent. */
  readonly bodyBytes: number;
  /** Name for people of the function behind the route. */
  readonly functionLabel: string;
}

/** The whole way of a call, with what is known of its route. */
export function wayOf(story: TracedStory, facts: WayFacts): readonly ChainStep[] | undefined {
  return apiWay(story, {
    passed: (step) => passedText(step, facts),
    notReached: (step) => notReachedText(step, facts),
    answered: (status) => `${facts.functionLabel} ${status}`,
  });
}

function passedText(step: string, facts: WayFacts): string {
  const { apiId, stage, deploymentId, route, bodyBytes } = facts;
  const texts: Readonly<Record<string, string>> = {
    stage: `${apiId} · ${stage}, deployment ${deploymentId}`,
    route: `${route.method} ${route.path}`,
    size: `${bodyBytes.toLocaleString("en-GB")} bytes of 10 MB`,
    throttle: "within the rate of the stage and the route",
    authorize: authorizedText(route),
    "resource-policy": "the API has none, or it lets this call in",
    validate: route.hasValidator
      ? "the validator of the method found nothing missing"
      : "the method has no validator",
  };
  return texts[step] ?? "";
}

function authorizedText({ authorization, authorizer, scopes }: RouteView): string {
  if (authorization === "NONE") return "no authorizer: anybody may call it";
  if (authorization === "AWS_IAM") return "the signature is valid, and policies allow the call";
  const name = authorizer?.name ?? authorization;
  if (authorization !== "COGNITO_USER_POOLS") return `${name} let it pass`;
  return scopes.length === 0
    ? `${name}: the ID token is valid`
    : `${name}: the access token is valid and has one of ${scopes.join(", ")}`;
}

function notReachedText(step: string, { functionLabel, route }: WayFacts): string {
  return step === "integrate" && route.functionName !== undefined
    ? `not reached; ${functionLabel} did not start`
    : "not reached";
}
