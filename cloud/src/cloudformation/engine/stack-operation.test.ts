import { expect, test } from "vitest";
import { physicalName } from "./stack-operation.ts";

const SUFFIX = "Ab1Cd2Ef3Gh4";

test.each<[stackName: string, logicalId: string, maxLength: number, lowerCase: boolean, expected: string]>([
  ["home", "Role", 64, false, `home-Role-${SUFFIX}`],
  ["home", "Bucket", 63, true, "home-bucket-ab1cd2ef3gh4"],
  // 64 - 12 - 2 leaves 50 characters for both.
  ["s".repeat(40), "L".repeat(40), 64, false, `${"s".repeat(25)}-${"L".repeat(25)}-${SUFFIX}`],
  ["s".repeat(60), "Short", 64, false, `${"s".repeat(45)}-Short-${SUFFIX}`],
  ["short", "L".repeat(60), 64, false, `short-${"L".repeat(45)}-${SUFFIX}`],
  ["s".repeat(25), "L".repeat(25), 64, false, `${"s".repeat(25)}-${"L".repeat(25)}-${SUFFIX}`],
  ["home", "Role", 20, false, `hom-Rol-${SUFFIX}`],
  // The random part is never cut.
  ["home", "Role", 16, false, `h-R-${SUFFIX}`],
  ["home", "Role", 12, false, SUFFIX],
])(
  "a resource of the stack %s with the id %s in %d characters",
  (stackName, logicalId, maxLength, lowerCase, expected) => {
    const name = physicalName({ stackName, logicalId, suffix: SUFFIX }, { maxLength, lowerCase });
    expect(name).toBe(expected);
    expect(name.length).toBeLessThanOrEqual(maxLength);
  },
);
