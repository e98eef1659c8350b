import type { Why } from "./why.ts";

/**
 * A refusal or failure as AWS expresses it. Thrown where the rule lives, turned into the wire
 * form of the protocol once, in `wire/`.
 */
export class AwsError extends Error {
  /** AWS error code, e.g. `NotAuthorizedException`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Further members of the error body, e.g. `{ BucketName: "orders" }`. */
  readonly members: Readonly<Record<string, string | number>>;
  /** Why it was refused: for the trace only, never on the wire. */
  why: Why | undefined;

  constructor(
    code: string,
    message: string,
    status = 400,
    members: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }

  /** Says why, for the trace, where that is known. */
  because(why: Why | undefined): this {
    if (why !== undefined) this.why = why;
    return this;
  }

  /** Adds to the reason what the line that refuses knows in addition. */
  knowing(more: Partial<Why>): this {
    if (this.why !== undefined) this.why = { ...this.why, ...more };
    return this;
  }
}

/** A mistake of the person at the terminal: says what is wrong and which command comes next. */
export class UserError extends Error {
  readonly nextCommand: string | undefined;

  constructor(message: string, nextCommand?: string) {
    super(message);
    this.name = "UserError";
    this.nextCommand = nextCommand;
  }
}

/** Refuses, by name, something AWS offers and this cloud does not. */
export function unsupported(what: string): AwsError {
  return new AwsError(
    "UnsupportedOperationException",
    `${what} is not supported by Portcullis. See docs/gaps.md.`,
    400,
  );
}
