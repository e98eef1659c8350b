import { LOWER_ALPHANUMERIC, type Randomness, randomText } from "../../../../../core/randomness.ts";

/** Ids of REST APIs and their root resources are ten lower-case letters and digits. */
export function newRestApiId(randomness: Randomness): string {
  return randomText(randomness, 10, LOWER_ALPHANUMERIC);
}

export function newRootResourceId(randomness: Randomness): string {
  return randomText(randomness, 10, LOWER_ALPHANUMERIC);
}

/** Ids of resources, authorizers, models, validators and deployments are six long. */
export function newPartId(randomness: Randomness): string {
  return randomText(randomness, 6, LOWER_ALPHANUMERIC);
}
