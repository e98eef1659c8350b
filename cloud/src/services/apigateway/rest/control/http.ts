import { AwsError, unsupported } from "../../../../core/errors.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../../../wire/pipeline.ts";
import { restJson } from "../../../../wire/protocols/rest-json.ts";
import { unsupportedBindings } from "../../../../wire/protocols/unsupported-bindings.ts";
import { UNSUPPORTED_HTTP_OPERATIONS } from "../../http/unsupported-operations.ts";
import type { Control } from "./model/control.ts";
import { badRequest } from "./model/errors.ts";
import { managementOperations } from "./operations/index.ts";
import { inheritedTags } from "./operations/tagged.ts";

/** Imports may be 6 MB; other bodies are small. */
const BODY_LIMIT_BYTES = 6_291_456;

/**
 * The management API.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function createManagement(control: Control, dependencies: PipelineDependencies): ServedService {
  const operations = managementOperations(control);
  return serve(
    {
      name: "apigateway",
      signingNames: ["apigateway"],
      body: BODY_LIMIT_BYTES,
      tagsOf: (arn) => inheritedTags(control, arn),
      protocol: restJson({
        operations,
        unsupported: () => [...unsupportedBindings("apigateway", operations), ...UNSUPPORTED_HTTP_OPERATIONS],
        unknown: () =>
          new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403),
        unknownMember: ({ operation, name }) =>
          unsupported(`The member ${name} of apigateway:${operation.name}`),
        errors: {
          invalid: badRequest,
          internal: () => new AwsError("InternalServerErrorException", "Internal server error", 500),
        },
        errorBody: ({ message }) => ({ message }),
      }),
    },
    dependencies,
  );
}
