import { AwsError } from "../../../core/errors.ts";

/** Runs a deletion; what is gone already counts as deleted. */
export function unlessGone(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (error instanceof AwsError && error.code === "NotFoundException") return;
    throw error;
  }
}
