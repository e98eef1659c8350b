import type { Scope } from "../../core/arns.ts";
import { notSupported } from "../errors.ts";
import type { ValueMap } from "../template/value.ts";

export interface ServerlessOptions {
  readonly scope: Scope;
  readonly stack: { readonly name: string; readonly id: string };
  readonly parameters: ReadonlyMap<string, string>;
}

export function expandServerless(_raw: ValueMap, _options: ServerlessOptions): ValueMap {
  throw notSupported("The transform AWS::Serverless-2016-10-31");
}
