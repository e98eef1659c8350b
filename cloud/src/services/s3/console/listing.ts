import type { ConsoleContext } from "../../../wire/console-area.ts";

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly modified: string;
  readonly etag: string;
  readonly storageClass: string;
}

export interface ListedVersion {
  readonly key: string;
  readonly version: string;
  readonly isLatest: boolean;
  readonly isDeleted: boolean;
  readonly size: number;
  readonly modified: string;
}

export interface Listing<Item> {
  /** Beginnings of keys up to the next slash. */
  readonly folders: readonly string[];
  readonly items: readonly Item[];
  /** Where the next page begins; undefined on the last one. */
  readonly next?: Readonly<Record<string, string>>;
}

export interface Where {
  readonly bucket: string;
  readonly prefix: string;
  readonly from: URLSearchParams;
}

const ON_A_PAGE = 100;

type Raw = Readonly<Record<string, string>>;

/** Objects below a prefix, folders first, a hundred at a time. */
export async function listObjects(
  { call }: Pick<ConsoleContext, "call">,
  { bucket, prefix, from }: Where,
): Promise<Listing<ListedObject>> {
  const token = from.get("token");
  const page = await call<RawPage>("s3", "ListObjectsV2", {
    Bucket: bucket,
    Prefix: prefix,
    Delimiter: "/",
    EncodingType: "url",
    MaxKeys: ON_A_PAGE,
    ...(token === null ? {} : { ContinuationToken: token }),
  });
  const next = page.NextContinuationToken;
  return {
    folders: foldersOf(page),
    items: listOf(page.Contents).map((raw) => ({
      key: decoded(raw["Key"]),
      size: Number(raw["Size"]),
      modified: raw["LastModified"] ?? "",
      etag: raw["ETag"] ?? "",
      storageClass: raw["StorageClass"] ?? "",
    })),
    ...(next === undefined ? {} : { next: { token: next } }),
  };
}

/** Every version of the keys that begin so, also those behind a deletion. */
export async function listVersions(
  { call }: Pick<ConsoleContext, "call">,
  { bucket, prefix, from }: Where,
): Promise<Listing<ListedVersion>> {
  const page = await call<RawPage>("s3", "ListObjectVersions", {
    Bucket: bucket,
    Prefix: prefix,
    EncodingType: "url",
    MaxKeys: ON_A_PAGE,
    ...marker("KeyMarker", from.get("after")),
    ...marker("VersionIdMarker", from.get("version")),
  });
  const items = [
    ...listOf(page.Version).map((raw) => versionOf(raw, false)),
    ...listOf(page.DeleteMarker).map((raw) => versionOf(raw, true)),
  ].sort((a, b) => compare(a.key, b.key) || newestFirst(a, b));
  const { IsTruncated, NextKeyMarker, NextVersionIdMarker = "" } = page;
  return {
    folders: [],
    items,
    ...(IsTruncated === "true"
      ? { next: { after: decoded(NextKeyMarker), version: NextVersionIdMarker } }
      : {}),
  };
}

interface RawPage {
  readonly Contents?: readonly Raw[];
  readonly Version?: readonly Raw[];
  readonly DeleteMarker?: readonly Raw[];
  readonly CommonPrefixes?: readonly Raw[];
  readonly NextContinuationToken?: string;
  readonly IsTruncated?: string;
  readonly NextKeyMarker?: string;
  readonly NextVersionIdMarker?: string;
}

function marker(name: string, value: string | null): Record<string, string> {
  return value === null || value === "" ? {} : { [name]: value };
}

function listOf(raw: readonly Raw[] | undefined): readonly Raw[] {
  return raw ?? [];
}

function foldersOf({ CommonPrefixes }: RawPage): string[] {
  return listOf(CommonPrefixes).map((raw) => decoded(raw["Prefix"]));
}

function versionOf(raw: Raw, isDeleted: boolean): ListedVersion {
  return {
    key: decoded(raw["Key"]),
    version: raw["VersionId"] ?? "",
    isLatest: raw["IsLatest"] === "true",
    isDeleted,
    size: Number(raw["Size"] ?? 0),
    modified: raw["LastModified"] ?? "",
  };
}

/** The encoding type `url`: keys hold characters that XML does not. */
function decoded(text = ""): string {
  return decodeURIComponent(text.replaceAll("+", "%20"));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of two in one second, the one that counts is first. */
function newestFirst(a: ListedVersion, b: ListedVersion): number {
  return compare(b.modified, a.modified) || Number(b.isLatest) - Number(a.isLatest);
}
