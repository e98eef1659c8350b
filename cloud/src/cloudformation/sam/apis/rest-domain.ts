import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf, recordKeySteps } from "../../edits/key-steps.ts";
import type { ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  type ExpandedApi,
  type ExpansionContext,
  passedOn,
} from "../expansion/expansion-context.ts";
import { mapAt, presentAt, stringsAt } from "../expansion/expect.ts";
import { hashedId, isTruthy } from "../expansion/python.ts";
import {
  addRecords,
  assertEndpoint,
  basePathsOf,
  domainOf,
  regionalTarget,
  TRUSTSTORE_FIELDS,
  truststore,
  truthyOf,
} from "./custom-domain.ts";

const ENDPOINTS = ["EDGE", "REGIONAL", "PRIVATE"];
const OPTIONAL = ["SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"];
/** The hosted zone of all CloudFront distributions. */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

/** What differs between a private domain and the others. */
interface DomainKind {
  readonly domainType: string;
  readonly mappingType: string;
  /** The property of a mapping that names the domain. */
  readonly domainProperty: string;
  /** The name by which templates refer to the domain: `Api.DomainName`. */
  readonly alias: string;
  /** Of the optional properties the one that this type has not. */
  readonly without: string;
}

const PUBLIC: DomainKind = {
  domainType: "AWS::ApiGateway::DomainName",
  mappingType: "AWS::ApiGateway::BasePathMapping",
  domainProperty: "DomainName",
  alias: "DomainName",
  without: "Policy",
};
const PRIVATE: DomainKind = {
  domainType: "AWS::ApiGateway::DomainNameV2",
  mappingType: "AWS::ApiGateway::BasePathMappingV2",
  domainProperty: "DomainNameArn",
  alias: "DomainNameV2",
  without: "OwnershipVerificationCertificateArn",
};

/**
 * The custom domain of a REST API, its base paths and records; returns what is said of it, which the id
 * of the deployment depends on.
 */
export function addRestDomain(api: ExpandedApi, context: ExpansionContext): ValueMap | undefined {
  const domain = domainOf(api, context);
  if (domain === undefined) return undefined;
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  const kind = domain["EndpointConfiguration"] === "PRIVATE" ? PRIVATE : PUBLIC;
  const name = presentAt(domain["DomainName"], "Domain.DomainName", refuse);
  presentAt(domain["CertificateArn"], "Domain.CertificateArn", refuse);
  const domainId = hashedId(`ApiGateway${kind.alias}`, name);
  if (kind === PUBLIC) setKey(domain, "ApiDomainName", domainId);
  if ((domain["EndpointConfiguration"] ?? null) === null) {
    setKey(domain, "EndpointConfiguration", "REGIONAL");
  }
  assertEndpoint(api, domain["EndpointConfiguration"], ENDPOINTS);
  const properties = domainProperties(api, domain, kind);
  const unknown = isTruthy(domain[kind.without]) ? kind.without : undefined;
  if (unknown !== undefined) {
    throw invalidResource(
      domainId,
      `property ${unknown} not defined for resource of type ${kind.domainType}`,
    );
  }
  const mappings = mappingsOf(api, domain);
  addResource(context, api.logicalId, {
    id: domainId,
    type: kind.domainType,
    attributes: passedOn(api.body),
    properties,
  });
  context.aliases.set(`${api.logicalId}.${kind.alias}`, domainId);
  for (const { id, basePath } of mappings) {
    addResource(context, api.logicalId, {
      id,
      type: kind.mappingType,
      attributes: passedOn(api.body),
      properties: {
        [kind.domainProperty]: { Ref: domainId },
        RestApiId: { Ref: api.logicalId },
        Stage: { Ref: `${api.logicalId}.Stage` },
        BasePath: basePath,
      },
    });
  }
  if (kind === PRIVATE) addAccessAssociation(api, context, { domain, domainId });
  addRecords(api, context, {
    domain,
    target: (route53) => targetOf(domain, domainId, route53),
    isRest: true,
  });
  return domain;
}

/** Writes into what is said of the domain; the id of the deployment depends on the order of its keys. */
function setKey(map: ValueMap, name: string, value: Value): void {
  const steps = keyStepsOf(map);
  map[name] = value;
  recordKeySteps(map, [...steps, { kind: "add", names: [name] }]);
}

function domainProperties(
  { logicalId }: ExpandedApi,
  domain: ValueMap,
  kind: DomainKind,
): Record<string, Value | undefined> {
  const refuse = (message: string) => invalidResource(logicalId, message);
  const { EndpointConfiguration: endpoint = null, IpAddressType: ipAddressType } = domain;
  const clients = kind === PUBLIC ? domain["MutualTlsAuthentication"] : undefined;
  const field = endpoint === "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn";
  return {
    DomainName: domain["DomainName"],
    [field]: domain["CertificateArn"],
    EndpointConfiguration: {
      Types: [endpoint],
      ...(isTruthy(ipAddressType) ? { IpAddressType: ipAddressType } : {}),
    },
    MutualTlsAuthentication: isTruthy(clients)
      ? truststore(mapAt(clients, "Domain.MutualTlsAuthentication", refuse), () =>
          refuse(`Available Domain.MutualTlsAuthentication ${TRUSTSTORE_FIELDS}`),
        )
      : undefined,
    ...truthyOf(domain, OPTIONAL),
  };
}

interface Mapping {
  readonly id: string;
  readonly basePath?: string;
}

/** Without NormalizeBasePath all but letters and digits leaves a base path. */
function mappingsOf({ logicalId }: ExpandedApi, domain: ValueMap): Mapping[] {
  const given = basePathsOf(domain);
  if (given === undefined) return [{ id: `${logicalId}BasePathMapping` }];
  const paths = stringsAt(given, "Domain.BasePath", (message) => invalidResource(logicalId, message));
  const keeps = domain["NormalizeBasePath"] !== undefined && !isTruthy(domain["NormalizeBasePath"]);
  return paths.map((path) => {
    const plain = path.replace(/[^\p{L}\p{N}]/gu, "");
    return { id: `${logicalId}${plain}BasePathMapping`, basePath: keeps ? path : plain };
  });
}

/** Where the records of the name lead to. A distribution's name is kept in what is said of the domain. */
function targetOf(domain: ValueMap, domainId: string, route53: ValueMap): ValueMap {
  if (domain["EndpointConfiguration"] === "REGIONAL") return regionalTarget(domainId);
  if (domain["EndpointConfiguration"] === "EDGE") {
    const own = { "Fn::GetAtt": [domainId, "DistributionDomainName"] };
    if ((route53["DistributionDomainName"] ?? null) === null) setKey(route53, "DistributionDomainName", own);
    return { HostedZoneId: CLOUDFRONT_ZONE, DNSName: route53["DistributionDomainName"] ?? own };
  }
  return {
    HostedZoneId: route53["VpcEndpointHostedZoneId"] ?? null,
    DNSName: route53["VpcEndpointDomainName"] ?? null,
  };
}

interface PrivateDomain {
  readonly domain: ValueMap;
  readonly domainId: string;
}

/** Lets a VPC endpoint use a private domain. */
function addAccessAssociation(
  api: ExpandedApi,
  context: ExpansionContext,
  { domain, domainId }: PrivateDomain,
): void {
  const given = domain["AccessAssociation"] ?? null;
  if (given === null) return;
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  const source = mapAt(given, "Domain.AccessAssociation", refuse)["VpcEndpointId"] ?? null;
  addResource(context, api.logicalId, {
    id: hashedId("DomainNameAccessAssociation", [source, domainId]),
    type: "AWS::ApiGateway::DomainNameAccessAssociation",
    attributes: passedOn(api.body),
    properties: {
      DomainNameArn: { Ref: domainId },
      AccessAssociationSourceType: "VPCE",
      AccessAssociationSource: source,
    },
  });
}
