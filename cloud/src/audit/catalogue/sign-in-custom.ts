import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { objectAt, textAt } from "../deployment/json.ts";
import { type CognitoAnswer, callCognito } from "../http/cognito-call.ts";
import { allClients, enabledFlows, type SignInPlace, secretHash } from "./sign-in-attack.ts";

const WRONG_ANSWERS = 5;

/** Whether people sign in there by functions of the project; without a list of flows they may. */
export function hasCustomSignIn({ pool, client }: SignInPlace): boolean {
  const flows = enabledFlows(client);
  const isOpen = flows.size === 0 || flows.has("CUSTOM_AUTH") || flows.has("CUSTOM_AUTH_FLOW_ONLY");
  return isOpen && textAt(pool.settings, "LambdaConfig", "DefineAuthChallenge") !== "";
}

/** Sign-ins whose rules are code of the project. */
export const CUSTOM_SIGN_INS: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-26",
      title: "A custom sign-in gives nothing for wrong answers, and ends after a few",
      severity: "critical",
      references: "A2 V6.3.1 C287 C307",
      mode: "u",
      change:
        "In DefineAuthChallenge: issueTokens only behind a right answer, failAuthentication after three wrong ones.",
    },
    async (context, report) => {
      for (const place of allClients(context).filter(hasCustomSignIn)) await guess(context, report, place);
    },
  ),
];

async function guess(context: AuditContext, report: CheckReport, place: SignInPlace): Promise<void> {
  const { pool, client } = place;
  const { username } = await context.people.make(pool);
  let answer = await callCognito(context, "InitiateAuth", {
    AuthFlow: "CUSTOM_AUTH",
    ClientId: client.id,
    AuthParameters: { USERNAME: username, ...secretHash(client, username) },
  });
  let wrong = 0;
  while (isQuestion(answer) && wrong < WRONG_ANSWERS) {
    wrong += 1;
    answer = await callCognito(context, "RespondToAuthChallenge", {
      ClientId: client.id,
      ChallengeName: "CUSTOM_CHALLENGE",
      Session: textAt(answer.body, "Session"),
      ChallengeResponses: {
        USERNAME: username,
        ANSWER: `portcullis-audit-${wrong}`,
        ...secretHash(client, username),
      },
    });
  }
  judge(report, place, { answer, wrong });
}

interface Outcome {
  readonly answer: CognitoAnswer;
  /** Answers that were given. */
  readonly wrong: number;
}

function judge(report: CheckReport, { pool, client }: SignInPlace, { answer, wrong }: Outcome): void {
  const found = {
    confidence: "proved by call",
    resource: pool.resource,
    member: ["LambdaConfig", "DefineAuthChallenge"],
    evidence: [answer.evidence],
  } as const;
  const { logicalId } = client.resource;
  if (textAt(objectAt(answer.body, "AuthenticationResult"), "AccessToken") !== "") {
    report.found({
      ...found,
      what: `${logicalId} gave tokens after ${wrong} wrong answers and no right one.`,
    });
  } else if (isQuestion(answer)) {
    report.found({
      ...found,
      severity: "medium",
      what: `${logicalId} went on asking after ${wrong} wrong answers.`,
    });
  } else if (answer.code === "NotAuthorizedException") report.held(answer.evidence);
  else report.notChecked(`the sign-in at ${logicalId} ended with ${answer.code || "another challenge"}`);
}

function isQuestion({ code, body }: CognitoAnswer): boolean {
  return code === "" && textAt(body, "ChallengeName") === "CUSTOM_CHALLENGE";
}
