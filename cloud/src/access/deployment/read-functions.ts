import { readFunctionPolicy } from "../../runtime/client/deployed/function-policy.ts";
import type { DeployedFunction } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Configuration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Role: string;
}

interface Page {
  readonly Functions: readonly Configuration[];
  readonly NextMarker?: string | null;
}

export async function readFunctions({ client, names }: Source): Promise<DeployedFunction[]> {
  const found: Configuration[] = [];
  let marker: string | undefined;
  do {
    const query = marker === undefined ? "" : `?Marker=${encodeURIComponent(marker)}`;
    const page = await client.get<Page>("lambda", `/2015-03-31/functions/${query}`);
    found.push(...page.Functions);
    marker = page.NextMarker || undefined;
  } while (marker !== undefined);
  return byPlace(
    await Promise.all(
      found.map(async ({ FunctionName, FunctionArn, Role }) => ({
        name: FunctionName,
        arn: FunctionArn,
        place: names.placeOf(FunctionName),
        roleArn: Role,
        policy: await readFunctionPolicy(client, FunctionName),
      })),
    ),
  );
}
