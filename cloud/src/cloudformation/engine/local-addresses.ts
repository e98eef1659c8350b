import type { Endpoints } from "../../core/endpoints.ts";

/** An AWS address this cloud serves under its own name. */
interface AddressRule {
  readonly pattern: RegExp;
  readonly local: (endpoints: Endpoints, parts: readonly string[]) => string;
}

const RULES: readonly AddressRule[] = [
  {
    pattern: /https:\/\/([a-z0-9-]{1,63})\.auth\.([a-z0-9-]+)\.amazoncognito\.com/g,
    local: (endpoints, [prefix = ""]) => endpoints.authDomain(prefix),
  },
  {
    pattern: /https:\/\/([a-z0-9]{1,32})\.execute-api\.([a-z0-9-]+)\.amazonaws\.com\/([A-Za-z0-9_-]{1,128})/g,
    local: (endpoints, [apiId = "", , stage = ""]) => endpoints.restApi(apiId, stage),
  },
  {
    pattern: /https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9-]+_[A-Za-z0-9]+)/g,
    local: (endpoints, [, poolId = ""]) => endpoints.issuer(poolId),
  },
];

/**
 * The text with AWS host names of this region replaced by the addresses that work here. Only for
 * outputs: properties of resources keep what the template says.
 */
export function withLocalAddresses(text: string, endpoints: Endpoints, region: string): string {
  return RULES.reduce(
    (current, rule) =>
      current.replace(rule.pattern, (whole: string, ...rest: (string | number)[]) => {
        const parts = rest.slice(0, -2).map(String);
        return parts.includes(region) ? rule.local(endpoints, parts) : whole;
      }),
    text,
  );
}
