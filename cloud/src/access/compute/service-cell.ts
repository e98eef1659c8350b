import { parsePolicy } from "../../iam/policies/document.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { Cell } from "../matrix.ts";
import { FOREIGN_ACCOUNT, FOREIGN_BUCKET } from "./constants.ts";
import { type AskedPolicy, cellOf } from "./policy-cell.ts";
import { decide } from "./policy-question.ts";
import type { Principal } from "./principals.ts";
import { covers } from "./subjects.ts";

/** Stands for what a pattern leaves open. */
export const ANY = "portcullis-access";

/** A text that an IAM pattern takes in. */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll("*", ANY).replaceAll("?", "x");
}

interface ServiceAsk {
  readonly principal: Extract<Principal, { kind: "service" }>;
  readonly asked: AskedPolicy;
}

/** A service lets in whoever uses it: it depends on the source that the policy names. */
export function serviceCell(deployment: Deployment, { principal, asked }: ServiceAsk): Cell {
  const foreign = foreignSource(deployment, principal.service);
  const open = decide(deployment, principal, asked, foreign);
  if (open.kind !== "no") {
    return {
      verdict: "yes",
      reason: "any-source",
      sentence: `for whoever uses the service, in any account: the permission names no source of ours`,
      by: { place: asked.place },
    };
  }
  const sources = sourcesOf(deployment, { principal, asked }).filter(
    ({ arn }) => decide(deployment, principal, asked, arn).kind !== "no",
  );
  if (sources.length === 0) {
    return cellOf(deployment, { principal, asked, verdict: open });
  }
  const names = [...new Set(sources.map(({ name }) => name))].sort();
  return {
    verdict: "only-if",
    reason: "for-source",
    sentence: `for ${names.join(", ")}`,
    conditions: names,
    by: { place: asked.place },
  };
}

function foreignSource({ scope }: Deployment, service: string): string {
  const head = (name: string): string => `arn:aws:${name}:${scope.region}:${FOREIGN_ACCOUNT}:`;
  switch (service) {
    case "apigateway.amazonaws.com":
      return `${head("execute-api")}aaaaaaaaaa/v1/GET/`;
    case "cognito-idp.amazonaws.com":
      return `${head("cognito-idp")}userpool/${scope.region}_AAAAAAAAA`;
    case "s3.amazonaws.com":
      return FOREIGN_BUCKET;
    default:
      return `${head(service.split(".")[0] ?? "")}portcullis-access`;
  }
}

interface KnownSource {
  readonly arn: string;
  readonly name: string;
}

function sourcesOf(deployment: Deployment, { principal: { service }, asked }: ServiceAsk): KnownSource[] {
  const { apis, pools, buckets, scope } = deployment;
  switch (service) {
    case "apigateway.amazonaws.com":
      return apis.flatMap((api) =>
        api.stages.flatMap((stage) =>
          stage.routes.map(({ method, path }) => ({
            arn: `arn:aws:execute-api:${scope.region}:${scope.accountId}:${api.id}/${stage.name}/${method}${path.replace(/\{[^{}]*\}/g, "*")}`,
            name: `${method} ${path} of ${api.place}`,
          })),
        ),
      );
    case "cognito-idp.amazonaws.com":
      return pools.map(({ arn, place }) => ({ arn, name: place }));
    case "s3.amazonaws.com":
      return buckets.map(({ name, place }) => ({ arn: `arn:aws:s3:::${name}`, name: place }));
    default: {
      const known = sendersOf(deployment, service);
      const named = namedSources(deployment, { service, policy: asked.resourcePolicy });
      return [...known, ...named.filter(({ pattern }) => !known.some(({ arn }) => covers(pattern, arn)))];
    }
  }
}

/** What is deployed of a service that sends: topics, rules, schedules. */
function sendersOf({ doors, senders }: Deployment, service: string): KnownSource[] {
  const topics = service === "sns.amazonaws.com" ? doors.filter(({ kind }) => kind === "topic") : [];
  return [...topics, ...senders.filter((sender) => sender.service === service)].map(({ arn, place }) => ({
    arn,
    name: place,
  }));
}

interface NamedSource extends KnownSource {
  /** As the policy has it. */
  readonly pattern: string;
}

/** What the policy names that may be there or not, or all of ours where any will do. */
function namedSources(
  { scope, names }: Deployment,
  { service, policy }: { readonly service: string; readonly policy: string | undefined },
): NamedSource[] {
  const patterns = (policy === undefined ? [] : parsePolicy(policy).statements)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === "aws:sourcearn")
    .flatMap(({ expected }) => [...expected]);
  const own = {
    arn: `arn:aws:${service.split(".")[0] ?? ""}:${scope.region}:${scope.accountId}:${ANY}`,
    name: "whatever of that service is of this account",
    pattern: "",
  };
  return [
    ...(patterns.length === 0 ? [own] : []),
    ...patterns.map((arn) => ({
      arn: exampleOf(arn),
      name: names.logical(arn),
      pattern: arn,
    })),
  ];
}
