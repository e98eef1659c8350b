/** An expression of AWS IoT SQL. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null | undefined }
  | { readonly kind: "array"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: Expression])[] }
  /** The whole payload. */
  | { readonly kind: "star" }
  /** A member of the payload. */
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "cast"; readonly value: Expression; readonly type: string }
  | { readonly kind: "not" | "negative"; readonly value: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "case";
      readonly value: Expression;
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise: Expression | undefined;
    };

export interface SelectItem {
  readonly value: Expression;
  /** Where the value goes in the outgoing object; undefined: all members of the payload go in. */
  readonly path: readonly string[] | undefined;
}

export interface Statement {
  /** `SELECT VALUE`: what goes out is the value itself. */
  readonly isValue: boolean;
  readonly items: readonly SelectItem[];
  /** Topic filter; undefined for rules that only Basic Ingest reaches. */
  readonly from: string | undefined;
  readonly where: Expression | undefined;
}
