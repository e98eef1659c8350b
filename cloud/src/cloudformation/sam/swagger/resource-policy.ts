import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, sameValue, type ValueMap } from "../../template/value.ts";
import type { ApiDraft } from "../draft.ts";
import { invalidDocument } from "../errors.ts";
import { isTruthy } from "../python.ts";
import { made, madeInOrder, setGiven, setMade } from "../python-print/origins.ts";
import { ANY_METHOD, itemsAt, pathPattern, section } from "./document.ts";

const POLICY = "x-amazon-apigateway-policy";

interface PolicyPlace {
  readonly path: string;
  readonly stage: Value;
}

interface PolicyOptions {
  readonly given: ValueMap;
  readonly places: readonly PolicyPlace[];
}

/** Lists of accounts, addresses and networks as statements on the methods of paths. */
export function addResourcePolicy(api: ApiDraft, document: ValueMap, { given, places }: PolicyOptions): void {
  const custom = given["CustomStatements"];
  if (places.length === 0 && !isTruthy(custom)) return;
  const policy = section(document, POLICY, made({}));
  for (const place of places) {
    const resources = resourcesAt(api, document, place);
    addAccounts(policy, given["AwsAccountWhitelist"], { effect: "Allow", resources });
    addAccounts(policy, given["AwsAccountBlacklist"], { effect: "Deny", resources });
    addAddresses(policy, given["IpRangeWhitelist"], { operator: "NotIpAddress", resources });
    addAddresses(policy, given["IpRangeBlacklist"], { operator: "IpAddress", resources });
    addNetworks(policy, given, { list: "Blacklist", operator: "StringEquals", resources });
    addNetworks(policy, given, { list: "Whitelist", operator: "StringNotEquals", resources });
  }
  if (isTruthy(custom)) addCustom(policy, custom);
}

function resourcesAt(api: ApiDraft, document: ValueMap, { path, stage }: PolicyPlace): Value[] {
  const methods = itemsAt(document, path).flatMap((item) => api.history.keys(item));
  // The stage of an implicit API has no mark.
  const given =
    api.body["Properties"] === undefined || stage !== api.properties["StageName"] ? [] : ["__Stage__"];
  return methods.map((method) => {
    const isAny = method === ANY_METHOD || method.toLowerCase() === "any";
    const resource = `execute-api:/\${__Stage__}/${isAny ? "*" : method.toUpperCase()}${pathPattern(path)}`;
    return madeInOrder({ "Fn::Sub": [resource, madeInOrder({ __Stage__: stage }, given)] });
  });
}

function statementsOf(policy: ValueMap): Value[] {
  setMade(policy, "Version", "2012-10-17");
  const known = policy["Statement"];
  return known === undefined ? [] : Array.isArray(known) ? known : [known];
}

interface Accounts {
  readonly effect: "Allow" | "Deny";
  readonly resources: Value[];
}

function addAccounts(policy: ValueMap, given: Value | undefined, { effect, resources }: Accounts): void {
  if (!isTruthy(given)) return;
  if (!isValueMap(given) && !Array.isArray(given)) {
    throw invalidDocument(`Type of '${String(given)}' must be a list or dictionary`);
  }
  const statement = made({
    Effect: effect,
    Action: "execute-api:Invoke",
    Resource: resources,
    Principal: made({ AWS: Array.isArray(given) ? given : [given] }),
  });
  const isFirst = policy["Statement"] === undefined;
  const known = statementsOf(policy);
  setMade(policy, "Statement", isFirst ? statement : [...known, statement]);
}

interface Condition {
  readonly operator: string;
  readonly resources: Value[];
}

function addAddresses(policy: ValueMap, given: Value | undefined, { operator, resources }: Condition): void {
  if (!isTruthy(given)) return;
  const ranges = Array.isArray(given) ? given : [given];
  addAllowAndDeny(policy, resources, { [operator]: madeInOrder({ "aws:SourceIp": ranges }) });
}

interface Networks extends Condition {
  readonly list: "Blacklist" | "Whitelist";
}

function addNetworks(policy: ValueMap, given: ValueMap, { list, operator, resources }: Networks): void {
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
    [operator]: made({
      ...(networks.length === 0 ? {} : { "aws:SourceVpc": networks }),
      ...(endpoints.length === 0 ? {} : { "aws:SourceVpce": endpoints }),
    }),
  });
}

function addAllowAndDeny(policy: ValueMap, resources: Value[], condition: ValueMap): void {
  const common = { Action: "execute-api:Invoke", Resource: resources, Principal: "*" };
  addNew(policy, [
    made({ Effect: "Allow", ...common }),
    made({ Effect: "Deny", ...common, Condition: madeInOrder(condition) }),
  ]);
}

function addNew(policy: ValueMap, statements: readonly Value[]): void {
  const all = statementsOf(policy);
  for (const statement of statements) {
    if (!all.some((known) => sameValue(known, statement))) all.push(statement);
  }
  setMade(policy, "Statement", all);
}

function addCustom(policy: ValueMap, given: Value): void {
  if (policy["Statement"] === undefined) {
    setMade(policy, "Version", "2012-10-17");
    setGiven(policy, "Statement", given);
  } else addNew(policy, Array.isArray(given) ? given : [given]);
}
