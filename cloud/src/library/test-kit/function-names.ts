import { UserError } from "../../core/errors.ts";
import type { Cloud } from "../../runtime/cloud.ts";

const FUNCTION = "AWS::Lambda::Function";

/**
 * Names of the functions that `wanted` means: a name, a logical id or `stack/LogicalId`.
 * @throws UserError when there is none: the wait would have no end
 */
export async function functionNames(
  { engine, client }: Pick<Cloud, "engine" | "client">,
  wanted: string,
): Promise<ReadonlySet<string>> {
  const inStacks = engine
    .list()
    .flatMap(({ stackName, resources }) =>
      resources
        .filter(({ type }) => type === FUNCTION)
        .map(({ logicalId, physicalId }) => ({ name: physicalId, logicalId, stackName })),
    );
  const meant = inStacks.filter(
    ({ name, logicalId, stackName }) =>
      wanted === name || wanted === logicalId || wanted === `${stackName}/${logicalId}`,
  );
  if (meant.length > 0) return new Set(meant.map(({ name }) => name));
  const { Functions } = await client.get<{ Functions: { FunctionName: string }[] }>(
    "lambda",
    "/2015-03-31/functions",
  );
  const names = Functions.map(({ FunctionName }) => FunctionName);
  if (names.includes(wanted)) return new Set([wanted]);
  const listed = names.length === 0 ? "There is none." : `There are: ${names.join(", ")}.`;
  throw new UserError(`No function is called ${JSON.stringify(wanted)}. ${listed}`);
}
