import type { Scope } from "../core/arns.ts";
import type { Caller } from "../core/caller.ts";
import type { Shape } from "./constraints.ts";

/** What an operation knows of the call besides its input. */
export interface CallContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

/** One AWS operation: its contract as data and the code that runs it. */
export interface Operation<Input = never, Output = unknown> {
  /** AWS name, e.g. `InitiateAuth`. */
  readonly name: string;
  /** `none` for the operations AWS serves without a signature. */
  readonly auth: "sigv4" | "none";
  /** Constraints of the service model, checked before the operation runs. */
  readonly input: Shape;
  /**
   * ARN that a signed call is evaluated on; `*` where the action takes no resource. Left out only
   * by operations with `auth: "none"`.
   */
  readonly resource?: (input: Input, scope: Scope) => string;
  /** IAM action when it is not `<service>:<name>`. */
  readonly action?: string;
  run(input: Input, context: CallContext): Output | Promise<Output>;
}

/** An operation whose input type a registry has forgotten; the shape check stands for it. */
export type AnyOperation = Operation<never>;

/** Looks operations up by the name a client sent; safe against `__proto__` and the like. */
export function operationRegistry(operations: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}
