import { namesBeginning } from "../../../web/names-beginning.ts";
import type { Document } from "../../../web/words/policy.ts";
import { listed, type XmlList } from "../../../web/xml-lists.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

/** A role as a list has it. */
export interface RoleRow {
  readonly name: string;
  readonly path: string;
  /** Who may take it. */
  readonly trust: Document;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

interface Listed {
  readonly Roles?: XmlList<{
    readonly RoleName: string;
    readonly Path: string;
    readonly CreateDate: string;
    readonly AssumeRolePolicyDocument: string;
  }>;
  readonly Marker?: string;
}

const ON_A_PAGE = 25;

/** IAM finds none by a part of its name. */
export async function readRoles(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<{ readonly rows: readonly RoleRow[]; readonly next: string | undefined }> {
  const seen = new Map<string, RoleRow>();
  const { names, next } = await namesBeginning(prefix, token, async (Marker) => {
    const page = await console.call<Listed>("iam", "ListRoles", {
      MaxItems: ON_A_PAGE,
      ...(Marker === null ? {} : { Marker }),
    });
    const roles = listed(page.Roles).map(rowOf);
    for (const role of roles) seen.set(role.name, role);
    return { names: roles.map(({ name }) => name), next: page.Marker || undefined };
  });
  return { rows: names.flatMap((name) => seen.get(name) ?? []), next };
}

type Raw = NonNullable<Exclude<Listed["Roles"], "">>[number];

function rowOf({ RoleName, Path, CreateDate, AssumeRolePolicyDocument }: Raw): RoleRow {
  return {
    name: RoleName,
    path: Path,
    trust: JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)) as Document,
    createdAt: Date.parse(CreateDate),
  };
}

/** Undefined where there are more than a page of AWS has. */
export async function countRoles(console: Caller): Promise<number | undefined> {
  const { Roles, Marker } = await console.call<Listed>("iam", "ListRoles", { MaxItems: 1_000 });
  return Marker ? undefined : listed(Roles).length;
}
