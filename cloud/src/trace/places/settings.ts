import type { TemplateNode } from "./template-node.ts";
import type { Found, Written } from "./written.ts";

interface PolicyStatement {
  /** Name of an inline policy, ARN of a managed one; empty when no policy is meant. */
  readonly name: string;
  readonly sid: string;
  /** Position in the policy; undefined when no statement is meant. */
  readonly index: number | undefined;
}

/** The event of a function that makes the route; `operation` is `GET /orders`. */
export function findRoute({ template, logicalId }: Written, operation: string): Found | undefined {
  const [method = "", path] = operation.split(" ");
  for (const [owner, resource] of template.at("Resources")?.entries() ?? []) {
    for (const [, event] of resource.at("Properties", "Events")?.entries() ?? []) {
      const properties = event.at("Properties");
      const verb = properties?.at("Method")?.text?.toUpperCase();
      if (
        properties === undefined ||
        properties.at("Path")?.text !== path ||
        (verb !== method && verb !== "ANY")
      )
        continue;
      const api = properties.at("RestApiId");
      const name = api?.at("Ref")?.text ?? api?.text;
      if (name === undefined || name === logicalId) return { part: event, logicalId: owner };
    }
  }
  return undefined;
}

/** The statement, else its policy, else where the role's policies stand. */
export function findStatement(written: Written, statement: PolicyStatement): Found | undefined {
  const { resource } = written;
  const policies = resource.at("Properties", "Policies");
  const document = resource.at("Properties", "PolicyDocument");
  if (document !== undefined) return { part: statementIn(document, statement) ?? document };
  if (statement.name === "") return policies && { part: policies };
  const entry = entryOf(policies?.items() ?? [], statement.name);
  if (entry !== undefined) return { part: statementIn(entry, statement) ?? entry };
  return attached(written, statement) ?? (policies && { part: policies });
}

/** SAM calls the policies of a function `<Function>RolePolicy<position>`. */
function entryOf(entries: readonly TemplateNode[], name: string): TemplateNode | undefined {
  const named = entries.find((entry) => entry.at("PolicyName")?.text === name);
  const position = /RolePolicy(\d{1,4})$/.exec(name)?.[1];
  return named ?? (position === undefined ? undefined : entries[Number(position)]);
}

/** A policy that is a resource of its own. */
function attached({ template }: Written, statement: PolicyStatement): Found | undefined {
  for (const [logicalId, resource] of template.at("Resources")?.entries() ?? []) {
    const properties = resource.at("Properties");
    if (properties?.at("PolicyName")?.text !== statement.name) continue;
    const document = properties.at("PolicyDocument");
    if (document !== undefined) return { part: statementIn(document, statement) ?? document, logicalId };
  }
  return undefined;
}

function statementIn(policy: TemplateNode, { sid, index }: PolicyStatement): TemplateNode | undefined {
  const statements = (policy.at("PolicyDocument") ?? policy).at("Statement")?.items() ?? [];
  const named = sid === "" ? undefined : statements.find((one) => one.at("Sid")?.text === sid);
  return named ?? (index === undefined ? undefined : statements[index]);
}
