import type { Scope } from "../core/arns.ts";
import type { Caller } from "../core/caller.ts";
import type { AwsError } from "../core/errors.ts";
import type { ConditionContext, Decision, Question } from "../core/ports/authorization.ts";
import type { Why } from "../core/why.ts";
import type { Shape } from "./models/constraints.ts";

export type { Question };

/** Who asks, as far as questions depend on it. */
export interface Asker {
  readonly caller: Caller;
  readonly scope: Scope;
}

/** What an operation knows of the call in addition to its input. */
export interface CallContext extends Asker {
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /**
   * Evaluates a question that only the run can put: an item of a batch, or whether the caller may
   * learn that something is missing.
   */
  ask(question: Question): Decision;
  /** @throws AwsError the service's refusal when the answer is no */
  assertAllowed(question: Question): void;
  /** Puts into the trace what an answer that looks like any other does not say. */
  readonly note: (why: Why) => void;
  /** The same of an answer that looks like success and is none. */
  readonly noteFailure: (why: Why) => void;
  /** Says whose token an unsigned call showed, once that is verified: the trace names nobody otherwise. */
  readonly actsAs: (username: string) => void;
}

/** Where an operation of a REST protocol is found, and where its members travel. */
export interface HttpBinding {
  readonly method: string;
  /** `/topics/{topic+}`: `+` takes the rest of the path; `?mode=import` selects by the query. */
  readonly uri: string;
  /** Status of success, 200 when left out. */
  readonly status?: number;
  /** Members that travel outside the JSON body, or under another name in it: place and name there. */
  readonly members?: Readonly<Record<string, readonly [place: HttpPlace, name: string]>>;
}

/**
 * `body` is another name in the JSON body; `headers` collects every header with the prefix, `queries`
 * every parameter that no other member takes; `payload` is the whole body, not parsed.
 */
export type HttpPlace = "body" | "label" | "query" | "queries" | "header" | "headers" | "payload";

interface OperationContract<Input, Output> {
  /** AWS name, e.g. `InitiateAuth`. */
  readonly name: string;
  /** Constraints of the decoded input, where they are not those of the service's model. */
  readonly input?: Shape;
  /** Where it is found, where the protocol is not given the service's model. */
  readonly http?: HttpBinding;
  /** Members of AWS's model that are refused by name when they are given, e.g. `LambdaConfig.UserMigration`. */
  readonly unsupportedMembers?: readonly string[];
  /** Longest body in bytes, when it is not the service's. */
  readonly bodyLimitBytes?: number;
  run(input: Input, context: CallContext): Output | Promise<Output>;
}

/**
 * One AWS operation: its contract as data and the code that runs it. It says what a caller must be
 * allowed to do, or, by name, that AWS serves it without a signature.
 *
 * `authorize` may be a generator: a check that AWS makes between two questions stands between them.
 */
export type Operation<Input = never, Output = unknown> = OperationContract<Input, Output> &
  (
    | { readonly auth: "public"; readonly authorize?: undefined }
    | { readonly auth?: undefined; authorize(input: Input, asker: Asker): Iterable<Question> }
  );

/** An operation whose input type a registry has forgotten; the shape check stands for it. */
export type AnyOperation = Operation<never>;

/** What the route step found: an operation, or the refusal that a signed caller gets in its place. */
export interface Route {
  readonly name: string;
  readonly operation: AnyOperation | undefined;
  /** Thrown once the caller is known: strangers learn nothing of what is supported. */
  readonly refusal?: AwsError;
  /** Percent-decoded labels of the path, by member name. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * One question, always the same action, on the resource that the input names.
 * @param context condition keys that the input carries
 */
export function asks<Input>(
  action: string,
  resource: (input: Input, scope: Scope) => string,
  context?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input, { scope }) => {
    const question = { action, resource: resource(input, scope) };
    return [context === undefined ? question : { ...question, context: context(input) }];
  };
}

/** For the few signed operations that AWS lets every caller use, whatever policies say. */
export const asksNothing = (): readonly Question[] => [];

/** For the actions that take no resource, or cannot name one before it exists. */
export const anyResource = (): string => "*";

/** Looks operations up by the name a client sent; safe against `__proto__` and the like. */
export function operationRegistry(operations: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}
