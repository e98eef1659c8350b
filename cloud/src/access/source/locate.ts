import { type AccessMatrix, type By, type Cell, cellsOf, type Row } from "../matrix.ts";
import type { TemplateSource } from "./template-lines.ts";

/** The templates of a project, by the names of their stacks. */
export type Templates = ReadonlyMap<string, TemplateSource>;

/** The matrix with file and line of what decided, as far as the project's templates have it. */
export function withLines(matrix: AccessMatrix, templates: Templates): AccessMatrix {
  if (templates.size === 0) return matrix;
  return {
    ...matrix,
    sections: matrix.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => ({ ...row, cells: locatedCells(row, templates) })),
    })),
  };
}

function locatedCells(row: Row, templates: Templates): Row["cells"] {
  const located: Record<string, Cell> = {};
  for (const { column, cell } of cellsOf({ sections: [{ key: "", title: "", about: "", rows: [row] }] })) {
    const place = cell.by === undefined ? undefined : locate(cell.by, row, templates);
    located[column] = place === undefined ? cell : { ...cell, by: { ...cell.by, ...place } };
  }
  return located;
}

function locate(by: By, row: Row, templates: Templates): { file: string; line: number } | undefined {
  const [stack = "", logicalId = ""] = (by.place ?? "").split("/");
  const template = templates.get(stack);
  if (template === undefined) return undefined;
  const line = pathsOf(template, { by, logicalId, title: row.title })
    .map((path) => template.lineOf(path))
    .find((found) => found !== undefined);
  return line === undefined ? undefined : { file: template.file, line };
}

type Path = readonly (string | number)[];

interface Sought {
  readonly by: By;
  readonly logicalId: string;
  /** Of the row: `GET /orders`. */
  readonly title: string;
}

/** Where it may stand, the nearest first. */
function pathsOf(template: TemplateSource, sought: Sought): Path[] {
  const { by, logicalId } = sought;
  if (logicalId === "") return [];
  const type = template.valueAt(["Resources", logicalId, "Type"]);
  if (type === undefined) return roleOfFunction(template, sought);
  if (type === "AWS::Serverless::Api") return [...eventPaths(template, sought), ["Resources", logicalId]];
  if (type === "AWS::IAM::Role") return [policyPath(template, ["Resources", logicalId, "Properties"], by)];
  if (type === "AWS::S3::Bucket") return [bucketPolicyPath(template, sought), ["Resources", logicalId]];
  return [["Resources", logicalId]];
}

/** SAM makes the role of a function, `<function>Role`, of the function's `Policies`. */
function roleOfFunction(template: TemplateSource, { by, logicalId }: Sought): Path[] {
  const functionId = logicalId.replace(/Role$/, "");
  if (functionId === logicalId || template.valueAt(["Resources", functionId, "Type"]) === undefined)
    return [];
  const properties: Path = ["Resources", functionId, "Properties"];
  const generated = /RolePolicy(\d+)$/.exec(by.policy ?? "")?.[1];
  if (generated === undefined) return [[...properties, "Policies"]];
  return [statementPath(template, [...properties, "Policies", Number(generated)], by)];
}

/** A policy of a role by its name, at the statement that decided. */
function policyPath(template: TemplateSource, properties: Path, by: By): Path {
  const policies = template.valueAt([...properties, "Policies"]);
  const index = Array.isArray(policies)
    ? policies.findIndex((policy: { PolicyName?: unknown }) => policy.PolicyName === by.policy)
    : -1;
  if (index === -1) return properties;
  return statementPath(template, [...properties, "Policies", index, "PolicyDocument"], by);
}

/** `Statement` may be one statement in place of a list. */
function statementPath(template: TemplateSource, document: Path, { statement }: By): Path {
  const statements = template.valueAt([...document, "Statement"]);
  if (statements === undefined || statement === undefined) return document;
  return Array.isArray(statements) ? [...document, "Statement", statement] : [...document, "Statement"];
}

function bucketPolicyPath(template: TemplateSource, { by, logicalId }: Sought): Path {
  const resources = template.valueAt(["Resources"]);
  const found = Object.entries(typeof resources === "object" && resources !== null ? resources : {}).find(
    ([, resource]: [string, { Type?: unknown; Properties?: { Bucket?: unknown } }]) =>
      resource.Type === "AWS::S3::BucketPolicy" && refersTo(resource.Properties?.Bucket, logicalId),
  );
  if (found === undefined) return ["Resources", logicalId];
  return statementPath(template, ["Resources", found[0], "Properties", "PolicyDocument"], by);
}

/** `!Ref Bucket`, of which the tag is left out, or `{ Ref: Bucket }`. */
function refersTo(value: unknown, logicalId: string): boolean {
  if (value === logicalId) return true;
  return typeof value === "object" && value !== null && (value as { Ref?: unknown }).Ref === logicalId;
}

interface SamEvent {
  readonly Type?: unknown;
  readonly Properties?: { readonly Path?: unknown; readonly Method?: unknown };
}

/** The event of a function that makes the route. */
function eventPaths(template: TemplateSource, { title }: Sought): Path[] {
  const resources = template.valueAt(["Resources"]) as Readonly<
    Record<string, { Properties?: { Events?: object } }>
  >;
  return Object.entries(resources).flatMap(([functionId, { Properties }]) =>
    Object.entries(Properties?.Events ?? {}).flatMap(([name, event]: [string, SamEvent]) => {
      const { Path: path, Method: method } = event.Properties ?? {};
      const isIt = event.Type === "Api" && `${String(method).toUpperCase()} ${String(path)}` === title;
      return isIt ? [["Resources", functionId, "Properties", "Events", name] as Path] : [];
    }),
  );
}
