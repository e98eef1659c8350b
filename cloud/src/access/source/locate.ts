import { findRoute, findStatement } from "../../trace/places/settings.ts";
import type { TemplateNode } from "../../trace/places/template-node.ts";
import type { Found, Written } from "../../trace/places/written.ts";
import { writtenSource } from "../../trace/places/written-source.ts";
import { type AccessMatrix, type By, type Cell, cellsOf, type Row } from "../matrix.ts";

export interface TemplateSource {
  /** As it is shown: relative to where the command runs. */
  readonly file: string;
  readonly root: TemplateNode;
}

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

function locate(by: By, { title }: Row, templates: Templates): { file: string; line: number } | undefined {
  const [stack = "", logicalId = ""] = (by.place ?? "").split("/");
  const template = templates.get(stack);
  const owner = template && writtenSource(template.root, logicalId);
  if (template === undefined || owner === undefined) return undefined;
  const written = { template: template.root, ...owner };
  const isShared = !logicalId.startsWith(owner.logicalId);
  const found = isShared
    ? findRoute({ ...written, logicalId }, title)
    : partOf(written, { by, title, isMade: owner.logicalId !== logicalId });
  return { file: template.file, line: (found?.part ?? owner.part).line };
}

interface Sought {
  readonly by: By;
  /** Of the row: `GET /orders`. */
  readonly title: string;
  /** The transform made it of what is written: the role of a function. */
  readonly isMade: boolean;
}

function partOf(written: Written, { by, title, isMade }: Sought): Found | undefined {
  const statement = { name: by.policy ?? "", sid: by.sid ?? "", index: by.statement };
  const type = written.resource.at("Type")?.text;
  if (isMade || type === "AWS::IAM::Role") return findStatement(written, statement);
  if (type === "AWS::Serverless::Api") return findRoute(written, title);
  if (type !== "AWS::S3::Bucket") return undefined;
  const policy = bucketPolicyOf(written);
  return policy && findStatement({ ...written, resource: policy }, statement);
}

function bucketPolicyOf({ template, logicalId }: Written): TemplateNode | undefined {
  const resources = template.at("Resources")?.entries() ?? [];
  return resources.find(([, resource]) => {
    const bucket = resource.at("Properties", "Bucket");
    const isIts = (bucket?.at("Ref")?.text ?? bucket?.text) === logicalId;
    return isIts && resource.at("Type")?.text === "AWS::S3::BucketPolicy";
  })?.[1];
}
