import { type Protocol, readTable } from "./table.ts";

/** A service of AWS that this cloud does not have: enough to refuse a call in its own protocol. */
export interface OtherService {
  /** As AWS writes it, e.g. `Amazon Route 53`. */
  readonly name: string;
  readonly apiVersion: string;
  readonly protocol: Protocol;
  /** Where a client may choose. */
  readonly protocols?: readonly string[];
  readonly endpointPrefix: string;
  readonly signingName: string;
  /** Of `X-Amz-Target`. */
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string | { readonly uri: string };
  /** First segments of its paths, where several REST services share the signing name. */
  readonly paths?: readonly string[];
}

/** What a request shows of the service it means. */
export interface ServiceTraces {
  /** Of the credential scope. */
  readonly signingName?: string;
  /** `X-Amz-Target` up to its dot. */
  readonly targetPrefix?: string;
  /** The parameter `Version` of query services. */
  readonly apiVersion?: string;
  /** First label of the host. */
  readonly endpointPrefix?: string;
  readonly path?: string;
}

let known: readonly OtherService[] | undefined;

/** All services of AWS that are not part of this cloud. */
export function otherServices(): readonly OtherService[] {
  known ??= Object.entries(
    readTable<{ services: Readonly<Record<string, OtherService>> }>("other-services").services,
  )
    // DocumentDB and Neptune sign, and speak, as RDS: the one that the name is of comes first.
    .sort((one, other) => Number(isNamesake(other)) - Number(isNamesake(one)))
    .map(([, service]) => service);
  return known;
}

function isNamesake([id, { signingName }]: readonly [string, OtherService]): boolean {
  return id === signingName;
}

/**
 * The service that a request means, or undefined when AWS has none such. Several services share a
 * signing name: target, version and path decide between them, else it is the first of that name.
 */
export function findOtherService(traces: ServiceTraces): OtherService | undefined {
  const { targetPrefix } = traces;
  if (targetPrefix !== undefined) {
    const named = otherServices().filter((service) => service.targetPrefix === targetPrefix);
    if (named.length > 0)
      return named.find(({ signingName }) => signingName === traces.signingName) ?? named[0];
  }
  const candidates = otherServices().filter((service) => isCandidate(service, traces));
  const segment = traces.path?.split("/")[1] ?? "";
  return (
    candidates.find(({ apiVersion }) => apiVersion === traces.apiVersion) ??
    candidates.find(({ paths }) => paths?.includes(segment)) ??
    candidates[0]
  );
}

function isCandidate({ signingName, endpointPrefix }: OtherService, traces: ServiceTraces): boolean {
  if (traces.signingName !== undefined) return signingName === traces.signingName;
  return traces.endpointPrefix !== undefined && endpointPrefix === traces.endpointPrefix;
}
