import type { AwsError } from "../../../core/errors.ts";
import type { AnyOperation } from "../../../wire/operation.ts";
import type { Protocol } from "../../../wire/protocol.ts";
import { awsJson } from "../../../wire/protocols/aws-json.ts";
import { notSupportedHere, SqsError } from "../shared/errors.ts";

const NAMESPACE = "com.amazonaws.sqs";

/**
 * AWS JSON 1.0 as SQS speaks it: errors bear the namespace of the service, and a header has the code of
 * the Query protocol, which SDKs show for the sake of programs that were written for that.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-compatible-trait.html
 */
export function sqsJson(operations: readonly AnyOperation[]): Protocol {
  const { model: _ownWords, ...json } = awsJson({
    targetPrefix: "AmazonSQS",
    version: "1.0",
    operations,
    model: "sqs",
  });
  return {
    ...json,
    errors: {
      ...json.errors,
      denied: (message) => new SqsError("AccessDeniedException", message, { queryCode: "AccessDenied" }),
      unsupported: notSupportedHere,
    },
    refuse: (call, error) => {
      const { status, headers } = json.refuse(call, error);
      const fault = error.status >= 500 ? "Receiver" : "Sender";
      return {
        status,
        headers: { ...headers, "x-amzn-query-error": `${queryCode(error)};${fault}` },
        body: JSON.stringify({ __type: typeOf(error), message: error.message }),
      };
    },
  };
}

function queryCode(error: AwsError): string {
  return error instanceof SqsError ? error.queryCode : error.code;
}

/** What comes from the framework in front of the service has its namespace. */
function typeOf(error: AwsError): string {
  return `${error instanceof SqsError ? NAMESPACE : "com.amazon.coral.service"}#${error.code}`;
}
