import { NO_PEOPLE } from "../../core/ports/people.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { Reason } from "../../core/reasons.ts";
import { EventView } from "../sentences/view.ts";
import { resourceName } from "../sentences/words.ts";
import type { Change } from "./place.ts";
import { findRoute, findStatement } from "./settings.ts";
import type { Found, Written } from "./written.ts";

/** A resource of a stack that an event is about, and which part of it. */
export interface Subject {
  readonly type: string;
  readonly physicalId: string;
  readonly change: Change;
  /** The best part in the template; left out, or when it finds nothing, the resource itself. */
  readonly find?: (written: Written) => Found | undefined;
}

type SubjectOf = (view: EventView) => Subject | undefined;

/** What the event is about; undefined where no template says it, e.g. of a wrong password. */
export function subjectOf(event: TraceEvent): Subject | undefined {
  const { why } = event;
  if (why === undefined) return undefined;
  return SUBJECTS[why.reason]?.(new EventView(event, NO_PEOPLE));
}

const client =
  (setting: string, change: Change = "change"): SubjectOf =>
  (view) => ({
    type: "AWS::Cognito::UserPoolClient",
    physicalId: view.text("had", "client"),
    change,
    find: property(setting),
  });

const pool =
  (setting: string, change: Change = "change"): SubjectOf =>
  (view) => ({
    type: "AWS::Cognito::UserPool",
    physicalId: view.text("had", "pool"),
    change,
    find: property(setting),
  });

const lambda =
  (setting?: string, change: Change = "change"): SubjectOf =>
  (view) => ({
    type: "AWS::Lambda::Function",
    physicalId: resourceName(view.text("by", "function")),
    change,
    ...(setting === undefined ? {} : { find: property(setting) }),
  });

const api =
  (change: Change, setting: string): SubjectOf =>
  (view) => ({
    type: "AWS::ApiGateway::RestApi",
    physicalId: view.text("by", "api"),
    change,
    find: property(setting),
  });

const route =
  (change: Change): SubjectOf =>
  (view) => ({
    type: "AWS::ApiGateway::RestApi",
    physicalId: view.text("by", "api"),
    change,
    find: (written) => findRoute(written, view.operation),
  });

/** TRACE-11: what a caller sent wrong (a token, a signature, a body) changes no guard: that is only to `see`. */
const SUBJECTS: Readonly<Partial<Record<Reason, SubjectOf>>> = {
  "no-allow": policy,
  "explicit-deny": policy,
  "connect-refused": policy,
  "subscribe-refused": policy,
  "publish-refused": policy,
  "not-delivered": policy,
  "role-does-not-trust": (view) => ({
    type: "AWS::IAM::Role",
    physicalId: lastName(view.text("asked", "resource")),
    change: "change",
    find: property("AssumeRolePolicyDocument"),
  }),
  "preflight-unknown": api("change", "Cors"),
  throttled: api("change", "MethodSettings"),
  "api-token-of-other-pool": api("see", "Auth"),
  "authorizer-misconfigured": api("change", "Auth"),
  "authorizer-pool-absent": api("change", "Auth"),
  "access-token-needed": route("see"),
  "id-token-needed": route("change"),
  "scope-missing": route("see"),
  "audience-mismatch": api("change", "Auth"),
  "route-wants-signature": route("see"),
  "parameters-missing": route("see"),
  "body-invalid": route("see"),
  "media-type-unsupported": route("see"),
  "integration-misconfigured": route("change"),
  "mock-without-response": route("change"),
  "function-threw": lambda(),
  "function-answered": lambda(),
  "function-answer-malformed": lambda(),
  "function-timed-out": lambda("Timeout"),
  "integration-timeout": lambda("Timeout"),
  "function-busy": lambda("ReservedConcurrentExecutions"),
  "function-not-invocable": lambda(),
  "url-wants-signature": lambda("FunctionUrlConfig", "see"),
  "url-not-open": lambda("FunctionUrlConfig"),
  "trigger-failed": lambda(),
  "trigger-timed-out": lambda("MemorySize"),
  "trigger-not-invocable": lambda(),
  "trigger-answer-malformed": lambda(),
  "sign-up-closed": pool("AdminCreateUserConfig", "see"),
  "challenge-failed": lambda(),
  "challenge-trigger-missing": pool("LambdaConfig"),
  "flow-not-enabled": client("ExplicitAuthFlows"),
  "secret-hash-missing": client("GenerateSecret", "see"),
  "secret-hash-unexpected": client("GenerateSecret", "see"),
  "attribute-not-writable": client("WriteAttributes"),
  "redirect-not-registered": client("CallbackURLs"),
  "logout-not-registered": client("LogoutURLs"),
  "scope-not-allowed": client("AllowedOAuthScopes"),
  "response-type-not-allowed": client("AllowedOAuthFlows"),
  "grant-not-allowed": client("AllowedOAuthFlows"),
};

function property(...names: readonly string[]): NonNullable<Subject["find"]> {
  return ({ resource }) => {
    const part = resource.at("Properties", ...names);
    return part === undefined ? undefined : { part };
  };
}

/** A policy that is a resource of its own, and names what it is of. */
const policyFor =
  (type: string, member: string): NonNullable<Subject["find"]> =>
  ({ template, logicalId }) => {
    for (const [owner, resource] of template.at("Resources")?.entries() ?? []) {
      if (resource.at("Type")?.text !== type) continue;
      const named = resource.at("Properties", member)?.items() ?? [];
      if (named.some((one) => (one.at("Ref")?.text ?? one.text) === logicalId)) {
        return { part: resource, logicalId: owner };
      }
    }
    return undefined;
  };

const RESOURCE_POLICIES: readonly {
  readonly arn: RegExp;
  readonly type: string;
  readonly find: NonNullable<Subject["find"]>;
}[] = [
  { arn: /^arn:aws:s3:::([^/]+)/, type: "AWS::S3::BucketPolicy", find: property("PolicyDocument") },
  {
    arn: /^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+)/,
    type: "AWS::Lambda::Function",
    find: property(),
  },
  {
    arn: /^arn:aws:execute-api:[^:]*:[^:]*:([^/]+)/,
    type: "AWS::ApiGateway::RestApi",
    find: property("Auth", "ResourcePolicy"),
  },
  {
    arn: /^arn:aws:sqs:[^:]*:[^:]*:([^:]+)$/,
    type: "AWS::SQS::Queue",
    find: policyFor("AWS::SQS::QueuePolicy", "Queues"),
  },
  {
    arn: /^(arn:aws:sns:[^:]*:[^:]*:[^:]+)$/,
    type: "AWS::SNS::Topic",
    find: policyFor("AWS::SNS::TopicPolicy", "Topics"),
  },
  {
    arn: /^arn:aws:events:[^:]*:[^:]*:event-bus\/(.+)$/,
    type: "AWS::Events::EventBus",
    find: policyFor("AWS::Events::EventBusPolicy", "EventBusName"),
  },
  { arn: /^arn:aws:kms:[^:]*:[^:]*:key\/(.+)$/, type: "AWS::KMS::Key", find: property("KeyPolicy") },
];

/** The policy that denied, the one that came nearest, or the role that has none for it. */
function policy(view: EventView): Subject | undefined {
  const kind = view.text("by", "kind");
  // Whoever opened the session chose its policy: no template has it.
  if (kind === "session") return undefined;
  if (kind === "resource") return resourcePolicy(view.text("asked", "resource"));
  const part = view.has("near", "statement") ? "near" : "by";
  const [boundary = ""] = kind === "boundary" ? view.list("by", "policies") : [];
  const name = view.text(part, "policy") || boundary;
  const isThere = view.has(part, "statement");
  const place = {
    name,
    sid: view.text(part, "sid"),
    index: isThere ? view.number(part, "statement") : undefined,
  };
  const change = isThere ? "change" : "add to";
  const find: Subject["find"] = (written) => findStatement(written, place);
  if (name.startsWith("arn:")) return { type: "AWS::IAM::ManagedPolicy", physicalId: name, change, find };
  const role = roleName(view.text("had", "actor") || (view.event.who ?? ""));
  return role === undefined ? undefined : { type: "AWS::IAM::Role", physicalId: role, change, find };
}

function resourcePolicy(arn: string): Subject | undefined {
  for (const { arn: pattern, type, find } of RESOURCE_POLICIES) {
    const physicalId = pattern.exec(arn)?.[1];
    if (physicalId !== undefined) return { type, physicalId, change: "change", find };
  }
  return undefined;
}

function roleName(who: string): string | undefined {
  const session = /:assumed-role\/([^/]+)\//.exec(who)?.[1];
  return session ?? (who.includes(":role/") ? lastName(who) : undefined);
}

function lastName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
