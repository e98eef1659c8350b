import type { Scope } from "../../core/arns.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { Authentication } from "../../wire/authentication.ts";
import type { HttpService } from "../../wire/http.ts";
import { createQueryService } from "../../wire/query/service.ts";
import type { ApiContext } from "./context.ts";
import { OPERATIONS, UNSUPPORTED_OPERATIONS } from "./operations.ts";

interface ApiServiceOptions {
  readonly api: ApiContext;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly logger: Logger;
}

/** CloudFormation over the query protocol, version 2010-05-15. */
export function createApiService({ api, ...options }: ApiServiceOptions): HttpService {
  return createQueryService({
    ...options,
    xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    actionPrefix: "cloudformation",
    signingNames: ["cloudformation"],
    operations: OPERATIONS.map((create) => create(api)),
    unsupportedOperations: UNSUPPORTED_OPERATIONS,
  });
}
