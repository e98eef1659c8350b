import { printable } from "../../../core/printable.ts";
import { Card, Facts, VerdictWord } from "../../../web/parts/parts.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { unlessRefused } from "../../../web/settled.ts";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

const FLAGS = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const;

/** Two settings of a bucket in words. */
export async function settingsOf(console: Caller, bucket: string) {
  const [versioning, block] = await Promise.all([
    unlessRefused(console.call<{ Status?: string }>("s3", "GetBucketVersioning", { Bucket: bucket })),
    unlessRefused(
      console.call<Readonly<Record<string, string>>>("s3", "GetPublicAccessBlock", { Bucket: bucket }),
    ),
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
    unlessRefused(console.call("s3", "GetBucketPolicy", { Bucket: bucket })),
    unlessRefused(console.call("s3", "GetBucketEncryption", { Bucket: bucket })),
    stackOf(console, bucket),
  ]);
  return (
    <Card id="settings" title="Settings">
      <div class="body col">
        <Facts
          facts={[
            ["Made by", <StackLink stack={stack} />],
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
