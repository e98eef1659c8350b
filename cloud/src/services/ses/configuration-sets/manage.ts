import { AwsError } from "../../../core/errors.ts";
import type { ConfigurationSet } from "../shared/configuration-set.ts";
import type { SesContext } from "../shared/context.ts";
import { configurationSetExists, limitExceeded, noConfigurationSet } from "../shared/errors.ts";

/** Of AWS, in a region. */
const MOST_SETS = 10_000;

/** @throws AwsError InvalidConfigurationSet, ConfigurationSetAlreadyExists, LimitExceeded */
export function createConfigurationSet(ses: SesContext, set: ConfigurationSet): ConfigurationSet {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(set.name)) {
    throw new AwsError(
      "InvalidConfigurationSet",
      `Invalid configuration set name <${set.name}>: only alphanumeric ASCII characters, '_',  '-' are allowed, 64 of them at most.`,
    );
  }
  if (ses.configurationSets.find(set.name) !== undefined) throw configurationSetExists(set.name);
  if (ses.configurationSets.count() >= MOST_SETS) {
    throw limitExceeded(`The account may have ${MOST_SETS} configuration sets.`);
  }
  ses.configurationSets.save(set);
  return set;
}

/** @throws AwsError ConfigurationSetDoesNotExist */
export function requireConfigurationSet(ses: SesContext, name: string): ConfigurationSet {
  const set = ses.configurationSets.find(name);
  if (set === undefined) throw noConfigurationSet(name);
  return set;
}

/** @throws AwsError ConfigurationSetDoesNotExist */
export function deleteConfigurationSet(ses: SesContext, name: string): void {
  ses.configurationSets.delete(requireConfigurationSet(ses, name).name);
}
