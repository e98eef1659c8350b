import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, sameValue, type ValueMap } from "../../template/value.ts";
import { invalidDocument } from "../expansion/errors.ts";
import type { ExpandedApi, ExpansionContext } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { ANY_METHOD, itemsAt, pathPattern } from "./document.ts";

const POLICY = "x-amazon-apigateway-policy";

interface PolicyPlace {
  readonly path: string;
  readonly stage: Value;
}

interface PolicyOptions {
  readonly given: ValueMap;
  readonly places: readonly PolicyPlace[];
}

interface Policy {
  readonly edits: DocumentEdits;
  readonly map: ValueMap;
}

/** Lists of accounts, addresses and networks as statements on the methods of paths. */
export function addResourcePolicy(
  api: ExpandedApi,
  context: ExpansionContext,
  { given, places }: PolicyOptions,
): void {
  const custom = given["CustomStatements"];
  if (places.length === 0 && !isTruthy(custom)) return;
  const { document = {}, edits } = api;
  const policy = { edits, map: edits.section(document, POLICY, written({})) };
  for (const place of places) {
    const resources = resourcesAt(api, context, place);
    addAccounts(policy, given["AwsAccountWhitelist"], { effect: "Allow", resources });
    addAccounts(policy, given["AwsAccountBlacklist"], { effect: "Deny", resources });
    addAddresses(policy, given["IpRangeWhitelist"], { operator: "NotIpAddress", resources });
    addAddresses(policy, given["IpRangeBlacklist"], { operator: "IpAddress", resources });
    addNetworks(policy, given, { list: "Blacklist", operator: "StringEquals", resources });
    addNetworks(policy, given, { list: "Whitelist", operator: "StringNotEquals", resources });
  }
  if (isTruthy(custom)) addCustom(policy, custom);
}

function resourcesAt(api: ExpandedApi, { order }: ExpansionContext, { path, stage }: PolicyPlace): Value[] {
  const items = itemsAt(api.document ?? {}, path);
  const methods = items.flatMap((item) => order.keysIn(api.edits, item));
  // The stage of an implicit API has no mark.
  const given =
    api.body["Properties"] === undefined || stage !== api.properties["StageName"] ? [] : ["__Stage__"];
  return methods.map((method) => {
    const isAny = method === ANY_METHOD || method.toLowerCase() === "any";
    const resource = `execute-api:/\${__Stage__}/${isAny ? "*" : method.toUpperCase()}${pathPattern(path)}`;
    return written({ "Fn::Sub": [resource, written({ __Stage__: stage }, given)] });
  });
}

function statementsOf(policy: Policy): Value[] {
  policy.edits.setWritten(policy.map, "Version", "2012-10-17");
  const known = policy.map["Statement"];
  return known === undefined ? [] : Array.isArray(known) ? known : [known];
}

interface Accounts {
  readonly effect: "Allow" | "Deny";
  readonly resources: Value[];
}

function addAccounts(policy: Policy, given: Value | undefined, { effect, resources }: Accounts): void {
  if (!isTruthy(given)) return;
  if (!isValueMap(given) && !Array.isArray(given)) {
    throw invalidDocument(`Type of '${String(given)}' must be a list or dictionary`);
  }
  const statement = written({
    Effect: effect,
    Action: "execute-api:Invoke",
    Resource: resources,
    Principal: written({ AWS: Array.isArray(given) ? given : [given] }),
  });
  const isFirst = policy.map["Statement"] === undefined;
  const known = statementsOf(policy);
  policy.edits.setWritten(policy.map, "Statement", isFirst ? statement : [...known, statement]);
}

interface Condition {
  readonly operator: string;
  readonly resources: Value[];
}

function addAddresses(policy: Policy, given: Value | undefined, { operator, resources }: Condition): void {
  if (!isTruthy(given)) return;
  const ranges = Array.isArray(given) ? given : [given];
  addAllowAndDeny(policy, resources, { [operator]: written({ "aws:SourceIp": ranges }) });
}

interface Networks extends Condition {
  readonly list: "Blacklist" | "Whitelist";
}

function addNetworks(policy: Policy, given: ValueMap, { list, operator, resources }: Networks): void {
  const named = given[`SourceVpc${list}`] ?? [];
  const names = Array.isArray(named) ? named : [named];
  if (!names.every((name) => typeof name === "string")) {
    throw invalidDocument(
      `SourceVpc${list} must be a list of strings. Use IntrinsicVpc${list} instead for values that use Intrinsic Functions`,
    );
  }
  const listed = (name: string) => {
    const values = given[`${name}${list}`];
    return Array.isArray(values) ? values : [];
  };
  const networks = [...names.filter((name) => name.startsWith("vpc-")), ...listed("IntrinsicVpc")];
  const endpoints = [...names.filter((name) => name.startsWith("vpce-")), ...listed("IntrinsicVpce")];
  if (networks.length === 0 && endpoints.length === 0) return;
  addAllowAndDeny(policy, resources, {
    [operator]: written({
      ...(networks.length === 0 ? {} : { "aws:SourceVpc": networks }),
      ...(endpoints.length === 0 ? {} : { "aws:SourceVpce": endpoints }),
    }),
  });
}

function addAllowAndDeny(policy: Policy, resources: Value[], condition: ValueMap): void {
  const common = { Action: "execute-api:Invoke", Resource: resources, Principal: "*" };
  addNew(policy, [
    written({ Effect: "Allow", ...common }),
    written({ Effect: "Deny", ...common, Condition: written(condition) }),
  ]);
}

function addNew(policy: Policy, statements: readonly Value[]): void {
  const all = statementsOf(policy);
  for (const statement of statements) {
    if (!all.some((known) => sameValue(known, statement))) all.push(statement);
  }
  policy.edits.setWritten(policy.map, "Statement", all);
}

function addCustom(policy: Policy, given: Value): void {
  if (policy.map["Statement"] === undefined) {
    policy.edits.setWritten(policy.map, "Version", "2012-10-17");
    policy.edits.setFromTemplate(policy.map, "Statement", given);
  } else addNew(policy, Array.isArray(given) ? given : [given]);
}
