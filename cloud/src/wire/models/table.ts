import { readFileSync } from "node:fs";
import type { Member, WireTraits } from "./constraints.ts";

/** A service's model as `scripts/generate-models.mjs` writes it. */
export interface ServiceTable {
  readonly service: string;
  readonly protocol: Protocol;
  /** Where there are several. */
  readonly protocols?: readonly string[];
  readonly endpointPrefix: string;
  readonly signingName: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: "1.0" | "1.1";
  readonly xmlNamespace?: string | { readonly uri: string };
  readonly apiVersion: string;
  readonly operations: Readonly<Record<string, OperationRow>>;
  readonly errors: Readonly<Record<string, ErrorRow>>;
  readonly shapes: Readonly<Record<string, ShapeRow>>;
}

export type Protocol = "json" | "query" | "ec2" | "rest-json" | "rest-xml" | "smithy-rpc-v2-cbor";

/** `POST /` when it has neither method nor address. */
export interface OperationRow {
  readonly method?: string;
  /** e.g. `/{Bucket}/{Key+}?tagging` */
  readonly uri?: string;
  readonly needsQuery?: readonly string[];
  /** Lower case. */
  readonly needsHeaders?: readonly string[];
  readonly status?: number;
  readonly hostPrefix?: string;
  readonly unsigned?: true;
  readonly deprecated?: true;
  readonly implemented?: true;
  readonly input?: string;
  readonly errors?: readonly string[];
}

export interface ErrorRow {
  /** When it is not the name. */
  readonly code?: string;
  readonly status: number;
}

/** A shape's name, or the name with how this member travels. */
export type Reference = string | (WireTraits & { readonly shape: string });

export interface ShapeRow extends Omit<Member, "items" | "keys" | "members" | "required" | "wire"> {
  readonly items?: Reference;
  readonly keys?: Reference;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly required?: readonly string[];
  /** The member that is the body. */
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly streaming?: boolean;
  readonly union?: boolean;
  readonly timestampFormat?: NonNullable<WireTraits["timestampFormat"]>;
}

/** Reads `generated/<name>.json`; the build puts these files beside the bundle. */
export function readTable<Table>(name: string): Table {
  return JSON.parse(readFileSync(new URL(`./generated/${name}.json`, import.meta.url), "utf8")) as Table;
}
