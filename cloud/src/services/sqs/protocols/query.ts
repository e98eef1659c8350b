import { AwsError } from "../../../core/errors.ts";
import type { AwsCall } from "../../../wire/aws-call.ts";
import type { AnyOperation } from "../../../wire/operation.ts";
import type { Protocol } from "../../../wire/protocol.ts";
import {
  decodeQueryInput,
  formOf,
  parseForm,
  QueryValueError,
  query,
} from "../../../wire/protocols/query.ts";
import type { XmlObject } from "../../../wire/xml.ts";
import { notSupportedHere, SqsError } from "../shared/errors.ts";
import { queryOutput, queryShape } from "./query-names.ts";

/** A batch as a form, most of it percent-encoded. */
export const QUERY_BODY_BYTES = 4 * 1_048_576;

const GONE = "The specified queue does not exist for this wsdl version.";

/**
 * The Query protocol of 2012-11-05: which queue is meant stands in the path of the address, or in
 * `QueueUrl`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
export function sqsQuery(operations: readonly AnyOperation[]): Protocol {
  const base = query({
    xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    operations,
    model: "sqs",
    bodyLimitBytes: QUERY_BODY_BYTES,
  });
  return {
    ...base,
    errors: {
      ...base.errors,
      malformed: (message) => new AwsError("MalformedInput", message),
      unsupported: notSupportedHere,
    },
    decode: inputOf,
    encode: (call, output) =>
      base.encode(
        call,
        output === undefined ? undefined : (queryOutput(call.route.name, output) as XmlObject),
      ),
    refuse: (call, error) => base.refuse(call, inQueryWords(error)),
  };
}

function inputOf(call: AwsCall): Record<string, unknown> {
  const { request, route } = call;
  const shape = route.operation?.input ?? {};
  const inPath = shape["QueueUrl"] !== undefined && request.path !== "/" ? { QueueUrl: request.path } : {};
  try {
    return { ...inPath, ...decodeQueryInput(queryShape(route.name, shape), parseForm(formOf(call))) };
  } catch (error) {
    if (!(error instanceof QueryValueError)) throw error;
    throw new AwsError("MalformedInput", error.message);
  }
}

function inQueryWords(error: AwsError): AwsError {
  if (!(error instanceof SqsError)) return error;
  const message = error.code === "QueueDoesNotExist" ? GONE : error.message;
  return new AwsError(error.queryCode, message, error.status);
}
