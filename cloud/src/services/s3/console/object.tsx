import type { Child } from "hono/jsx";
import { sizeText } from "../../../web/parts/bytes.ts";
import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { ICONS, Icon, Mark } from "../../../web/parts/marks.tsx";
import { Act, Card, Day, Empty, Facts, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import {
  bucketPath,
  downloadPath,
  folderOf,
  type ObjectAddress,
  objectPath,
  STORAGE_PATH,
} from "./addresses.ts";
import { VersionState } from "./bucket.tsx";
import { type ListedVersion, listVersions } from "./listing.ts";
import { headObject, type ObjectHeaders, type ObjectState } from "./object-facts.ts";
import { preview } from "./preview.tsx";

/** One object or one version of it: what it is, what it looks like, and the other versions. */
export async function objectView(console: ConsoleContext, address: ObjectAddress): Promise<ConsoleView> {
  const { bucket, key } = address;
  const [state, versions] = await Promise.all([headObject(console, address), versionsOf(console, address)]);
  const shown = state.kind === "there" ? await preview(console, address, state.size) : undefined;
  return {
    title: `${printable(key)} · ${bucket}`,
    ...(state.kind === "missing" ? { status: 404 } : {}),
    body: (
      <>
        <Head title={<OutsideName name={nameOf(key)} />} lead={<Lead address={address} />}>
          {state.kind === "there" ? (
            <a class="btn primary" href={downloadPath(address)} download="">
              <Icon path={ICONS.save} />
              Download
            </a>
          ) : null}
        </Head>
        {state.kind === "there" ? (
          <There shown={shown} address={address} state={state} versions={versions} />
        ) : (
          <NotThere address={address} state={state} versions={versions} />
        )}
      </>
    ),
  };
}

const LONGEST_NAME = 120;

function nameOf(key: string): string {
  const name = printable(key.slice(folderOf(key).length)) || printable(key);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

const Lead = ({ address: { bucket, key, version } }: { readonly address: ObjectAddress }) => (
  <>
    <a href={STORAGE_PATH}>Storage</a> / <a href={bucketPath(bucket)}>{bucket}</a>
    {folderOf(key) === "" ? null : (
      <>
        {" / "}
        <a class="outside" href={bucketPath(bucket, { prefix: folderOf(key) })}>
          {printable(folderOf(key))}
        </a>
      </>
    )}
    {version === undefined ? null : (
      <>
        {" · version "}
        <code class="outside">{version}</code>
        {" · "}
        <a href={objectPath({ bucket, key })}>the current one</a>
      </>
    )}
  </>
);

interface ThereProps {
  /** The preview. */
  readonly shown: Child;
  readonly address: ObjectAddress;
  readonly state: Extract<ObjectState, { kind: "there" }>;
  readonly versions: readonly ListedVersion[];
}

const There = ({ shown, address, state, versions }: ThereProps) => (
  <div class="grid two">
    <div class="col">
      <Card id="preview" title="Preview">
        <div class="body col">{shown}</div>
      </Card>
      <Versions address={address} versions={versions} />
    </div>
    <div class="col">
      <Card id="facts" title="Object">
        <div class="body">
          <ObjectFacts address={address} state={state} />
        </div>
      </Card>
      <DeleteCard address={address} isVersioned={versions.some(({ version }) => version !== "null")} />
    </div>
  </div>
);

const ObjectFacts = ({ address, state: { size, headers } }: Pick<ThereProps, "address" | "state">) => {
  const uri = `s3://${address.bucket}/${address.key}`;
  return (
    <Facts
      facts={[
        [
          "Address",
          <>
            <code class="outside">{printable(uri)}</code> <Copy text={uri} label="the address" />
          </>,
        ],
        ["Size", `${sizeText(size)}${size < 1_024 ? "" : ` (${size.toLocaleString("en")} bytes)`}`],
        ["Type", said(headers, "content-type")],
        ["Changed", <Day at={Date.parse(headers["last-modified"] ?? "")} />],
        ["ETag", said(headers, "etag")],
        ["Version", said(headers, "x-amz-version-id")],
        ["Encryption", said(headers, "x-amz-server-side-encryption")],
        ["Class", said(headers, "x-amz-storage-class")],
        ["Encoding", said(headers, "content-encoding")],
        ["Caching", said(headers, "cache-control")],
        ["Tags", headers["x-amz-tagging-count"]],
        ...Object.entries(headers)
          .filter(([name]) => name.startsWith(METADATA))
          .map(
            ([name, value]) =>
              [name.slice(METADATA.length), <code class="outside">{printable(value ?? "")}</code>] as const,
          ),
      ]}
    />
  );
};

const METADATA = "x-amz-meta-";

function said(headers: ObjectHeaders, name: string) {
  const value = headers[name];
  return value === undefined ? undefined : <code class="outside">{printable(value)}</code>;
}

const NotThere = ({
  address,
  state,
  versions,
}: Omit<ThereProps, "shown" | "state"> & { readonly state: ObjectState }) => (
  <div class="col">
    {state.kind === "deleted" ? (
      <div class="note if">
        <Mark verdict="if" />
        <div>
          <p>
            <b>It is deleted: a reader gets 404.</b>
          </p>
          <p>Its versions are kept behind the deletion, and are current again when that is taken away.</p>
          <Act
            action={`${bucketPath(address.bucket)}/bring-back`}
            fields={{ key: address.key, version: state.marker }}
          >
            <button type="submit" class="btn">
              Bring it back
            </button>
          </Act>
        </div>
      </div>
    ) : (
      <Empty text="No object has this key." command={`aws s3 ls s3://${address.bucket}/`} />
    )}
    <Versions address={address} versions={versions} />
  </div>
);

async function versionsOf(console: ConsoleContext, { bucket, key }: ObjectAddress): Promise<ListedVersion[]> {
  const where = { bucket, prefix: key, from: new URLSearchParams() };
  const { items } = await listVersions(console, where);
  return items.filter((each) => each.key === key);
}

const MOST_VERSIONS = 50;

const Versions = ({
  address,
  versions,
}: {
  readonly address: ObjectAddress;
  readonly versions: readonly ListedVersion[];
}) =>
  versions.length < 2 && versions[0]?.isDeleted !== true ? null : (
    <Card
      id="versions"
      title="Versions"
      aside={<span class="small muted">{versions.length}</span>}
      foot={
        versions.length > MOST_VERSIONS
          ? `The newest ${MOST_VERSIONS} are shown; all by aws s3api list-object-versions.`
          : undefined
      }
    >
      <Table
        rows={versions.slice(0, MOST_VERSIONS)}
        isSelected={({ version }) => version === address.version}
        columns={[
          { title: "Changed", cell: ({ modified }) => <Day at={Date.parse(modified)} /> },
          {
            title: "Version",
            cell: ({ version, isDeleted }) =>
              isDeleted ? (
                <code class="outside">{version}</code>
              ) : (
                <a href={objectPath({ ...address, version })}>
                  <code class="outside">{version}</code>
                </a>
              ),
          },
          { title: "State", cell: (each) => <VersionState bucket={address.bucket} version={each} /> },
          {
            title: "Size",
            class: "end num nowrap",
            cell: ({ isDeleted, size }) => (isDeleted ? "" : sizeText(size)),
          },
        ]}
      />
    </Card>
  );

const DeleteCard = ({
  address,
  isVersioned,
}: {
  readonly address: ObjectAddress;
  readonly isVersioned: boolean;
}) => {
  const { bucket, key, version } = address;
  const page = version === undefined ? "delete" : "delete-version";
  return (
    <ConfirmCard
      id="delete"
      title={version === undefined ? "Delete …" : "Delete this version …"}
      action={`${bucketPath(bucket)}/${page}`}
      fields={{ key, ...(version === undefined ? {} : { version }) }}
      label="Type the key to delete it"
      button="Delete"
    >
      {version !== undefined
        ? "This version is gone for good."
        : isVersioned
          ? "Its versions are kept; the deletion can be taken back."
          : "It is gone for good: this bucket keeps no versions of it."}
    </ConfirmCard>
  );
};
