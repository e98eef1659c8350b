import { describe, expect, test } from "vitest";
import { RUNTIME_FAMILIES } from "./runtime-families.ts";
import { assertRuntime } from "./runtimes.ts";

const RETIRED_TEXT = (runtime: string): string =>
  `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`;

const all = (member: "supported" | "foreign" | "retired" | "gone"): string[] =>
  RUNTIME_FAMILIES.flatMap((family) => [...family[member]]);

describe("A runtime", () => {
  test.each(all("supported"))("%s runs", (runtime) => {
    expect(() => assertRuntime(runtime, false)).not.toThrow();
  });

  test.each(all("retired"))("%s is refused as on AWS, unless the start allows it", (runtime) => {
    expect(() => assertRuntime(runtime, false)).toThrow(RETIRED_TEXT(runtime));
    expect(() => assertRuntime(runtime, true)).not.toThrow();
  });

  test.each(all("gone"))("%s is refused as on AWS, whatever the start allows", (runtime) => {
    for (const allowed of [true, false]) {
      expect(() => assertRuntime(runtime, allowed)).toThrow(RETIRED_TEXT(runtime));
    }
  });

  test.each(all("foreign"))("%s is refused by name", (runtime) => {
    expect(() => assertRuntime(runtime, true)).toThrow(
      `The runtime ${runtime} is recognised but not supported by Portcullis. To run it here, publish it self-contained as bootstrap (`,
    );
  });

  test.each(["cobol", "python3", "nodejs22", "", "python3.99"])("%j is none of AWS's", (runtime) => {
    expect(() => assertRuntime(runtime, true)).toThrow(
      /^Value .*at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[dotnet10, .*python3\.12.*\] or be a valid ARN$/,
    );
  });
});
