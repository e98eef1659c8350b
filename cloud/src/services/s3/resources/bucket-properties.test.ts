import { describe, expect, test } from "vitest";
import type { Properties, Value } from "../../../core/ports/resource-provider.ts";
import { parseLifecycle } from "../api/documents/lifecycle.ts";
import { bucketSettings } from "./bucket-properties.ts";

/** The rules as S3 shows them, from a template's. */
function shown(rule: Readonly<Record<string, Value>>): string {
  const properties = { LifecycleConfiguration: { Rules: [{ Id: "one", Status: "Enabled", ...rule }] } };
  const { lifecycle = "" } = bucketSettings(properties, {});
  return parseLifecycle(lifecycle, () => "made").replace(/^.*<Status>Enabled<\/Status>/s, "");
}

const whole = (rule: Readonly<Record<string, Value>>): string => {
  const properties = { LifecycleConfiguration: { Rules: [{ Status: "Enabled", ...rule }] } };
  return parseLifecycle(bucketSettings(properties, {}).lifecycle ?? "", () => "made");
};

const refusalOf = (act: () => unknown): string => {
  try {
    act();
    return "";
  } catch (error) {
    return error instanceof Error ? `${(error as { code?: string }).code}: ${error.message}` : String(error);
  }
};

describe("LifecycleConfiguration of a template", () => {
  test.each<[Readonly<Record<string, Value>>, string]>([
    [
      { Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 30 }] },
      "<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>",
    ],
    [
      { Transition: { StorageClass: "Glacier", TransitionDate: "2030-01-01T00:00:00Z" } },
      "<Transition><Date>2030-01-01T00:00:00Z</Date><StorageClass>GLACIER</StorageClass></Transition>",
    ],
    [
      { NoncurrentVersionExpiration: { NoncurrentDays: "7", NewerNoncurrentVersions: 3 } },
      "<NoncurrentVersionExpiration><NoncurrentDays>7</NoncurrentDays><NewerNoncurrentVersions>3</NewerNoncurrentVersions></NoncurrentVersionExpiration>",
    ],
    [
      {
        NoncurrentVersionTransitions: [
          { StorageClass: "GLACIER_IR", TransitionInDays: 1, NewerNoncurrentVersions: 2 },
        ],
      },
      "<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions><StorageClass>GLACIER_IR</StorageClass></NoncurrentVersionTransition>",
    ],
    [
      { ExpiredObjectDeleteMarker: true },
      "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>",
    ],
    [{ ExpirationInDays: 5 }, "<Expiration><Days>5</Days></Expiration>"],
  ])("is shown as the API's document: %j", (rule, expected) => {
    expect(shown(rule)).toBe(`${expected}</Rule></LifecycleConfiguration>`);
  });

  test("tags and sizes stand in And, beside the prefix", () => {
    const rule = {
      ExpirationInDays: 1,
      Prefix: "logs/",
      TagFilters: [{ Key: "a", Value: "b" }],
      ObjectSizeGreaterThan: "10",
    };
    expect(whole(rule)).toContain(
      "<Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><ObjectSizeGreaterThan>10</ObjectSizeGreaterThan></And></Filter>",
    );
  });

  test("what S3 refuses of it is refused", () => {
    const early = { Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 10 }] };
    expect(refusalOf(() => whole(early))).toMatch(/^InvalidArgument: 'Days' in Transition action must be/);
  });
});

describe("AccessControl of a template", () => {
  const open = { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } };
  test.each<[Properties, RegExp]>([
    [{ AccessControl: "Private" }, /^$/],
    [{ AccessControl: "Private", ...open }, /^$/],
    [{ AccessControl: "BucketOwnerFullControl" }, /^$/],
    [{ AccessControl: "BucketOwnerRead", ...open }, /^$/],
    [{ AccessControl: "PublicRead" }, /^InvalidBucketAclWithObjectOwnership: Bucket cannot have ACLs set/],
    [{ AccessControl: "LogDeliveryWrite" }, /^InvalidBucketAclWithObjectOwnership/],
    [
      { AccessControl: "PublicRead", ...open },
      /^UnsupportedOperationException: The value PublicRead of AccessControl/,
    ],
  ])("%j", (properties, expected) => {
    expect(refusalOf(() => bucketSettings(properties, {}))).toMatch(expected);
  });
});
