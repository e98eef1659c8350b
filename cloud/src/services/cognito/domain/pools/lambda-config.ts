import { featureUnavailableInTier, invalidParameter, unsupportedSetting } from "../../shared/errors.ts";
import type { LambdaConfigInput } from "./input.ts";
import type { LambdaTriggers, UserPool } from "./pool.ts";

/** Triggers by their name in LambdaConfig; every other name is refused. */
const SIMPLE_TRIGGERS = [
  ["PreSignUp", "preSignUp"],
  ["CustomMessage", "customMessage"],
  ["PostConfirmation", "postConfirmation"],
  ["PreAuthentication", "preAuthentication"],
  ["PostAuthentication", "postAuthentication"],
  ["DefineAuthChallenge", "defineAuthChallenge"],
  ["CreateAuthChallenge", "createAuthChallenge"],
  ["VerifyAuthChallengeResponse", "verifyAuthChallengeResponse"],
] as const satisfies readonly (readonly [keyof LambdaConfigInput, keyof LambdaTriggers])[];

const KNOWN: ReadonlySet<string> = new Set([
  ...SIMPLE_TRIGGERS.map(([name]) => name),
  "PreTokenGeneration",
  "PreTokenGenerationConfig",
]);

/** The triggers of a pool. @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
export function parseLambdaConfig(
  config: LambdaConfigInput | undefined,
  tier: UserPool["tier"],
): LambdaTriggers {
  if (config === undefined) return {};
  const unknown = Object.keys(config).find((name) => !KNOWN.has(name));
  // COG-31: a trigger that would not run is refused, so that nobody relies on it.
  if (unknown !== undefined) throw unsupportedSetting(`LambdaConfig.${unknown}`);
  const triggers: Record<string, unknown> = {};
  for (const [name, field] of SIMPLE_TRIGGERS) {
    if (config[name] !== undefined) triggers[field] = config[name];
  }
  const preTokenGeneration = parsePreTokenGeneration(config, tier);
  return { ...triggers, ...(preTokenGeneration === undefined ? {} : { preTokenGeneration }) };
}

function parsePreTokenGeneration(
  config: LambdaConfigInput,
  tier: UserPool["tier"],
): LambdaTriggers["preTokenGeneration"] {
  const { PreTokenGeneration: arn, PreTokenGenerationConfig: versioned } = config;
  if (versioned === undefined) return arn === undefined ? undefined : { lambdaArn: arn, version: "V1_0" };
  if (arn !== undefined && arn !== versioned.LambdaArn) {
    throw invalidParameter(
      "PreTokenGeneration and PreTokenGenerationConfig.LambdaArn must be the same when both are specified.",
    );
  }
  // COG-32: V2_0 and V3_0 change access tokens, which is a feature of ESSENTIALS and PLUS.
  if (versioned.LambdaVersion !== "V1_0" && tier === "LITE") {
    throw featureUnavailableInTier(
      `PreTokenGenerationConfig LambdaVersion ${versioned.LambdaVersion} is not available in the LITE tier.`,
    );
  }
  return { lambdaArn: versioned.LambdaArn, version: versioned.LambdaVersion };
}

/** As DescribeUserPool shows it: both forms of the pre-token trigger. */
export function describeLambdaConfig(triggers: LambdaTriggers): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const [name, field] of SIMPLE_TRIGGERS) {
    if (triggers[field] !== undefined) described[name] = triggers[field];
  }
  const { preTokenGeneration } = triggers;
  if (preTokenGeneration !== undefined) {
    described["PreTokenGeneration"] = preTokenGeneration.lambdaArn;
    described["PreTokenGenerationConfig"] = {
      LambdaVersion: preTokenGeneration.version,
      LambdaArn: preTokenGeneration.lambdaArn,
    };
  }
  return described;
}
