import type { Value } from "../../../core/ports/resource-provider.ts";
import type { ValueMap } from "../../template/value.ts";
import { type InvalidServerless, invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { mapAt } from "../expansion/expect.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import { hashedId, isTruthy, pythonList } from "../expansion/python.ts";

const TRUSTSTORE = ["TruststoreUri", "TruststoreVersion"];

/** What an API says of its custom domain, with the values of parameters; undefined when it says nothing. */
export function domainOf({ logicalId, properties }: ServerlessResource, context: ExpansionContext) {
  const given = properties["Domain"];
  if (given === undefined) return undefined;
  const refuse = (message: string) => invalidResource(logicalId, message);
  return mapAt(resolveParameterRefs(given, context.parameters), "Domain", refuse);
}

export function assertEndpoint(
  { logicalId }: ServerlessResource,
  endpoint: Value | undefined,
  known: readonly string[],
): void {
  if (typeof endpoint === "string" && known.includes(endpoint)) return;
  throw invalidResource(
    logicalId,
    `EndpointConfiguration for Custom Domains must be one of ${pythonList(known)}.`,
  );
}

/** The store of the certificates that clients may show. `refuse` tells of other fields. */
export function truststore(
  given: ValueMap,
  refuse: (others: readonly string[]) => InvalidServerless,
): ValueMap {
  const others = Object.keys(given).filter((name) => !TRUSTSTORE.includes(name));
  if (others.length > 0) throw refuse(others.toSorted());
  return truthyOf(given, TRUSTSTORE);
}

export const TRUSTSTORE_FIELDS = `fields are ${pythonList(TRUSTSTORE)}.`;

/** The members of these names that say something. */
export function truthyOf(map: ValueMap, names: readonly string[]): ValueMap {
  return defined(
    Object.fromEntries(names.map((name) => [name, isTruthy(map[name]) ? map[name] : undefined])),
  );
}

/** One base path or several; undefined when the whole domain shows the API. */
export function basePathsOf({ BasePath: given }: ValueMap): Value[] | undefined {
  if (!isTruthy(given)) return undefined;
  if (typeof given === "string") return [given];
  return Array.isArray(given) ? given : undefined;
}

interface Records {
  readonly domain: ValueMap;
  /** Where the name of the domain leads to. */
  readonly target: (route53: ValueMap) => ValueMap;
  /** REST APIs may ask for a group of their own, and say both of a zone's id and name. */
  readonly isRest: boolean;
}

/** The records of a hosted zone that lead to the domain; APIs of one zone share a group of records. */
export function addRecords(api: ServerlessResource, context: ExpansionContext, records: Records): void {
  const { domain, target, isRest } = records;
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  if (domain["Route53"] === undefined || domain["Route53"] === null) return;
  const route53 = mapAt(domain["Route53"], "Domain.Route53", refuse);
  const { HostedZoneId: id = null, HostedZoneName: name = null } = route53;
  if (id === null && name === null) {
    throw refuse("HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.");
  }
  const zone = isTruthy(id) ? id : name;
  const isSeparate = isRest && isTruthy(route53["SeparateRecordSetGroup"]);
  if (isSeparate && route53["SeparateRecordSetGroup"] !== true) {
    throw refuse("Property 'Domain.Route53.SeparateRecordSetGroup' should be a boolean.");
  }
  const zones = isRest
    ? { HostedZoneId: id, HostedZoneName: name }
    : { [id === null ? "HostedZoneName" : "HostedZoneId"]: zone };
  const groupId = isSeparate
    ? hashedId("RecordSetGroup", [zone, domain["DomainName"] ?? null])
    : `RecordSetGroup${hashedId("", zone)}`;
  const sets = recordSets(domain, route53, target(route53));
  const known = isSeparate ? undefined : context.recordSets.get(groupId);
  if (known !== undefined) {
    known.push(...sets);
    return;
  }
  if (!isSeparate) context.recordSets.set(groupId, sets);
  addResource(context, api.logicalId, {
    id: groupId,
    type: "AWS::Route53::RecordSetGroup",
    attributes: passedOn(api.body),
    properties: { ...zones, RecordSets: sets },
  });
}

function recordSets(domain: ValueMap, route53: ValueMap, target: ValueMap): Value[] {
  const { Region, SetIdentifier, EvaluateTargetHealth, IpV6 } = route53;
  const types = IpV6 === true ? ["A", "AAAA"] : ["A"];
  return types.map((Type) =>
    defined({
      Name: domain["DomainName"],
      Type,
      AliasTarget: { ...defined({ EvaluateTargetHealth }), ...target },
      Region,
      SetIdentifier,
    }),
  );
}

/** The name that a regional domain has on AWS. */
export function regionalTarget(domainId: string): ValueMap {
  return {
    HostedZoneId: { "Fn::GetAtt": [domainId, "RegionalHostedZoneId"] },
    DNSName: { "Fn::GetAtt": [domainId, "RegionalDomainName"] },
  };
}
