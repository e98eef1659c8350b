import type { TraceEvent } from "./ports/trace.ts";

/** What people call a step of a way. */
interface StepName {
  /** Heads its line: `Authorize`. */
  readonly title: string;
  /** Who refused, after "by" or "in": `the authorizer`. */
  readonly agent: string;
}

/** The way of a call of a REST API, in the order in which it takes it; the stage is found before the chain. */
export const REST_API_STEPS = [
  "stage",
  "method",
  "route",
  "size",
  "throttle",
  "authorize",
  "resource-policy",
  "validate",
  "integrate",
] as const;

const BROKER = "the broker";

/** Steps that mean one thing wherever they decide. */
const ANYWHERE: Readonly<Record<string, StepName>> = {
  route: { title: "Find the operation", agent: "the routing" },
  body: { title: "Read the body", agent: "the limit of the body" },
  authenticate: { title: "Authenticate", agent: "the check of the signature" },
  decode: { title: "Read the input", agent: "the protocol" },
  validate: { title: "Validate", agent: "the validation" },
  authorize: { title: "Authorize", agent: "the policies" },
  run: { title: "Run", agent: "the operation" },
  encode: { title: "Answer", agent: "the answer" },
  cors: { title: "CORS", agent: "the CORS settings" },
  url: { title: "Function URL", agent: "the function URL" },
  invoke: { title: "Invoke", agent: "the invocation" },
  watch: { title: "Watch", agent: "the watchdog" },
  deliver: { title: "Deliver", agent: "the delivery" },
  destination: { title: "Destination", agent: "the destination" },
  "dead-letter": { title: "Dead letter", agent: "the dead-letter queue" },
  "event source mapping": { title: "Event source mapping", agent: "the event source mapping" },
  rule: { title: "Rule", agent: "the rule" },
  "rule-action": { title: "Action of the rule", agent: "the action of the rule" },
  "event-destination": { title: "Event destination", agent: "the event destination" },
  render: { title: "Fill in the template", agent: "the template" },
  "run-now": { title: "Run now", agent: "the run" },
  fault: { title: "Fault", agent: "a fault of Portcullis" },
};

/** Steps of one service that have another meaning there, or a name of its own. */
const OF_SERVICE: Readonly<Record<string, Readonly<Record<string, StepName>>>> = {
  "execute-api": {
    stage: { title: "Stage", agent: "the stage" },
    method: { title: "Override of the method", agent: "the override of the method" },
    route: { title: "Match route", agent: "the routes" },
    size: { title: "Size", agent: "the limit of the size" },
    throttle: { title: "Throttle", agent: "the throttle" },
    authorize: { title: "Authorize", agent: "the authorizer" },
    "resource-policy": { title: "Resource policy", agent: "the resource policy" },
    validate: { title: "Validate request", agent: "the request validator" },
    integrate: { title: "Integrate", agent: "the integration" },
  },
  "cognito-pages": {
    authorize: { title: "Authorize endpoint", agent: "the authorize endpoint" },
    token: { title: "Token endpoint", agent: "the token endpoint" },
    revoke: { title: "Revocation endpoint", agent: "the revocation endpoint" },
    userInfo: { title: "UserInfo endpoint", agent: "the UserInfo endpoint" },
    login: { title: "Sign-in page", agent: "the sign-in page" },
    logout: { title: "Sign-out page", agent: "the sign-out page" },
    signup: { title: "Sign-up page", agent: "the sign-up page" },
  },
  lambda: { run: { title: "Run", agent: "the function" } },
  mqtt: {
    connect: { title: "Connect", agent: BROKER },
    publish: { title: "Publish", agent: BROKER },
    subscribe: { title: "Subscribe", agent: BROKER },
    deliver: { title: "Deliver", agent: BROKER },
    packet: { title: "Packet", agent: BROKER },
  },
};

type Decision = Pick<TraceEvent, "service" | "step" | "why">;

/** Heads a step of a way, e.g. `Match route`. */
export function stepTitle({ service, step }: Decision): string {
  return nameOf(service, step)?.title ?? capitalised(spaced(step));
}

/** Who decided, after "by" or "in", e.g. `the authorizer`. */
export function stepAgent({ service, step, why }: Decision): string {
  if (why?.reason === "function-answered") return "the function";
  // Triggers of a user pool say what they are.
  return nameOf(service, step)?.agent ?? `the ${step.endsWith(" trigger") ? step : `step ${spaced(step)}`}`;
}

function nameOf(service: string, step: string): StepName | undefined {
  const own = Object.hasOwn(OF_SERVICE, service) ? OF_SERVICE[service] : undefined;
  if (own !== undefined && Object.hasOwn(own, step)) return own[step];
  return Object.hasOwn(ANYWHERE, step) ? ANYWHERE[step] : undefined;
}

function spaced(step: string): string {
  return step.replaceAll("-", " ");
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
