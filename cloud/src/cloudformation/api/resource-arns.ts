import { regionalArn, type Scope } from "../../core/arns.ts";
import type { Tags } from "../../wire/tag-keys.ts";
import type { ApiContext } from "./context.ts";

interface NamesStack {
  /** Name or ARN. */
  readonly StackName?: string;
}

interface NamesChangeSet extends NamesStack {
  /** Name or ARN. */
  readonly ChangeSetName?: string;
}

/** ARN that a call on a stack is evaluated on. */
export function stackResource({ StackName: name = "" }: NamesStack, scope: Scope): string {
  if (name === "") return "*";
  return name.startsWith("arn:") ? name : regionalArn(scope, "cloudformation", `stack/${name}/*`);
}

/**
 * CFN-CHANGE-SET-OWNER: a change set that is named by its ARN belongs to its own stack, whatever
 * `StackName` says.
 */
export function changeSetResource({ changeSets }: Pick<ApiContext, "changeSets">) {
  return (input: NamesChangeSet, scope: Scope): string => {
    const { ChangeSetName: name = "" } = input;
    if (!name.startsWith("arn:")) return stackResource(input, scope);
    return changeSets.store.byId(name)?.stackId ?? "*";
  };
}

/** @param resource as `stackResource` has it */
export function tagsOfStack({ stacks }: Pick<ApiContext, "stacks">, resource: string): Tags | undefined {
  const [, name = "", id = ""] =
    /^arn:[^:]*:cloudformation:[^:]*:[^:]*:stack\/([^/]+)\/(.+)$/.exec(resource) ?? [];
  const stack = stacks.find(id === "*" ? name : resource);
  return stack === undefined ? undefined : stacks.deps.store.revision(stack.stackId, "current")?.tags;
}
