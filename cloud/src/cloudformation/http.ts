import { type PipelineDependencies, type ServedService, serve } from "../wire/pipeline.ts";
import { QUERY_BODY_LIMIT, query } from "../wire/protocols/query.ts";
import type { ApiContext } from "./api/context.ts";
import { OPERATIONS } from "./api/operations/index.ts";
import { tagsOfStack } from "./api/questions.ts";

/** CloudFormation over the query protocol, version 2010-05-15; every call is signed and judged [CFN-AUTHORIZED]. */
export function createCloudFormationHttp(api: ApiContext, dependencies: PipelineDependencies): ServedService {
  return serve(
    {
      name: "cloudformation",
      signingNames: ["cloudformation"],
      body: QUERY_BODY_LIMIT,
      tagsOf: (resource) => tagsOfStack(api, resource),
      protocol: query({
        xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
        operations: OPERATIONS.map((create) => create(api)),
        model: "cloudformation",
      }),
    },
    dependencies,
  );
}
