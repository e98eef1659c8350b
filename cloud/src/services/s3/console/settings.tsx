import { AwsError } from "../../../core/errors.ts";
import { printable } from "../../../core/printable.ts";
import { Card, Facts, VerdictWord } from "../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

const FLAGS = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const;

/** Two settings of a bucket in words. */
export async function settingsOf(console: Caller, bucket: string) {
  const [versioning, block] = await Promise.all([
    orNone(console.call<{ Status?: string }>("s3", "GetBucketVersioning", { Bucket: bucket })),
    orNone(console.call<Readonly<Record<string, string>>>("s3", "GetPublicAccessBlock", { Bucket: bucket })),
  ]);
  const open = FLAGS.filter((flag) => block?.[flag] !== "true");
  return {
    versioning:
      versioning?.Status === undefined ? "not kept" : (VERSIONING[versioning.Status] ?? versioning.Status),
    isVersioned: versioning?.Status !== undefined,
    publicAccess:
      open.length === 0 ? (
        "blocked"
      ) : (
        <VerdictWord
          verdict="if"
          text={open.length === FLAGS.length ? "not blocked" : `${open.length} of 4 not blocked`}
        />
      ),
  };
}

const VERSIONING: Readonly<Record<string, string>> = { Enabled: "kept", Suspended: "no new ones" };

/** What a bucket is set to, and which stack made it. */
export async function bucketSettings(console: Caller, bucket: string) {
  const [{ versioning, publicAccess }, policy, encryption, stack] = await Promise.all([
    settingsOf(console, bucket),
    orNone(console.call("s3", "GetBucketPolicy", { Bucket: bucket })),
    orNone(console.call("s3", "GetBucketEncryption", { Bucket: bucket })),
    stackOf(console, bucket),
  ]);
  return (
    <Card id="settings" title="Settings">
      <div class="body col">
        <Facts
          facts={[
            [
              "Made by",
              stack === undefined ? (
                "no stack"
              ) : (
                <a href={`${CONSOLE_PATH}stacks/${encodeURIComponent(stack)}`}>{stack}</a>
              ),
            ],
            ["Versions", versioning],
            ["Public access", publicAccess],
            ["Encryption", encryptionWord(encryption)],
            ["Policy", policy === undefined ? "none" : "below"],
            ["By terminal", <code>{`s3://${bucket}`}</code>],
          ]}
        />
        {policy === undefined ? null : (
          <details>
            <summary>Policy</summary>
            <pre class="pre">{printable(JSON.stringify(policy, undefined, 2))}</pre>
          </details>
        )}
      </div>
    </Card>
  );
}

function encryptionWord(encryption: Readonly<Record<string, unknown>> | undefined): string {
  const text = JSON.stringify(encryption ?? {});
  if (text.includes("aws:kms")) return "KMS";
  return text.includes("AES256") ? "AES-256" : "none set";
}

async function stackOf(console: Caller, bucket: string): Promise<string | undefined> {
  const found = await orNone(
    console.call<{ StackResources?: readonly { StackName: string }[] | "" }>(
      "cloudformation",
      "DescribeStackResources",
      { PhysicalResourceId: bucket },
    ),
  );
  return [...(found?.StackResources || [])][0]?.StackName;
}

/** A setting that was never made is a refusal on AWS. */
async function orNone<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
