import type { ConsoleContext, ConsoleForm } from "../../../../wire/console-area.ts";
import type { DescribedUser, Directory } from "../directory.ts";

/** A form that was sent to a person's page. */
export interface PersonCall {
  readonly console: ConsoleContext;
  readonly calls: Directory;
  readonly form: ConsoleForm;
  /** Members that name the person to the API. */
  readonly who: { readonly UserPoolId: string; readonly Username: string };
  readonly user: DescribedUser;
  /** As people know the person. */
  readonly name: string;
  /** Address of another action on the same person, for an undo. */
  address(action: string): string;
}
