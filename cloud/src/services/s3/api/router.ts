import type { AwsError } from "../../../core/errors.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import type { Level, S3Operation } from "./http/call.ts";
import type { Query } from "./http/query.ts";

/** Sub-resources of S3's model, by level: the ones without an operation here are refused by name. */
const SUBRESOURCES: Readonly<Record<Level, ReadonlySet<string>>> = {
  service: new Set(),
  bucket: new Set([
    "abac",
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "delete",
    "encryption",
    "intelligent-tiering",
    "inventory",
    "lifecycle",
    "list-type",
    "location",
    "logging",
    "metadataConfiguration",
    "metadataInventoryTable",
    "metadataJournalTable",
    "metadataTable",
    "metrics",
    "notification",
    "object-lock",
    "ownershipControls",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "session",
    "tagging",
    "uploads",
    "versioning",
    "versions",
    "website",
  ]),
  object: new Set([
    "acl",
    "attributes",
    "encryption",
    "legal-hold",
    "renameObject",
    "restore",
    "retention",
    "select",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
  ]),
};

type Wanted = Pick<S3Operation, "level" | "method">;

export interface Router {
  /** The operation, or the refusal of what has none: NotImplemented or MethodNotAllowed. */
  find(wanted: Wanted, query: Query, isCopy: boolean): S3Operation | AwsError;
}

export function createRouter(operations: readonly S3Operation[]): Router {
  const table = new Map(
    operations.map((operation) => [
      slot(operation, operation.subresource ?? "", operation.isCopy === true),
      operation,
    ]),
  );
  return {
    find: (wanted, query, isCopy) => {
      const subresource = subresourceOf(wanted.level, query);
      const copy = isCopy ? table.get(slot(wanted, subresource, true)) : undefined;
      const operation = copy ?? table.get(slot(wanted, subresource, false));
      if (operation !== undefined) return operation;
      const { method, level } = wanted;
      if (subresource !== "") return s3Errors.notImplemented(`${method} ?${subresource}`);
      return s3Errors.methodNotAllowed(method, level.toUpperCase());
    },
  };
}

const slot = ({ level, method }: Wanted, subresource: string, isCopy: boolean): string =>
  `${level} ${method} ${subresource}${isCopy ? " copy" : ""}`;

function subresourceOf(level: Level, query: Query): string {
  if (query.size === 0) return "";
  const known = SUBRESOURCES[level];
  for (const name of query.keys()) if (known.has(name)) return name;
  return "";
}
