import { describe, expect, test } from "vitest";
import type { AwsError } from "../../../../core/errors.ts";
import { parseLifecycle } from "./lifecycle.ts";

const configuration = (...rules: string[]): string =>
  `<LifecycleConfiguration>${rules.map((rule) => `<Rule>${rule}</Rule>`).join("")}</LifecycleConfiguration>`;
const ENABLED = "<Status>Enabled</Status>";
const ALL = "<Filter><Prefix></Prefix></Filter>";
const DAYS = "<Expiration><Days>1</Days></Expiration>";
const rule = (members: string): string => configuration(`<ID>a</ID>${ALL}${ENABLED}${members}`);
const inFilter = (filter: string, action = DAYS): string =>
  configuration(`<ID>a</ID><Filter>${filter}</Filter>${ENABLED}${action}`);
const inPrefix = (members: string): string =>
  configuration(`<ID>a</ID><Prefix>logs/</Prefix>${ENABLED}${members}`);
const to = (storageClass: string, when: string): string =>
  `<Transition>${when}<StorageClass>${storageClass}</StorageClass></Transition>`;
const noncurrent = (members: string): string =>
  `<NoncurrentVersionExpiration>${members}</NoncurrentVersionExpiration>`;
const abort = (days: string): string =>
  `<AbortIncompleteMultipartUpload>${days}</AbortIncompleteMultipartUpload>`;
const TAG = "<Tag><Key>k</Key><Value>v</Value></Tag>";

let made = 0;
const newId = (): string => `id-${++made}`;

function outcome(document: string): string {
  try {
    parseLifecycle(document, newId);
    return "taken";
  } catch (error) {
    const { code, message } = error as AwsError;
    return code === "MalformedXML" ? code : `${code}: ${message}`;
  }
}

describe("PutBucketLifecycleConfiguration takes", () => {
  test.each([
    rule(DAYS),
    rule("<Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>"),
    rule("<Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration>"),
    rule("<Expiration><Date>2030-01-01</Date></Expiration>"),
    rule("<Expiration><Date>2030-01-01T01:00:00+01:00</Date></Expiration>"),
    rule("<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"),
    rule(to("STANDARD_IA", "<Days>30</Days>")),
    rule(to("GLACIER", "<Days>0</Days>")),
    rule(`${to("STANDARD_IA", "<Days>30</Days>")}${to("GLACIER", "<Days>60</Days>")}`),
    rule(`${to("GLACIER", "<Days>60</Days>")}<Expiration><Days>61</Days></Expiration>`),
    rule(noncurrent("<NoncurrentDays>1</NoncurrentDays>")),
    rule(
      noncurrent("<NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>3</NewerNoncurrentVersions>"),
    ),
    rule(abort("<DaysAfterInitiation>7</DaysAfterInitiation>")),
    inPrefix(DAYS),
    inFilter(TAG),
    inFilter(
      `<And><Prefix>a</Prefix>${TAG}<ObjectSizeGreaterThan>1</ObjectSizeGreaterThan><ObjectSizeLessThan>2</ObjectSizeLessThan></And>`,
    ),
    configuration(`<ID>a</ID>${ALL}${ENABLED}${DAYS}`, `<ID>b</ID>${ALL}${ENABLED}${DAYS}`),
    configuration(`${ALL}${ENABLED}${DAYS}`, `<ID></ID>${ALL}${ENABLED}${DAYS}`),
  ])("%s", (document) => {
    expect(outcome(document)).toBe("taken");
  });
});

describe("PutBucketLifecycleConfiguration refuses", () => {
  const many = Array.from({ length: 1001 }, () => `${ALL}${ENABLED}${DAYS}`);
  test.each([
    [configuration(), "MalformedXML"],
    [
      configuration(...many),
      "InvalidRequest: The number of lifecycle rules must not exceed the allowed limit of 1000 rules.",
    ],
    [configuration(`<ID>a</ID>${ALL}${DAYS}`), "MalformedXML"],
    [configuration(`<ID>a</ID>${ALL}<Status>On</Status>${DAYS}`), "MalformedXML"],
    [configuration(`<ID>a</ID>${ALL}${ENABLED}${DAYS}<Other/>`), "MalformedXML"],
    [configuration(`<ID>a</ID>${ENABLED}${DAYS}`), "MalformedXML"],
    [
      configuration(`<ID>${"i".repeat(256)}</ID>${ALL}${ENABLED}${DAYS}`),
      "InvalidArgument: ID length should not exceed allowed limit of 255",
    ],
    [
      configuration(`<ID>a</ID>${ALL}${ENABLED}${DAYS}`, `<ID>a</ID>${ALL}${ENABLED}${DAYS}`),
      "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
    ],
    [
      rule(`<Prefix>a</Prefix>${DAYS}`),
      "InvalidRequest: Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
    ],
    [
      configuration(`<ID>a</ID><Prefix>a</Prefix>${ENABLED}${DAYS}`, `<ID>b</ID>${ALL}${ENABLED}${DAYS}`),
      "InvalidRequest: Filter element can only be used in Lifecycle V2.",
    ],
    [rule(""), "InvalidRequest: At least one action needs to be specified in a rule"],
    [rule("<Expiration></Expiration>"), "MalformedXML"],
    [
      rule("<Expiration><Days>0</Days></Expiration>"),
      "InvalidArgument: 'Days' for Expiration action must be a positive integer",
    ],
    [
      rule("<Expiration><Days>-1</Days></Expiration>"),
      "InvalidArgument: 'Days' for Expiration action must be a positive integer",
    ],
    [rule("<Expiration><Days>soon</Days></Expiration>"), "MalformedXML"],
    [rule("<Expiration><Days>1</Days><Date>2030-01-01</Date></Expiration>"), "MalformedXML"],
    [
      rule(
        "<Expiration><Days>1</Days><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>",
      ),
      "MalformedXML",
    ],
    [
      rule("<Expiration><ExpiredObjectDeleteMarker>yes</ExpiredObjectDeleteMarker></Expiration>"),
      "MalformedXML",
    ],
    [
      rule("<Expiration><Date>2030-01-01T10:00:00Z</Date></Expiration>"),
      "InvalidArgument: 'Date' must be at midnight GMT",
    ],
    [
      rule("<Expiration><Date>2030-01-01T00:00:00+01:00</Date></Expiration>"),
      "InvalidArgument: 'Date' must be at midnight GMT",
    ],
    [rule("<Expiration><Date>tomorrow</Date></Expiration>"), "MalformedXML"],
    [
      rule(to("STANDARD_IA", "<Days>10</Days>")),
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [
      rule(to("ONEZONE_IA", "<Days>29</Days>")),
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'",
    ],
    [
      rule(to("GLACIER", "<Days>-1</Days>")),
      "InvalidArgument: 'Days' in Transition action must be nonnegative",
    ],
    [rule(to("STANDARD", "<Days>30</Days>")), "MalformedXML"],
    [rule(to("GLACIER", "")), "MalformedXML"],
    [rule(to("GLACIER", "<Days>1</Days><Date>2030-01-01</Date>")), "MalformedXML"],
    [rule("<Transition><Days>1</Days></Transition>"), "MalformedXML"],
    [
      rule(`${to("GLACIER", "<Days>1</Days>")}${to("GLACIER", "<Days>2</Days>")}`),
      "InvalidRequest: 'StorageClass' must be different for 'Transition' actions in same 'Rule'",
    ],
    [
      rule(`${to("GLACIER", "<Date>2030-01-01</Date>")}${DAYS}`),
      "InvalidRequest: Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule",
    ],
    [
      rule(`${to("GLACIER", "<Days>60</Days>")}<Expiration><Days>60</Days></Expiration>`),
      "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
    ],
    [
      inPrefix(`${to("GLACIER", "<Days>2</Days>")}${DAYS}`),
      "InvalidArgument: 'Days' in the Expiration action for prefix 'logs/' must be greater than 'Days' in the Transition action",
    ],
    [rule(noncurrent("")), "MalformedXML"],
    [rule(noncurrent("<NewerNoncurrentVersions>1</NewerNoncurrentVersions>")), "MalformedXML"],
    [
      rule(noncurrent("<NoncurrentDays>0</NoncurrentDays>")),
      "InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    ],
    [
      rule(
        noncurrent("<NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>0</NewerNoncurrentVersions>"),
      ),
      "InvalidArgument: 'NewerNoncurrentVersions' must be a positive integer",
    ],
    [
      rule(
        "<NoncurrentVersionTransition><NoncurrentDays>5</NoncurrentDays><StorageClass>STANDARD_IA</StorageClass></NoncurrentVersionTransition>",
      ),
      "InvalidArgument: 'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [rule(abort("")), "MalformedXML"],
    [
      rule(abort("<DaysAfterInitiation>0</DaysAfterInitiation>")),
      "InvalidArgument: 'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    ],
    [
      inFilter(TAG, abort("<DaysAfterInitiation>1</DaysAfterInitiation>")),
      "InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Tags.",
    ],
    [
      inFilter(
        "<ObjectSizeLessThan>5</ObjectSizeLessThan>",
        "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>",
      ),
      "InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Object Size.",
    ],
    [inFilter(`<Prefix>a</Prefix>${TAG}`), "MalformedXML"],
    [inFilter("<Suffix>a</Suffix>"), "MalformedXML"],
    [inFilter("<Tag><Value>v</Value></Tag>"), "MalformedXML"],
    [inFilter(`<And>${TAG}${TAG}</And>`), "InvalidRequest: Duplicate Tag Keys are not allowed."],
    [
      inFilter("<ObjectSizeLessThan>0</ObjectSizeLessThan>"),
      "InvalidRequest: 'ObjectSizeLessThan' should be between 1 and 1099511627776000.",
    ],
    [
      inFilter("<ObjectSizeGreaterThan>-1</ObjectSizeGreaterThan>"),
      "InvalidRequest: 'ObjectSizeGreaterThan' should be between 0 and 1099511627776000.",
    ],
    [
      inFilter(
        "<And><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan><ObjectSizeLessThan>5</ObjectSizeLessThan></And>",
      ),
      "InvalidRequest: 'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    ],
  ])("%.200s: %s", (document, expected) => {
    expect(outcome(document)).toBe(expected);
  });
});

describe("GetBucketLifecycleConfiguration", () => {
  test("a rule without an ID gets one; the rest is shown as it came", () => {
    made = 0;
    const shown = parseLifecycle(
      configuration(`${ALL}${ENABLED}${DAYS}`, `<ID>own</ID><Filter>${TAG}</Filter>${ENABLED}${DAYS}`),
      newId,
    );
    expect(shown).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        `<Rule>${ALL}${ENABLED}${DAYS}<ID>id-1</ID></Rule>` +
        `<Rule><ID>own</ID><Filter>${TAG}</Filter>${ENABLED}${DAYS}</Rule></LifecycleConfiguration>`,
    );
  });
});
