import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { readFunctionPolicy } from "../../runtime/client/deployed/function-policy.ts";
import type { DeployedFunction, DeployedUrl, QualifiedFunction } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

interface Configuration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Role: string;
}

interface Page {
  readonly Functions?: readonly Configuration[];
  readonly Aliases?: readonly { readonly Name: string }[];
  readonly Versions?: readonly { readonly Version: string }[];
  readonly Layers?: readonly { readonly LayerName: string }[];
  readonly LayerVersions?: readonly { readonly LayerVersionArn: string; readonly Version: number }[];
  readonly FunctionUrlConfigs?: readonly UrlConfiguration[];
  readonly NextMarker?: string | null;
}

interface UrlConfiguration {
  readonly FunctionArn: string;
  readonly FunctionUrl: string;
  readonly AuthType: DeployedUrl["authType"];
}

const FUNCTIONS = "/2015-03-31/functions/";

export async function readFunctions({ client, names }: Source): Promise<DeployedFunction[]> {
  const pages = await pagesOf(client, FUNCTIONS);
  return byPlace(
    await Promise.all(
      pages
        .flatMap(({ Functions = [] }) => Functions)
        .map(async ({ FunctionName, FunctionArn, Role }) => ({
          name: FunctionName,
          arn: FunctionArn,
          place: names.placeOf(FunctionName),
          roleArn: Role,
          policy: await readFunctionPolicy(client, FunctionName),
          qualified: await readQualified(client, FunctionName, FunctionArn),
          urls: await readUrls(client, FunctionName),
        })),
    ),
  );
}

async function readUrls(client: CloudClient, name: string): Promise<DeployedUrl[]> {
  const pages = await pagesOf(client, `/2021-10-31/functions/${encodeURIComponent(name)}/urls`);
  return pages
    .flatMap(({ FunctionUrlConfigs = [] }) => FunctionUrlConfigs)
    .map(({ FunctionArn, FunctionUrl, AuthType: authType }) => ({
      path: new URL(FunctionUrl).pathname,
      authType,
      // arn:aws:lambda:<region>:<account>:function:<name>[:<alias>]
      alias: FunctionArn.split(":")[7],
    }));
}

/** Its aliases, and those of its versions that have a policy. */
async function readQualified(client: CloudClient, name: string, arn: string): Promise<QualifiedFunction[]> {
  const path = `${FUNCTIONS}${encodeURIComponent(name)}`;
  const aliases = (await pagesOf(client, `${path}/aliases`)).flatMap(({ Aliases = [] }) => Aliases);
  const versions = (await pagesOf(client, `${path}/versions`)).flatMap(({ Versions = [] }) => Versions);
  const numbers = versions.map(({ Version }) => Version).filter((version) => version !== "$LATEST");
  const found = await Promise.all(
    [...aliases.map(({ Name }) => Name).sort(), ...numbers].map(async (qualifier) => ({
      qualifier,
      arn: `${arn}:${qualifier}`,
      policy: await readFunctionPolicy(client, name, qualifier),
    })),
  );
  return found.filter(({ qualifier, policy }) => policy !== undefined || !numbers.includes(qualifier));
}

/** All pages of a list of Lambda. */
export async function pagesOf(client: CloudClient, path: string): Promise<Page[]> {
  const pages: Page[] = [];
  let marker: string | undefined;
  do {
    const query = marker === undefined ? "" : `?Marker=${encodeURIComponent(marker)}`;
    const page = await client.get<Page>("lambda", `${path}${query}`);
    pages.push(page);
    marker = page.NextMarker || undefined;
  } while (marker !== undefined);
  return pages;
}
