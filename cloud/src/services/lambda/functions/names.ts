import { regionalArn, type Scope } from "../../../core/arns.ts";
import { functionNotFound, validation } from "../shared/errors.ts";

/** A function as a client named it. */
export interface FunctionReference {
  readonly name: string;
  /** Version number, `$LATEST` or alias; empty when none was given. */
  readonly qualifier: string;
}

const NAME = "[a-zA-Z0-9-_]{1,64}";
const QUALIFIER = "\\$LATEST|[a-zA-Z0-9$_-]{1,129}";
/** Name, partial ARN (`123456789012:function:name`) or ARN, each with an optional qualifier. */
const REFERENCE = new RegExp(
  `^(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\\d{12}):)?(?:function:)?(${NAME})(?::(${QUALIFIER}))?$`,
);
const ONLY_QUALIFIER = new RegExp(`^(?:${QUALIFIER})$`);
/** The expression AWS prints. */
const PRINTED =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

/**
 * Parses what a path or a member names. A function of another account or region does not exist
 * here.
 * @param qualifier of the query; empty when none was sent
 */
export function parseReference(text: string, qualifier: string, scope: Scope): FunctionReference {
  const match = REFERENCE.exec(text);
  if (match === null) {
    throw validation(
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PRINTED}`,
    );
  }
  if (qualifier !== "" && !ONLY_QUALIFIER.test(qualifier)) {
    throw validation(
      `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)`,
    );
  }
  const [, region, account, name = "", ownQualifier = ""] = match;
  if ((region ?? scope.region) !== scope.region || (account ?? scope.accountId) !== scope.accountId) {
    throw functionNotFound(text);
  }
  if (qualifier !== "" && ownQualifier !== "" && qualifier !== ownQualifier) {
    throw validation("The derived qualifier from the function name does not match the specified qualifier.");
  }
  return { name, qualifier: qualifier === "" ? ownQualifier : qualifier };
}

/** ARN of a function, with the qualifier when there is one. */
export function functionArn(scope: Scope, { name, qualifier }: FunctionReference): string {
  const arn = regionalArn(scope, "lambda", `function:${name}`);
  return qualifier === "" ? arn : `${arn}:${qualifier}`;
}
