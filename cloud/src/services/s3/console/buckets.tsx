import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { bucketPath, STORAGE_PATH } from "./addresses.ts";
import { Day, FirstAndNext } from "./parts.tsx";
import { settingsOf } from "./settings.tsx";

const ON_A_PAGE = 25;

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
        <search aria-label="Find buckets">
          <form class="filters" action={STORAGE_PATH}>
            <label class="vh" for="prefix">
              Beginning of a bucket’s name
            </label>
            <input
              class="grow"
              id="prefix"
              name="prefix"
              type="search"
              value={prefix}
              placeholder="Beginning of a bucket’s name"
            />
            <button type="submit" class="btn">
              Find
            </button>
          </form>
        </search>
        <Card id="buckets" title="Buckets">
          {rows.length === 0 ? (
            prefix === "" ? (
              <Empty text="There is no bucket." command="aws s3 mb s3://NAME" />
            ) : (
              <Empty text={`No bucket’s name begins with “${prefix}”.`} />
            )
          ) : (
            <table class="rows stacked keys-table">
              <thead>
                <tr>
                  <th scope="col">Bucket</th>
                  <th scope="col">Versions</th>
                  <th scope="col">Public access</th>
                  <th scope="col" class="end">
                    Made
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ Name, CreationDate, versioning, publicAccess }) => (
                  <tr>
                    <th scope="row">
                      <a href={bucketPath(Name)}>{Name}</a>
                    </th>
                    <td data-h="Versions">{versioning}</td>
                    <td data-h="Public access">{publicAccess}</td>
                    <td class="end num nowrap" data-h="Made">
                      <Day iso={CreationDate} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <FirstAndNext
            shown={rows.length}
            noun="bucket"
            first={token === null ? undefined : STORAGE_PATH}
            next={
              ContinuationToken === undefined
                ? undefined
                : `${STORAGE_PATH}?${new URLSearchParams({ prefix, token: ContinuationToken })}`
            }
          />
        </Card>
      </>
    ),
  };
}
