import type { TemplateNode } from "./template-node.ts";

/** A resource as its template has it. */
export interface Written {
  readonly template: TemplateNode;
  readonly logicalId: string;
  readonly resource: TemplateNode;
}

/** The part that is to be changed. */
export interface Found {
  readonly part: TemplateNode;
  /** When the part belongs to another resource than the one that the event names. */
  readonly logicalId?: string;
}
