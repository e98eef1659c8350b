import type { Caller } from "../../../core/caller.ts";
import type { Shape } from "../../../wire/constraints.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { LambdaContext } from "../context.ts";
import type { FunctionReference } from "../functions/names.ts";

/** One call after its route was found, before its rules run. */
export interface LambdaCall<Input = Record<string, never>> {
  readonly caller: Caller;
  readonly requestId: string;
  /** Decoded path parameters by model name, e.g. `StatementId`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The function the path or the body names; an empty name when the operation has none. */
  readonly reference: FunctionReference;
  /** JSON body, checked against the operation's shape. */
  readonly input: Input;
  /** Raw body. */
  readonly body: Buffer;
}

/** One operation of the REST-JSON API: its contract as data and the code that runs it. */
export interface LambdaOperation<Input = never> {
  /** AWS name, e.g. `CreateFunction`. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path pattern without trailing slash, parameters in braces. */
  readonly path: string;
  /** Status of success; 200 when left out. */
  readonly status?: number;
  /** Constraints of the body; the body is not parsed when left out. Other members are refused. */
  readonly body?: Shape;
  /** Members of the service model that this cloud refuses by name when they are given. */
  readonly unsupportedMembers?: readonly string[];
  readonly bodyLimitBytes?: number;
  /** IAM action when it is not `lambda:<name>`. */
  readonly action?: string;
  /** What the call is evaluated on: the function it names, or nothing in particular. */
  readonly resource: "function" | "none";
  /** The function of calls whose path has no `{FunctionName}`. */
  readonly functionOf?: (call: Omit<LambdaCall, "reference" | "caller">) => string;
  /** The output members, or a complete response. */
  run(lambda: LambdaContext, call: LambdaCall<Input>): LambdaOutput | Promise<LambdaOutput>;
}

export type LambdaOutput = Readonly<Record<string, unknown>> | RawResponse | undefined;

/** A response that is not a JSON document of members. */
export class RawResponse {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    this.response = response;
  }
}

export type AnyLambdaOperation = LambdaOperation<never>;
