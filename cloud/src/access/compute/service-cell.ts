import { parsePolicy } from "../../iam/policies/document.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { Cell } from "../matrix.ts";
import type { Source } from "./callers.ts";
import { FOREIGN_ACCOUNT, FOREIGN_BUCKET } from "./constants.ts";
import { type AskedPolicy, cellOf } from "./policy-cell.ts";
import { decide } from "./policy-question.ts";
import type { Principal } from "./principals.ts";
import { ANY, covers, exampleOf } from "./subjects.ts";

interface ServiceAsk {
  readonly principal: Extract<Principal, { kind: "service" }>;
  readonly asked: AskedPolicy;
}

/** A service lets in whoever uses it: it depends on the source that the policy names. */
export function serviceCell(deployment: Deployment, { principal, asked }: ServiceAsk): Cell {
  const decided = (source: Source) =>
    cellOf(deployment, { principal, asked, verdict: decide(deployment, principal, asked, source) });
  const open = foreignSources(deployment, { principal, asked }).map(decided);
  const [first] = open;
  if (open.some(({ verdict }) => verdict === "yes")) {
    return {
      verdict: "yes",
      reason: "any-source",
      sentence: `for whoever uses the service, in any account: the permission names no source of ours`,
      by: { place: asked.place },
    };
  }
  // ACCESS-4: what hangs on the request, such as the organization of the source, is no yes.
  const hanging = open.find(({ verdict }) => verdict === "only-if");
  if (hanging !== undefined) return hanging;
  const sources = sourcesOf(deployment, { principal, asked })
    .map((source) => ({ source, cell: decided(source) }))
    .filter(({ cell }) => cell.verdict !== "no");
  if (sources.length === 0) return first ?? decided(elsewhere(deployment, principal.service));
  const text = ({ source, cell }: (typeof sources)[number]): string =>
    cell.verdict === "only-if" ? `${source.name} (if ${cell.sentence})` : source.name;
  const names = [...new Set(sources.map(text))].sort();
  return {
    verdict: "only-if",
    reason: "for-source",
    sentence: `for ${names.join(", ")}`,
    conditions: names,
    by: { place: asked.place },
  };
}

/** Something of that service in an account that is not ours. */
function elsewhere({ scope }: Deployment, service: string): Source {
  const head = (name: string): string => `arn:aws:${name}:${scope.region}:${FOREIGN_ACCOUNT}:`;
  const at = (arn: string): Source => ({ arn, account: FOREIGN_ACCOUNT });
  switch (service) {
    case "apigateway.amazonaws.com":
      return at(`${head("execute-api")}aaaaaaaaaa/v1/GET/`);
    case "cognito-idp.amazonaws.com":
      return at(`${head("cognito-idp")}userpool/${scope.region}_AAAAAAAAA`);
    case "s3.amazonaws.com":
      return at(FOREIGN_BUCKET);
    default:
      return at(`${head(service.split(".")[0] ?? "")}portcullis-access`);
  }
}

/** That, and what patterns take in of such an account: `arn:aws:sns:*:*:orders`. */
function foreignSources(deployment: Deployment, { principal: { service }, asked }: ServiceAsk): Source[] {
  const wide = expectedOf(asked.resourcePolicy, "aws:sourcearn").flatMap((pattern) => {
    const [head, partition, name, region = "", account = "", ...rest] = pattern.split(":");
    const isWide = name === "s3" ? account === "" && /[*?]/.test(pattern) : covers(account, FOREIGN_ACCOUNT);
    if (!isWide || rest.length === 0) return [];
    const own = name === "s3" ? "" : FOREIGN_ACCOUNT;
    const arn = [head, partition, name, exampleOf(region), own, exampleOf(rest.join(":"))].join(":");
    return [{ arn, account: FOREIGN_ACCOUNT }];
  });
  return [elsewhere(deployment, service), ...wide];
}

interface KnownSource extends Source {
  readonly name: string;
}

/** What is deployed of the service, and what the policy names that may be there or not. */
function sourcesOf(deployment: Deployment, { principal: { service }, asked }: ServiceAsk): KnownSource[] {
  const known = deployedOf(deployment, service);
  const named = namedSources(deployment, { service, policy: asked.resourcePolicy, known });
  return [...known, ...named];
}

function deployedOf(
  { apis, pools, buckets, doors, senders, scope }: Deployment,
  service: string,
): KnownSource[] {
  const own = (arn: string, name: string): KnownSource => ({ arn, name, account: scope.accountId });
  switch (service) {
    case "apigateway.amazonaws.com":
      return apis.flatMap((api) =>
        api.stages.flatMap((stage) =>
          stage.routes.map(({ method, path }) =>
            own(
              `arn:aws:execute-api:${scope.region}:${scope.accountId}:${api.id}/${stage.name}/${method}${path.replace(/\{[^{}]*\}/g, "*")}`,
              `${method} ${path} of ${api.place}`,
            ),
          ),
        ),
      );
    case "cognito-idp.amazonaws.com":
      return pools.map(({ arn, place }) => own(arn, place));
    case "s3.amazonaws.com":
      return buckets.map(({ name, place }) => own(`arn:aws:s3:::${name}`, place));
    default: {
      const topics = service === "sns.amazonaws.com" ? doors.filter(({ kind }) => kind === "topic") : [];
      return [...topics, ...senders.filter((sender) => sender.service === service)].map(({ arn, place }) =>
        own(arn, place),
      );
    }
  }
}

interface Naming {
  readonly service: string;
  readonly policy: string | undefined;
  readonly known: readonly KnownSource[];
}

/** Services all of whose things of this account are read: what else a policy names is not there. */
const READ_WHOLE: ReadonlySet<string> = new Set([
  "apigateway.amazonaws.com",
  "cognito-idp.amazonaws.com",
  "s3.amazonaws.com",
]);

/** What the policy names that may be there or not, or all of ours where any will do. */
function namedSources({ scope, names }: Deployment, { service, policy, known }: Naming): KnownSource[] {
  const isOwn = (account: string): boolean => account === scope.accountId;
  const isHere = (account: string): boolean => READ_WHOLE.has(service) && isOwn(account);
  const prefix = service.split(".")[0] ?? "";
  const patterns = expectedOf(policy, "aws:sourcearn");
  const accounts = expectedOf(policy, "aws:sourceaccount").filter((account) => /^\d{12}$/.test(account));
  const ofAccounts = accounts
    .filter((account) => !isOwn(account))
    .map((account) => ({
      arn: `arn:aws:${prefix}:${scope.region}:${account}:${ANY}`,
      account,
      name: `account ${account}`,
    }));
  const whatever = {
    arn: `arn:aws:${prefix}:${scope.region}:${scope.accountId}:${ANY}`,
    account: scope.accountId,
    name: "whatever of that service is of this account",
  };
  const ofPatterns = patterns
    .filter((pattern) => isOf(service, pattern) && !known.some(({ arn }) => covers(pattern, arn)))
    .flatMap((pattern) => {
      const arn = exampleOf(pattern);
      // A bucket's ARN tells no account: it is of one that the policy names, or of any.
      const [told = ""] = arn.split(":").slice(4, 5);
      const of = told === "" ? (accounts.length > 0 ? accounts : [FOREIGN_ACCOUNT]) : [told];
      return of.map((account) => ({ arn, account, name: names.logical(pattern) }));
    })
    .filter(({ account }) => !isHere(account));
  return [
    ...(patterns.length === 0 && !READ_WHOLE.has(service) ? [whatever] : []),
    ...ofAccounts,
    ...ofPatterns,
  ];
}

/** Whether it may be the ARN of a thing of that service. */
function isOf(service: string, pattern: string): boolean {
  const prefix = pattern.split(":")[2] ?? "*";
  return /[*?]/.test(prefix) || servicePrincipal(prefix) === service;
}

/** Who acts for things with that prefix in their ARNs. */
export function servicePrincipal(prefix: string): string {
  return prefix === "execute-api" ? "apigateway.amazonaws.com" : `${prefix}.amazonaws.com`;
}

/** Values that the Allow statements of a policy want of a key. */
function expectedOf(policy: string | undefined, wanted: string): string[] {
  return (policy === undefined ? [] : parsePolicy(policy).statements)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === wanted)
    .flatMap(({ expected }) => [...expected]);
}
