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
import type { Scope } from "../../core/arns.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { Identities } from "../../iam/identities/index.ts";
import type { Authentication } from "../../wire/authentication.ts";
import type { HttpService } from "../../wire/http.ts";
import { createQueryService } from "../../wire/query/service.ts";
import { assumeRole } from "./operations/AssumeRole.ts";
import { getCallerIdentity } from "./operations/GetCallerIdentity.ts";

export interface StsDependencies {
  readonly identities: Identities;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly logger: Logger;
}

const UNSUPPORTED_OPERATIONS: ReadonlySet<string> = new Set([
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "AssumeRoot",
  "DecodeAuthorizationMessage",
  "GetAccessKeyInfo",
  "GetDelegatedAccessToken",
  "GetFederationToken",
  "GetSessionToken",
  "GetWebIdentityToken",
]);

export function createStsService(dependencies: StsDependencies): { readonly http: HttpService } {
  const { authentication, authorization, identities, logger, scope } = dependencies;
  return {
    http: createQueryService({
      xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
      actionPrefix: "sts",
      signingNames: ["sts"],
      operations: [getCallerIdentity, assumeRole(identities)],
      unsupportedOperations: UNSUPPORTED_OPERATIONS,
      authentication,
      authorization,
      scope,
      logger,
    }),
  };
}
