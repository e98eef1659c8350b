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

export interface Router {
  /** @throws AwsError NotImplemented or MethodNotAllowed */
  route(level: Level, method: string, query: Query): S3Operation;
}

export function createRouter(operations: readonly S3Operation[]): Router {
  const table = new Map(
    operations.map((operation) => [
      slot(operation.level, operation.method, operation.subresource ?? ""),
      operation,
    ]),
  );
  return {
    route: (level, method, query) => {
      const subresource = subresourceOf(level, query);
      const operation = table.get(slot(level, method, subresource));
      if (operation !== undefined) return operation;
      if (subresource !== "") throw s3Errors.notImplemented(`${method} ?${subresource}`);
      throw s3Errors.methodNotAllowed(method, level.toUpperCase());
    },
  };
}

const slot = (level: Level, method: string, subresource: string): string =>
  `${level} ${method} ${subresource}`;

function subresourceOf(level: Level, query: Query): string {
  if (query.size === 0) return "";
  const known = SUBRESOURCES[level];
  for (const name of query.keys()) if (known.has(name)) return name;
  return "";
}
