import { AwsError, unsupported } from "../../core/errors.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { restJson, type UnknownMember } from "../../wire/protocols/rest-json.ts";
import { unsupportedBindings } from "../../wire/protocols/unsupported-bindings.ts";
import { tagsOfArn } from "./groups/tagged.ts";
import { schedulerOperations } from "./operations/index.ts";
import type { SchedulerContext } from "./shared/context.ts";
import { validation } from "./shared/errors.ts";

const BODY_LIMIT_BYTES = 1_048_576;

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
export function createSchedulerHttp(
  scheduler: SchedulerContext,
  dependencies: PipelineDependencies,
): ServedService {
  const operations = schedulerOperations(scheduler);
  return serve(
    {
      name: "scheduler",
      signingNames: ["scheduler"],
      body: BODY_LIMIT_BYTES,
      tagsOf: (arn) => tagsOfArn(scheduler, arn),
      protocol: restJson({
        operations,
        model: "scheduler",
        unsupported: () => unsupportedBindings("scheduler", operations),
        unknown: () => new AwsError("UnknownOperationException", "", 404),
        unknownMember,
        errors: {
          invalid: validation,
          internal: () => new AwsError("InternalServerException", "An internal error occurred.", 500),
        },
        errorBody: (error) => ({ ...error.members, Message: error.message }),
      }),
    },
    dependencies,
  );
}

/** Members that AWS does not have are dropped, as AWS does. */
function unknownMember({ operation, name, value }: UnknownMember) {
  const isAsked = value !== undefined && value !== null && value !== "";
  return isAsked && operation.unsupportedMembers?.includes(name) === true
    ? unsupported(`${name} of ${operation.name}`)
    : undefined;
}
