import type { Cloud } from "../cloud.ts";

/** Addresses of hosted sign-in. For every stack that has a pool's domain: its first app client that registered an address. */
export function signInPages({
  engine,
  endpoints,
  callbackOf,
}: Pick<Cloud, "engine" | "endpoints" | "callbackOf">): string[] {
  const pages: string[] = [];
  for (const { resources } of engine.list()) {
    const ofType = (type: string) => resources.filter((one) => one.type === type);
    const [domain] = ofType("AWS::Cognito::UserPoolDomain");
    const client = ofType("AWS::Cognito::UserPoolClient").find(({ physicalId }) => callbackOf(physicalId));
    if (domain === undefined || client === undefined) continue;
    const query = new URLSearchParams({
      response_type: "code",
      client_id: client.physicalId,
      redirect_uri: callbackOf(client.physicalId) ?? "",
      scope: "openid email profile",
    });
    pages.push(`${endpoints.authDomain(domain.physicalId)}/oauth2/authorize?${query}`);
  }
  return pages;
}
