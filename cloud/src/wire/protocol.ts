import type { AwsError } from "../core/errors.ts";
import type { WireProtocol } from "./authentication.ts";
import type { AwsCall } from "./aws-call.ts";
import type { HttpResponse } from "./http.ts";
import type { ModelName } from "./models/index.ts";
import type { AnyOperation, Route } from "./operation.ts";

/** How one wire protocol finds operations, decodes, encodes and phrases errors; nothing else. */
export interface Protocol {
  /** How failed signatures are worded. */
  readonly name: WireProtocol;
  readonly operations: readonly AnyOperation[];
  /** AWS's model, whose constraints hold for operations without an `input` of their own. */
  readonly model?: ModelName;
  /** @throws AwsError for calls that AWS refuses before it looks at the signature */
  route(call: AwsCall): Route | Promise<Route>;
  /** The input as the model's members. @throws AwsError for what can not be read */
  decode(call: AwsCall): unknown;
  encode(call: AwsCall, output: unknown): HttpResponse;
  refuse(call: AwsCall, error: AwsError): HttpResponse;
  readonly errors: ProtocolErrors;
}

/** What the pipeline itself refuses, in the words of the protocol or the service. */
export interface ProtocolErrors {
  /** The body or a member is of another type than the model says. */
  malformed(message: string): AwsError;
  /** A constraint of the model is broken. */
  invalid(message: string): AwsError;
  denied(message: string): AwsError;
  tooLarge(limitBytes: number): AwsError;
  internal(): AwsError;
  /** Something of AWS's that this cloud does not do, where it is not `UnsupportedOperationException`. */
  unsupported?(what: string): AwsError;
}
