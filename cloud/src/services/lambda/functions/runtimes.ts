import { AwsError } from "../../../core/errors.ts";
import { invalidParameter } from "../shared/errors.ts";

/** Runtimes that run here. The Node ones run on the Node that runs this cloud. */
const SUPPORTED: ReadonlySet<string> = new Set([
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "provided.al2",
  "provided.al2023",
]);

/** Runtimes that AWS still takes and this cloud refuses by name. */
const NOT_HERE: ReadonlySet<string> = new Set([
  "dotnet8",
  "dotnet10",
  "java11",
  "java17",
  "java21",
  "java25",
  "java8.al2",
  "python3.9",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "ruby3.2",
  "ruby3.3",
  "ruby3.4",
]);

/** Runtimes that AWS itself no longer takes. */
const RETIRED: ReadonlySet<string> = new Set([
  "dotnet5.0",
  "dotnet6",
  "dotnet7",
  "dotnetcore1.0",
  "dotnetcore2.0",
  "dotnetcore2.1",
  "dotnetcore3.1",
  "go1.x",
  "java8",
  "nodejs",
  "nodejs10.x",
  "nodejs12.x",
  "nodejs14.x",
  "nodejs16.x",
  "nodejs18.x",
  "nodejs4.3",
  "nodejs4.3-edge",
  "nodejs6.10",
  "nodejs8.10",
  "provided",
  "python2.7",
  "python3.6",
  "python3.7",
  "python3.8",
  "ruby2.5",
  "ruby2.7",
]);

/** AWS runs it, this cloud does not. */
export function isForeignRuntime(runtime: string): boolean {
  return NOT_HERE.has(runtime);
}

export function isNodeRuntime(runtime: string): boolean {
  return runtime.startsWith("nodejs");
}

/**
 * Throws for every runtime that cannot be run here: the reason tells an unknown runtime, one that
 * AWS has retired and one that only this cloud lacks apart.
 */
export function assertRuntime(runtime: string): void {
  if (SUPPORTED.has(runtime)) return;
  if (RETIRED.has(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  if (isForeignRuntime(runtime)) {
    throw new AwsError(
      "InvalidParameterValueException",
      `The runtime ${runtime} is recognised but not supported by Portcullis. Use provided.al2023 with a bootstrap, or a Node.js runtime. See docs/gaps.md.`,
      400,
      { Type: "User" },
    );
  }
  const known = [...SUPPORTED, ...NOT_HERE].sort().join(", ");
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${known}] or be a valid ARN`,
  );
}
