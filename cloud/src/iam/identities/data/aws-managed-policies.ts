import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { ManagedPolicy } from "../model/managed-policy.ts";
import { POLICY_DESCRIPTIONS } from "./policy-descriptions.ts";

/** First line of the index. */
interface Header {
  /** Documents a block. */
  readonly block: number;
  /** Compressed bytes of the blocks, in order. */
  readonly sizes: readonly number[];
}

/** Every policy that AWS publishes, by ARN, in the order in which AWS lists them. */
interface AwsManagedPolicies {
  find(arn: string): ManagedPolicy | undefined;
  list(): readonly ManagedPolicy[];
}

const PREFIX = "arn:aws:iam::aws:policy";
let opened: ReadonlyMap<string, ManagedPolicy> | undefined;

/** IAM-21. The table is unpacked at the first look: a cloud without such policies pays nothing for it. */
export const awsManagedPolicies: AwsManagedPolicies = {
  find: (arn) => (arn.startsWith(PREFIX) ? table().get(arn) : undefined),
  list: () => [...table().values()],
};

function table(): ReadonlyMap<string, ManagedPolicy> {
  opened ??= readIndex();
  return opened;
}

function readIndex(): ReadonlyMap<string, ManagedPolicy> {
  const [first = "", ...lines] = brotliDecompressSync(read("managed-policies.index.br"))
    .toString()
    .split("\n");
  const documents = createDocuments(JSON.parse(first) as Header);
  return new Map(
    lines.map((line) => {
      const policy = policyOf(line.split("\t"), documents);
      return [policy.arn, policy];
    }),
  );
}

/** @param cells path and name, version, created, updated, place of the document */
function policyOf(cells: readonly string[], documentAt: (place: number) => string): ManagedPolicy {
  const [resource = "", versionId = "", created = "", updated = "", place = ""] = cells;
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return {
    arn: PREFIX + resource,
    id: stableId(name),
    name,
    path: resource.slice(0, -name.length),
    description: POLICY_DESCRIPTIONS.get(name) ?? "",
    versionId,
    get document() {
      return documentAt(Number(place));
    },
    createdAt: Date.parse(created),
    updatedAt: Date.parse(updated),
    tags: [],
  };
}

/** Unpacks a block of documents when one of them is asked for. */
function createDocuments({ block, sizes }: Header): (place: number) => string {
  const unpacked = new Map<number, readonly string[]>();
  const unpack = (number: number): readonly string[] => {
    const start = sizes.slice(0, number).reduce((sum, size) => sum + size, 0);
    const bytes = read("managed-policies.documents.br").subarray(start, start + (sizes[number] ?? 0));
    const documents = brotliDecompressSync(bytes).toString().split("\n");
    unpacked.set(number, documents);
    return documents;
  };
  return (place) => {
    const number = Math.floor(place / block);
    const document = (unpacked.get(number) ?? unpack(number))[place % block];
    if (document === undefined) throw new Error(`There is no document ${place}`);
    return document;
  };
}

/** The build puts these files beside the bundle. */
function read(name: string): Buffer {
  return readFileSync(new URL(`./generated/${name}`, import.meta.url));
}

/** AWS's ids are not published with the documents; these are stable and of the same form. */
function stableId(name: string): string {
  return `ANPA${createHash("sha256").update(name).digest("hex").toUpperCase().slice(0, 17)}`;
}
