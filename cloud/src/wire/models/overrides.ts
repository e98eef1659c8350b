import type { Reference, ServiceTable, ShapeRow } from "./table.ts";

/** What AWS does where its published model says otherwise, or nothing. */
interface Override {
  readonly shape: string;
  /** Of the structure `shape`; the other members of its type stay as they are. */
  readonly member?: string;
  readonly row?: Partial<ShapeRow>;
  /** Constraint of the model that does not hold. */
  readonly without?: "enum" | "pattern";
  readonly required?: true;
  /** Where it is seen. */
  readonly source: string;
}

const PASSWORD: Partial<ShapeRow> = { pattern: "[\\S]+.*[\\S]+", linearPattern: "\\S.*\\S" };
const API = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference";
const LAMBDA_QUOTAS = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";

const OVERRIDES: Readonly<Record<string, readonly Override[]>> = {
  "cognito-idp": [
    {
      shape: "PasswordType",
      row: PASSWORD,
      source: `${API}/API_SignUp.html: a space may stand in a password, not at its ends`,
    },
    {
      shape: "SignUpRequest",
      member: "Password",
      row: { min: 6 },
      required: true,
      source: "recorded: a password under six characters is a validation error of SignUp alone",
    },
    {
      shape: "CreateUserPoolDomainRequest",
      member: "ManagedLoginVersion",
      row: { atLeast: 1, atMost: 2 },
      source: `${API}/API_CreateUserPoolDomain.html`,
    },
    {
      shape: "UpdateUserPoolDomainRequest",
      member: "ManagedLoginVersion",
      row: { atLeast: 1, atMost: 2 },
      source: `${API}/API_UpdateUserPoolDomain.html`,
    },
    {
      shape: "PrecedenceType",
      row: { atMost: 2_147_483_647 },
      source: `${API}/API_CreateGroup.html: the maximum is 2^31-1`,
    },
  ],
  lambda: [
    { shape: "Timeout", row: { atMost: 900 }, source: LAMBDA_QUOTAS },
    { shape: "MemorySize", row: { atMost: 10_240 }, source: LAMBDA_QUOTAS },
    { shape: "EphemeralStorageSize", row: { atMost: 10_240 }, source: LAMBDA_QUOTAS },
    {
      shape: "Runtime",
      without: "enum",
      source: "recorded: the sentence about a runtime is the service's own, with '… or be a valid ARN'",
    },
  ],
};

export function withOverrides(service: string, table: ServiceTable): ServiceTable {
  const shapes: Record<string, ShapeRow> = { ...table.shapes };
  for (const override of OVERRIDES[service] ?? []) apply(shapes, override);
  return { ...table, shapes };
}

function apply(shapes: Record<string, ShapeRow>, override: Override): void {
  const { shape, member } = override;
  const row = rowOf(shapes, shape);
  if (member === undefined) {
    shapes[shape] = changed(row, override);
    return;
  }
  const to = row.members?.[member];
  if (to === undefined) throw new Error(`${shape} of the model has no member ${member}`);
  const own = `${shape}.${member}`;
  shapes[own] = changed(rowOf(shapes, typeof to === "string" ? to : to.shape), override);
  const reference: Reference = typeof to === "string" ? own : { ...to, shape: own };
  shapes[shape] = {
    ...row,
    members: { ...row.members, [member]: reference },
    required: [...(row.required ?? []), ...(override.required ? [member] : [])],
  };
}

function changed(row: ShapeRow, { row: change, without }: Override): ShapeRow {
  const kept = Object.entries(row).filter(([name]) => name !== without);
  return { ...(Object.fromEntries(kept) as unknown as ShapeRow), ...change };
}

function rowOf(shapes: Readonly<Record<string, ShapeRow>>, name: string): ShapeRow {
  const row = shapes[name];
  if (row === undefined) throw new Error(`The model has no shape ${name} to override`);
  return row;
}
