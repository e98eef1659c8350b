import { join } from "node:path";

/** Runtimes before `nodejs18.x` carry version 2 of the SDK, `aws-sdk`; those since carry version 3. */
const FIRST_WITH_SDK_3 = 18;

/** Folder of what AWS's Node.js runtimes carry beside the language (the SDK), filled when code names it. */
export function nodePackagesFolder(stateDir: string): string {
  return join(stateDir, "node", "sdk");
}

/** 20 of `nodejs20.x`; 0 for a runtime of another family, and the first one. */
export function nodeVersionOf(runtime: string): number {
  return Number(/^nodejs(\d{1,3})/.exec(runtime)?.[1] ?? 0);
}

/** Which version of the SDK a Node.js runtime carries. */
export function sdkVersionOf(runtime: string): 2 | 3 {
  return nodeVersionOf(runtime) < FIRST_WITH_SDK_3 ? 2 : 3;
}

/**
 * Folder of what a runtime carries: of one version of the SDK alone, as on AWS.
 * @param nodePackages `nodePackagesFolder`
 */
export function carriedFolder(nodePackages: string, runtime: string): string {
  return sdkVersionOf(runtime) === 2 ? `${nodePackages}-2` : nodePackages;
}
