import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import {
  addRecords,
  assertEndpoint,
  basePathsOf,
  domainOf,
  regionalTarget,
  TRUSTSTORE_FIELDS,
  truststore,
  truthyOf,
} from "../apis/custom-domain.ts";
import { invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  type ExpansionContext,
  passedOn,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { hashedId, isTruthy } from "../expansion/python.ts";

/** The custom domain of an HTTP API, its mappings and records. */
export function addHttpDomain(
  api: ServerlessResource,
  context: ExpansionContext,
  tags: Value | undefined,
): void {
  const domain = domainOf(api, context);
  if (domain === undefined) return;
  const { logicalId, body } = api;
  const { DomainName: name = null, CertificateArn: certificate = null } = domain;
  if (name === null || certificate === null) {
    throw invalidResource(
      logicalId,
      "Custom Domains only works if both DomainName and CertificateArn are provided.",
    );
  }
  const endpoint = domain["EndpointConfiguration"] ?? "REGIONAL";
  assertEndpoint(api, endpoint, ["REGIONAL"]);
  const configuration = {
    CertificateArn: certificate,
    EndpointType: endpoint,
    ...truthyOf(domain, ["OwnershipVerificationCertificateArn", "SecurityPolicy"]),
  };
  const clients = clientCertificates(logicalId, domain["MutualTlsAuthentication"]);
  const mappings = mappingsOf(logicalId, domain);
  const domainId = hashedId("ApiGatewayDomainNameV2", name);
  addResource(context, logicalId, {
    id: domainId,
    type: "AWS::ApiGatewayV2::DomainName",
    attributes: passedOn(body),
    properties: {
      DomainName: name,
      DomainNameConfigurations: [configuration],
      MutualTlsAuthentication: clients,
      Tags: tags ?? { "httpapi:createdBy": "SAM" },
    },
  });
  context.aliases.set(`${logicalId}.DomainName`, domainId);
  for (const { id, key } of mappings) {
    addResource(context, logicalId, {
      id,
      type: "AWS::ApiGatewayV2::ApiMapping",
      attributes: passedOn(body),
      properties: {
        DomainName: { Ref: domainId },
        ApiId: { Ref: logicalId },
        Stage: { Ref: `${logicalId}.Stage` },
        ApiMappingKey: key,
      },
    });
  }
  addRecords(api, context, { domain, target: () => regionalTarget(domainId), isRest: false });
}

function clientCertificates(logicalId: string, given: Value | undefined): ValueMap | undefined {
  if (!isTruthy(given)) return undefined;
  if (isValueMap(given)) {
    return truststore(given, (others) =>
      invalidResource(others.join(","), `Available MutualTlsAuthentication ${TRUSTSTORE_FIELDS}`),
    );
  }
  throw invalidResource(
    logicalId,
    `MutualTlsAuthentication must be a map with at least one of the following ${TRUSTSTORE_FIELDS.replace("are ", "")}`,
  );
}

interface Mapping {
  readonly id: string;
  readonly key?: string;
}

function mappingsOf(logicalId: string, domain: ValueMap): Mapping[] {
  const paths = basePathsOf(domain);
  if (paths === undefined) return [{ id: `${logicalId}ApiMapping` }];
  return paths.map((path) => {
    if (typeof path !== "string") throw invalidResource(logicalId, "Basepath must be a string.");
    if (/[^0-9a-zA-Z/_-]/.test(path)) throw invalidResource(logicalId, "Invalid Basepath name provided.");
    return { id: `${logicalId}${path.replace(/[-_/]+/g, "")}ApiMapping`, key: trimSlashes(path) };
  });
}

function trimSlashes(path: string): string {
  const parts = path.split("/");
  const first = parts.findIndex((part) => part !== "");
  const last = parts.findLastIndex((part) => part !== "");
  return first === -1 ? "" : parts.slice(first, last + 1).join("/");
}
