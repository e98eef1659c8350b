import { UserError } from "../../core/errors.ts";
import type { Options } from "../command.ts";
import { assertConfirmed, type Otherwise } from "../confirm.ts";

/** Something in a stack that cannot be made again by deploying. */
export interface Data {
  /** For people: `the bucket orders with 2 objects`. */
  readonly title: string;
  /** Whether there is something to lose, or a protection to lift. */
  readonly holds: boolean;
  /** Makes CloudFormation able to delete what holds it. */
  release(): Promise<void>;
}

interface Deletion {
  /** For people: `my-api from account 123456789012, eu-west-1`. */
  readonly what: string;
  readonly options: Options;
  readonly askYesOrNo?: Otherwise["askYesOrNo"];
  print(line: string): void;
}

/** Names what is lost and asks; for a script `--yes` alone is no yes to losing data. */
export async function assertMayBeLost(
  data: readonly Data[],
  { what, options, print, ...asking }: Deletion,
): Promise<void> {
  const lost = data.filter(({ holds }) => holds);
  const isLoss = lost.length > 0;
  for (const { title } of lost) print(`Lost for ever: ${title}`);
  // [DEPLOY-1]
  if (isLoss && options["yes"] === true && options["deleteData"] !== true) {
    throw new UserError("Nothing was deleted: the stacks hold data. Say --delete-data to lose it.");
  }
  await assertConfirmed(`Delete ${what}${isLoss ? ", with all of that" : ""}?`, options, {
    flags: isLoss ? "--yes --delete-data" : "--yes",
    refusal: "Nothing was deleted.",
    ...asking,
  });
}
