import type { Child } from "hono/jsx";
import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Day, Empty, Head } from "../../../web/parts/parts.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { bucketPath, STORAGE_PATH } from "./addresses.ts";
import { settingsOf } from "./settings.tsx";

const ON_A_PAGE = 25;

interface BucketRow {
  readonly Name: string;
  readonly CreationDate: string;
  readonly versioning: Child;
  readonly publicAccess: Child;
}

const BUCKET_COLUMNS: Columns<BucketRow> = [
  { title: "Bucket", cell: ({ Name }) => <a href={bucketPath(Name)}>{Name}</a> },
  { title: "Versions", cell: ({ versioning }) => versioning },
  { title: "Public access", cell: ({ publicAccess }) => publicAccess },
  {
    title: "Made",
    class: "end num nowrap",
    cell: ({ CreationDate }) => <Day at={Date.parse(CreationDate)} />,
  },
];

/** Every bucket of the account. */
export async function bucketsView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const token = query.get("token");
  const prefix = query.get("prefix") ?? "";
  const { Buckets, ContinuationToken } = await console.call<{
    Buckets?: readonly { Name: string; CreationDate: string }[] | "";
    ContinuationToken?: string;
  }>("s3", "ListBuckets", {
    MaxBuckets: ON_A_PAGE,
    ...(prefix === "" ? {} : { Prefix: prefix }),
    ...(token === null ? {} : { ContinuationToken: token }),
  });
  const rows = await Promise.all(
    [...(Buckets || [])].map(async (bucket) => ({ ...bucket, ...(await settingsOf(console, bucket.Name)) })),
  );
  return {
    title: "Storage",
    body: (
      <>
        <Head
          title="Storage"
          lead={`Objects are at http://127.0.0.1:${console.port}, by the AWS CLI and SDKs.`}
        />
        <FindByPrefix action={STORAGE_PATH} what="buckets" label="Beginning of a name" value={prefix} />
        <Card id="buckets" title="Buckets">
          {rows.length === 0 ? (
            prefix === "" ? (
              <Empty text="There is no bucket." command="aws s3 mb s3://NAME" />
            ) : (
              <Empty text={`No bucket’s name begins with “${prefix}”.`} />
            )
          ) : (
            <Table class="keys-table" columns={BUCKET_COLUMNS} rows={rows} />
          )}
          <FirstAndNext
            shown={rows.length}
            noun="bucket"
            first={token === null ? undefined : STORAGE_PATH}
            next={
              ContinuationToken === undefined
                ? undefined
                : withQuery(STORAGE_PATH, { prefix, token: ContinuationToken })
            }
          />
        </Card>
      </>
    ),
  };
}
