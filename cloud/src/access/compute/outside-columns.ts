import { parsePolicy, type Statement } from "../../iam/policies/document.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { OTHER_ACCOUNT } from "./constants.ts";
import { invocablesOf } from "./invocable.ts";
import type { PrincipalColumn } from "./principals.ts";
import { servicePrincipal } from "./service-cell.ts";

/** Services that a thing's own policy lets in; and other accounts where one does. */
export function outsideColumns(deployment: Deployment): PrincipalColumn[] {
  const { functions, buckets, doors, apis, roles, scope } = deployment;
  const policies = [...invocablesOf(functions), ...buckets, ...doors, ...apis].map(({ policy }) => policy);
  const statements = [...policies, ...roles.map(({ trustPolicy }) => trustPolicy)]
    .flatMap((policy) => (policy === undefined ? [] : parsePolicy(policy).statements))
    .filter(({ principal }) => principal !== undefined);
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const isForAll = allowed.some(isForEveryAccount);
  const services = new Set(allowed.flatMap(servicesOf));
  const accounts = new Set(
    (isForAll ? statements : allowed).flatMap(accountsOf).filter((id) => id !== scope.accountId),
  );
  return [
    ...[...services].sort().map(serviceColumn),
    ...(isForAll ? [OTHERS] : []),
    ...[...accounts].sort().map((id) => accountColumn(id, allowed)),
  ];
}

function serviceColumn(service: string): PrincipalColumn {
  return {
    column: {
      key: `service@${service}`,
      kind: "services",
      title: serviceTitle(service),
      about: `The AWS service ${service}, for whichever account uses it.`,
    },
    principal: { kind: "service", service },
  };
}

const OTHERS: PrincipalColumn = {
  column: {
    key: OTHER_ACCOUNT,
    kind: "services",
    title: "Other account",
    about: "Somebody with credentials of another AWS account.",
  },
  principal: { kind: "other-account" },
};

function accountColumn(accountId: string, allowed: readonly Statement[]): PrincipalColumn {
  const named = allowed.flatMap(({ principal }) => [...(principal?.element.aws ?? [])]);
  return {
    column: {
      key: `account@${accountId}`,
      kind: "services",
      title: `Account ${accountId}`,
      about: `Somebody with credentials of the AWS account ${accountId}, which policies name.`,
    },
    principal: {
      kind: "other-account",
      accountId,
      named: [...new Set(named)].filter((arn) => isOneOf(arn, accountId)).sort(),
    },
  };
}

/** A role, user or session of the account; its root is the whole account. */
function isOneOf(arn: string, accountId: string): boolean {
  const [, , , , account, resource = ""] = arn.split(":");
  return account === accountId && resource !== "root";
}

/** Services that are named, or that the source of a statement for everybody tells: `arn:aws:sns:…`. */
function servicesOf({ principal, conditions }: Statement): string[] {
  if (principal === undefined || principal.negated) return [];
  const { everyone, services } = principal.element;
  if (!everyone) return [...services];
  const sources = expectedOf(conditions, "aws:sourcearn").map((arn) => arn.split(":")[2] ?? "");
  const named = expectedOf(conditions, "aws:principalservicename");
  return [
    ...services,
    ...named,
    ...sources.filter((name) => /^[a-z0-9-]+$/.test(name)).map(servicePrincipal),
  ].filter((service) => !/[*?]/.test(service));
}

/** Accounts that a statement names, as principal or by a condition. */
function accountsOf({ principal, conditions }: Statement): string[] {
  const names = [...[...(principal?.element.aws ?? [])], ...expectedOf(conditions, "aws:principalarn")].map(
    (arn) => arn.split(":")[4] ?? "",
  );
  const ids = ["aws:principalaccount", "kms:calleraccount"].flatMap((key) => expectedOf(conditions, key));
  return [...names, ...ids].filter((id) => /^\d{12}$/.test(id));
}

function isForEveryAccount({ principal }: Statement): boolean {
  return principal !== undefined && (principal.negated || principal.element.everyone);
}

function expectedOf(conditions: Statement["conditions"], wanted: string): string[] {
  return conditions.flatMap(({ key, expected }) => (key.toLowerCase() === wanted ? [...expected] : []));
}

const SERVICE_TITLES: Readonly<Record<string, string>> = {
  "apigateway.amazonaws.com": "API Gateway",
  "cognito-idp.amazonaws.com": "Cognito",
  "events.amazonaws.com": "EventBridge",
  "iot.amazonaws.com": "IoT",
  "lambda.amazonaws.com": "Lambda",
  "s3.amazonaws.com": "S3",
  "scheduler.amazonaws.com": "Scheduler",
  "sns.amazonaws.com": "SNS",
};

function serviceTitle(service: string): string {
  return SERVICE_TITLES[service] ?? service.replace(/\.amazon(?:aws)?\.com$/, "");
}
