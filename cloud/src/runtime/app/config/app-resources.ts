import type { ApiStage, ResourceFinder } from "../../resources/finder.ts";

/** What an app talks to. */
export interface AppResources {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Invoke address of the API stage. */
  readonly apiUrl: string;
}

/** Which ones, where there are several: ids, names or `stack/LogicalId`. */
export interface AppChoice {
  readonly pool?: string | undefined;
  readonly client?: string | undefined;
  readonly api?: string | undefined;
}

/** @throws UserError when one is missing, or is there several times and not chosen */
export async function findAppResources(
  finder: ResourceFinder,
  { pool, client, api }: AppChoice,
  addressOf: (stage: ApiStage) => string,
): Promise<AppResources> {
  const userPoolId = await finder.userPool(pool);
  return {
    userPoolId,
    userPoolClientId: await finder.appClient(userPoolId, client),
    apiUrl: addressOf(await finder.api(api)),
  };
}
