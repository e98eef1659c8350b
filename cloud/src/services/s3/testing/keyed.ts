import { createTestAccount } from "../../../iam/testing/account.ts";
import { kmsWorld } from "../../kms/testing/world.ts";
import { type Draft, type Reply, send } from "./send.ts";
import { type OpenS3, openS3 } from "./service.ts";
import { IN_IRELAND } from "./world.ts";

/** A bucket whose objects lie under a key of KMS, beside one without, and who may do what. */
export interface KeyedS3 {
  readonly s3: OpenS3;
  readonly kms: ReturnType<typeof kmsWorld>;
  /** Id of the default key of the bucket `keyed`. */
  readonly keyId: string;
  /** As the administrator. */
  send(draft: Draft): Promise<Reply>;
  /** As the administrator; fails where it is refused. */
  make(draft: Draft): Promise<Reply>;
  /** As a role with these statements. */
  by(draft: Draft, statements: readonly object[], presigned?: boolean): Promise<Reply>;
}

export const encryptedBy = (keyId: string | undefined, bucketKey = false): string =>
  `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>${
    keyId === undefined ? "" : `<KMSMasterKeyID>${keyId}</KMSMasterKeyID>`
  }</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>${bucketKey}</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`;

/** Buckets `keyed`, with a key as its default, and `plain`. */
export async function openKeyedS3(): Promise<KeyedS3> {
  const account = createTestAccount();
  const kms = kmsWorld(account);
  const s3 = openS3({ account, customerKeys: kms.keys() });
  const sent = (draft: Draft): Promise<Reply> =>
    send(s3.service, draft, { as: account.administrator, at: account.clock.now() });
  const make = async (draft: Draft): Promise<Reply> => {
    const reply = await sent(draft);
    if (reply.status >= 300) throw new Error(`${draft.call}: ${reply.status} ${reply.text}`);
    return reply;
  };
  const keyId = await kms.key();
  for (const bucket of ["keyed", "plain"]) await make({ call: `PUT /${bucket}`, body: IN_IRELAND });
  await make({ call: "PUT /keyed?encryption", body: encryptedBy(keyId) });
  return {
    s3,
    kms,
    keyId,
    send: sent,
    make,
    by: (draft, statements, presigned = false) =>
      send(s3.service, draft, { as: kms.as(...statements), at: account.clock.now(), presigned }),
  };
}

export const uploadIdOf = ({ text }: Reply): string => /<UploadId>(\w+)</.exec(text)?.[1] ?? "";
