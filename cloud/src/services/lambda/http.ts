import type { Question } from "../../wire/operation.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { restJson, type UnknownMember } from "../../wire/protocols/rest-json.ts";
import { unsupportedBindings } from "../../wire/protocols/unsupported-bindings.ts";
import type { LambdaContext } from "./operations/context.ts";
import { lambdaOperations } from "./operations/index.ts";
import {
  accessDenied,
  CAPITAL_MESSAGE,
  internal,
  invalidParameter,
  packageAccessDenied,
  requestEntityTooLarge,
  serialization,
  unknownOperation,
  validation,
} from "./shared/errors.ts";

const BODY_LIMIT_BYTES = 1_048_576;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export function createLambdaHttp(lambda: LambdaContext, dependencies: PipelineDependencies): ServedService {
  const operations = lambdaOperations(lambda);
  return serve(
    {
      name: "lambda",
      signingNames: ["lambda"],
      body: BODY_LIMIT_BYTES,
      denied: (_call, { message }, question: Question) =>
        question.action.startsWith("s3:") ? packageAccessDenied() : accessDenied(message),
      protocol: restJson({
        operations,
        model: "lambda",
        unsupported: () => unsupportedBindings("lambda", operations),
        unknown: unknownOperation,
        unknownMember,
        errors: {
          malformed: serialization,
          invalid: validation,
          denied: accessDenied,
          tooLarge: requestEntityTooLarge,
          internal,
          unsupported: (what) =>
            invalidParameter(`${what} is not supported by Portcullis. See docs/gaps.md.`),
        },
        errorBody: (error) => ({
          ...error.members,
          [CAPITAL_MESSAGE.has(error.code) ? "Message" : "message"]: error.message,
        }),
      }),
    },
    dependencies,
  );
}

function unknownMember({ operation, name, value }: UnknownMember) {
  if (operation.unsupportedMembers?.includes(name) !== true) {
    return serialization(`Unknown member ${name} of ${operation.name}.`);
  }
  return asksForSomething(value)
    ? invalidParameter(`${name} is not supported by Portcullis. See docs/gaps.md.`)
    : undefined;
}

/** Tools send empty lists and structures for what they do not use. */
function asksForSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") {
    const { ApplyOn, ...rest } = value as Record<string, unknown>;
    return (ApplyOn !== undefined && ApplyOn !== "None") || Object.values(rest).some(asksForSomething);
  }
  return value !== false;
}
