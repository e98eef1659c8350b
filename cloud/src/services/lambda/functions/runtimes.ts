import { AwsError } from "../../../core/errors.ts";
import { invalidParameter } from "../shared/errors.ts";
import { familyOf, RUNTIME_FAMILIES } from "./runtime-families.ts";

/** AWS runs it, this cloud does not. */
export function isForeignRuntime(runtime: string): boolean {
  return familyOf(runtime)?.foreign.includes(runtime) === true;
}

/** AWS no longer takes it, and it runs here for who asks for it. */
export function isRetiredRuntime(runtime: string): boolean {
  return familyOf(runtime)?.retired.includes(runtime) === true;
}

/**
 * Throws for every runtime that cannot be run here: the reason tells an unknown runtime, one that
 * AWS has retired and one that only this cloud lacks apart.
 * @param allowsRetired takes what AWS has retired and this cloud can still run
 */
export function assertRuntime(runtime: string, allowsRetired: boolean): void {
  const family = familyOf(runtime);
  if (family === undefined) throw unknownRuntime(runtime);
  if (family.supported.includes(runtime)) return;
  if (allowsRetired && family.retired.includes(runtime)) return;
  if (family.foreign.includes(runtime)) {
    throw new AwsError(
      "InvalidParameterValueException",
      `The runtime ${runtime} is recognised but not supported by Portcullis. To run it here, ${family.instead}. See docs/gaps.md.`,
      400,
      { Type: "User" },
    );
  }
  throw invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

function unknownRuntime(runtime: string): AwsError {
  const known = RUNTIME_FAMILIES.flatMap(({ supported, foreign }) => [...supported, ...foreign]).sort();
  return invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${known.join(", ")}] or be a valid ARN`,
  );
}
