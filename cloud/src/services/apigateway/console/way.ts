import { stepTitle } from "../../../core/step-names.ts";
import type { ChainStep } from "../../../web/parts/chain.tsx";
import { verdictOf } from "../../../web/parts/marks.tsx";
import type { TracedStory } from "../../../wire/console-area.ts";
import { CHAIN } from "../rest/execute/chain.ts";
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

/** Names of the steps in the order in which a call takes them; the stage is found before the chain. */
const STEPS: readonly string[] = ["stage", ...CHAIN.map(([name]) => name)];

/**
 * The whole way of a call: the steps before the one that ended it let it pass, those after it were not
 * reached. Undefined where the request did not come to a stage of an API.
 */
export function wayOf(story: TracedStory, facts: WayFacts): readonly ChainStep[] | undefined {
  const last = story.steps.findLast(({ event }) => event.service === "execute-api");
  const end = STEPS.indexOf(last?.event.step ?? "");
  if (last === undefined || end === -1) return undefined;
  return STEPS.map((name, index): ChainStep => {
    const title = titleOf(name);
    const took = story.steps.find(({ event }) => event.service === "execute-api" && event.step === name);
    const aside = took === undefined ? undefined : milliseconds(took.event.ms);
    if (index < end) return { name: title, verdict: "yes", why: passedText(name, facts), aside };
    if (index > end) return { name: title, verdict: "skip", why: notReachedText(name, facts) };
    const { event, decided = "" } = last;
    const answered = event.wire === undefined ? "" : `answered with ${event.wire.status}`;
    return {
      name: title,
      verdict: verdictOf(event.verdict),
      why: event.verdict === "allow" ? `${facts.functionLabel} ${answered}` : decided || answered,
      ...(event.why?.rule === undefined ? {} : { note: event.why.rule }),
      aside,
    };
    // An override that nobody asked for is no news.
  }).filter(({ name, verdict }) => name !== titleOf("method") || (verdict !== "yes" && verdict !== "skip"));
}

function titleOf(step: string): string {
  return stepTitle({ service: "execute-api", step });
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
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
