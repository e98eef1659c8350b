import { sizeText } from "../../../web/parts/bytes.ts";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { FirstAndNext } from "../../../web/parts/paging.tsx";
import { Act, Card, Day, Empty, Field, Head, OutsideName, shortened } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { bucketPath, objectPath, STORAGE_PATH } from "./addresses.ts";
import { type ListedObject, type ListedVersion, type Listing, listObjects, listVersions } from "./listing.ts";
import { bucketSettings, settingsOf } from "./settings.tsx";

/** What is in a bucket below a prefix; with `versions`, also what was deleted. */
export async function bucketView(
  console: ConsoleContext,
  bucket: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const showsVersions = query.get("versions") === "1";
  const where = { bucket, prefix, from: query };
  const [{ isVersioned }, settings, listing] = await Promise.all([
    settingsOf(console, bucket),
    bucketSettings(console, bucket),
    showsVersions ? listVersions(console, where) : listObjects(console, where),
  ]);
  const view = { bucket, prefix, showsVersions, isVersioned, query };
  return {
    title: `${bucket} · Storage`,
    body: (
      <>
        <Head title={<OutsideName name={bucket} />} lead={<a href={STORAGE_PATH}>Storage</a>}>
          <a class="btn" href="#upload">
            Upload
          </a>
        </Head>
        <Filters view={view} />
        <div class="grid two">
          <Card id="objects" title={<Breadcrumbs view={view} />}>
            {listing.folders.length + listing.items.length === 0 ? <NothingThere view={view} /> : null}
            {showsVersions ? (
              <Versions view={view} listing={listing as Listing<ListedVersion>} />
            ) : (
              <Objects view={view} listing={listing as Listing<ListedObject>} />
            )}
            <FirstAndNext
              shown={listing.folders.length + listing.items.length}
              noun="row"
              first={query.has("token") || query.has("after") ? pageOf(view, {}) : undefined}
              next={listing.next === undefined ? undefined : pageOf(view, listing.next)}
            />
          </Card>
          <div class="col">
            <UploadCard view={view} />
            {settings}
          </div>
        </div>
      </>
    ),
  };
}

interface BucketPage {
  readonly bucket: string;
  readonly prefix: string;
  readonly showsVersions: boolean;
  readonly isVersioned: boolean;
  readonly query: URLSearchParams;
}

function pageOf(
  { bucket, prefix, showsVersions }: BucketPage,
  more: Readonly<Record<string, string>>,
): string {
  return bucketPath(bucket, { prefix, versions: showsVersions ? "1" : "", ...more });
}

const Filters = ({ view }: { readonly view: BucketPage }) => (
  <search aria-label="Find objects">
    <form class="filters" action={bucketPath(view.bucket)}>
      {view.isVersioned || view.showsVersions ? (
        <fieldset class="seg">
          <legend class="vh">What is shown</legend>
          <a
            href={pageOf({ ...view, showsVersions: false }, {})}
            {...(view.showsVersions ? {} : { "aria-current": "true" })}
          >
            Objects
          </a>
          <a
            href={pageOf({ ...view, showsVersions: true }, {})}
            {...(view.showsVersions ? { "aria-current": "true" } : {})}
          >
            Versions and deleted
          </a>
        </fieldset>
      ) : null}
      {view.showsVersions ? <input type="hidden" name="versions" value="1" /> : null}
      <label class="vh" for="prefix">
        Beginning of the key
      </label>
      <input
        class="grow mono"
        id="prefix"
        name="prefix"
        type="search"
        value={view.prefix}
        placeholder="Beginning of the key"
        spellcheck={false}
      />
      <button type="submit" class="btn">
        Find
      </button>
    </form>
  </search>
);

const Breadcrumbs = ({ view }: { readonly view: BucketPage }) => {
  const parts = view.prefix.split("/").slice(0, -1);
  if (view.prefix === "") return <>Objects</>;
  return (
    <span class="crumbs">
      <a href={pageOf({ ...view, prefix: "" }, {})}>all</a>
      {parts.map((part, index) => (
        <>
          {" / "}
          <a href={pageOf({ ...view, prefix: `${parts.slice(0, index + 1).join("/")}/` }, {})}>
            <span class="outside">{printable(part) || "(empty)"}</span>
          </a>
        </>
      ))}
      {view.prefix.endsWith("/") ? null : (
        <span class="outside">{` / ${printable(view.prefix.slice(view.prefix.lastIndexOf("/") + 1))}…`}</span>
      )}
    </span>
  );
};

const NothingThere = ({ view }: { readonly view: BucketPage }) =>
  view.prefix === "" ? (
    <Empty text="The bucket is empty." command={`aws s3 cp FILE s3://${view.bucket}/`} />
  ) : (
    <div class="empty">
      <p>No key begins like this.</p>
      <p class="chips">
        <a
          class="chip"
          href={pageOf({ ...view, prefix: "" }, {})}
          aria-label="Remove the beginning of the key"
        >
          <span class="outside">{`begins with: ${printable(view.prefix)} ×`}</span>
        </a>
      </p>
    </div>
  );

const Folders = ({ view, folders }: { readonly view: BucketPage; readonly folders: readonly string[] }) => (
  <>
    {folders.map((folder) => (
      <tr>
        <th scope="row" colspan={3}>
          <a class="folder outside" href={pageOf({ ...view, prefix: folder }, {})}>
            {nameBelow(folder, view.prefix)}
          </a>
        </th>
      </tr>
    ))}
  </>
);

const LONGEST_NAME = 160;

function nameBelow(key: string, prefix: string): string {
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  return shortened(printable(key.slice(folder.length)), LONGEST_NAME) || "(empty name)";
}

const Objects = ({
  view,
  listing,
}: {
  readonly view: BucketPage;
  readonly listing: Listing<ListedObject>;
}) =>
  listing.folders.length + listing.items.length === 0 ? null : (
    <Table
      class="keys-table"
      rows={listing.items}
      columns={[
        {
          title: "Key",
          cell: ({ key }) => (
            <a class="outside" href={objectPath({ bucket: view.bucket, key })}>
              {nameBelow(key, view.prefix)}
            </a>
          ),
        },
        { title: "Size", class: "end num nowrap", cell: ({ size }) => sizeText(size) },
        { title: "Changed", class: "end", cell: ({ modified }) => <Day at={Date.parse(modified)} /> },
      ]}
    >
      <Folders view={view} folders={listing.folders} />
    </Table>
  );

const Versions = ({
  view,
  listing,
}: {
  readonly view: BucketPage;
  readonly listing: Listing<ListedVersion>;
}) =>
  listing.folders.length + listing.items.length === 0 ? null : (
    <Table
      class="keys-table"
      rows={listing.items}
      columns={[
        {
          title: "Key",
          cell: (each) => (
            <a class="outside" href={objectPath(addressOf(view.bucket, each))}>
              {nameBelow(each.key, view.prefix)}
            </a>
          ),
        },
        { title: "Version", cell: (each) => <VersionState bucket={view.bucket} version={each} /> },
        {
          title: "Size",
          class: "end num nowrap",
          cell: ({ isDeleted, size }) => (isDeleted ? "" : sizeText(size)),
        },
        { title: "Changed", class: "end", cell: ({ modified }) => <Day at={Date.parse(modified)} /> },
      ]}
    />
  );

/** The newest version is the object; a deletion has no page of its own. */
function addressOf(bucket: string, { key, version, isLatest, isDeleted }: ListedVersion) {
  return { bucket, key, ...(isLatest || isDeleted ? {} : { version }) };
}

/** What a version is among the others; a deletion on top can be taken back. */
export const VersionState = ({
  bucket,
  version,
}: {
  readonly bucket: string;
  readonly version: ListedVersion;
}) => {
  const { isLatest, isDeleted, key } = version;
  if (!isDeleted) return <span class={isLatest ? "chip yes" : "chip"}>{isLatest ? "current" : "older"}</span>;
  if (!isLatest) return <span class="chip">deletion, older</span>;
  return (
    <span class="deleted">
      <span class="chip no">deleted</span>
      <Act action={`${bucketPath(bucket)}/bring-back`} fields={{ key, version: version.version }}>
        <button type="submit" class="btn quiet" aria-label={`Bring back ${printable(key)}`}>
          Bring back
        </button>
      </Act>
    </span>
  );
};

const UploadCard = ({ view }: { readonly view: BucketPage }) => (
  <Card
    id="upload"
    title="Upload"
    foot={
      <>
        At most 64 MiB. More, and whole folders, by <code>aws s3 cp</code>.
      </>
    }
  >
    <form
      class="body col"
      method="post"
      enctype="multipart/form-data"
      action={`${bucketPath(view.bucket)}/upload`}
    >
      <Field id="file" label="File">
        <input id="file" name="file" type="file" required />
      </Field>
      <Field id="as" label="Key" hint="Empty, or with / at its end: the file’s name follows.">
        <input
          id="as"
          name="key"
          class="mono"
          value={view.prefix}
          spellcheck={false}
          aria-describedby="as-hint"
        />
      </Field>
      <label class="check">
        <input type="checkbox" name="replace" />
        {view.isVersioned ? "A new version, where that key is taken" : "Replace what has that key"}
      </label>
      <div class="btns">
        <button type="submit" class="btn primary">
          <Icon path={ICONS.send} />
          Upload
        </button>
      </div>
    </form>
  </Card>
);
