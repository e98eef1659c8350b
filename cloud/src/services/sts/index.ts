/**
 * AWS Security Token Service: who am I, and sessions of roles.
 *
 * **Gaps** GetSessionToken, GetFederationToken, AssumeRoleWithSAML, AssumeRoleWithWebIdentity,
 * AssumeRoot, DecodeAuthorizationMessage and GetAccessKeyInfo are refused by name; so are session
 * tags, source identity and MFA parameters of AssumeRole.
 *
 * **By design** A session is sealed into its token and nothing is stored: it survives a restart
 * and ends with its role. A role that does not exist is refused like one that does not trust.
 *
 * **Client quirks** SDKs sign for the cloud's region when an endpoint is set, and for us-east-1
 * without: both scopes are taken.
 */
import type { Identities } from "../../iam/identities/index.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { QUERY_BODY_LIMIT, query } from "../../wire/protocols/query.ts";
import { assumeRole } from "./operations/AssumeRole.ts";
import { getCallerIdentity } from "./operations/GetCallerIdentity.ts";

export interface StsDependencies extends PipelineDependencies {
  readonly identities: Identities;
}

export function createStsService(dependencies: StsDependencies): { readonly http: ServedService } {
  return {
    http: serve(
      {
        name: "sts",
        signingNames: ["sts"],
        body: QUERY_BODY_LIMIT,
        protocol: query({
          xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
          operations: [getCallerIdentity, assumeRole(dependencies.identities)],
          model: "sts",
        }),
      },
      dependencies,
    ),
  };
}
