import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clock, systemClock } from "../../../../../core/clock.ts";
import { amplifyFor } from "../../../testing/amplify.ts";
import { createCustomAuthWorld, type TriggerFunction } from "../../../testing/custom-auth-world.ts";
import { claimsOf, PASSWORD } from "../../../testing/sign-in-world.ts";

const ANN = "ann@example.com";
let world: Awaited<ReturnType<typeof createCustomAuthWorld<Clock>>>;
let pool: string;
let app: string;
let ann: string;

beforeAll(async () => {
  // These clients take the time from the machine.
  world = await createCustomAuthWorld(systemClock);
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  ann = await world.createPerson(pool, ANN);
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const PASSWORD_FIRST: TriggerFunction = ({ request }) => {
  const last = request.session?.at(-1);
  if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
  if (last?.challengeName === "PASSWORD_VERIFIER") return { challengeName: "CUSTOM_CHALLENGE" };
  return last?.challengeResult === true ? { issueTokens: true } : { failAuthentication: true };
};

const WRONG = { name: "NotAuthorizedException", message: "Incorrect username or password." };

describe("aws-amplify 6", () => {
  const amplify = () => amplifyFor({ userPoolId: pool, userPoolClientId: app, userPoolEndpoint: world.url });

  test("COG-61 CUSTOM_WITHOUT_SRP: the question, a wrong and a right answer", async () => {
    const auth = await amplify();
    const begun = await auth.signIn({ username: ANN, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
    expect(begun.nextStep).toMatchObject({
      signInStep: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
      additionalInfo: { question: "colour", USERNAME: ann },
    });
    const again = await auth.confirmSignIn({ challengeResponse: "red" });
    expect(again.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
    const done = await auth.confirmSignIn({ challengeResponse: "blue" });
    expect(done.nextStep.signInStep).toBe("DONE");
    expect((await auth.fetchAuthSession()).userSub).toBe(ann);
    await auth.signOut();
  });

  test("COG-65 CUSTOM_WITH_SRP: the password, then the question", async () => {
    world.functions.set("DefineAuthChallenge", PASSWORD_FIRST);
    const auth = await amplify();
    const options = { authFlowType: "CUSTOM_WITH_SRP" } as const;
    await expect(auth.signIn({ username: ANN, password: "wrong-Passw0rd", options })).rejects.toMatchObject(
      WRONG,
    );
    const asked = await auth.signIn({ username: ANN, password: PASSWORD, options });
    expect(asked.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
    await expect(auth.confirmSignIn({ challengeResponse: "red" })).rejects.toMatchObject(WRONG);
    await auth.signIn({ username: ANN, password: PASSWORD, options });
    const done = await auth.confirmSignIn({ challengeResponse: "blue" });
    expect(done.nextStep.signInStep).toBe("DONE");
    await auth.signOut();
  });
});

describe("amazon-cognito-identity-js", () => {
  const signIn = (password: string | undefined, answer: string) =>
    new Promise<string>((resolve, reject) => {
      const Pool = new CognitoUserPool({ UserPoolId: pool, ClientId: app, endpoint: world.url });
      const user = new CognitoUser({ Username: ANN, Pool });
      user.setAuthenticationFlowType("CUSTOM_AUTH");
      const details = new AuthenticationDetails({
        Username: ANN,
        ...(password === undefined ? {} : { Password: password }),
      });
      const callbacks = {
        onSuccess: (session: { getAccessToken(): { getJwtToken(): string } }) =>
          resolve(session.getAccessToken().getJwtToken()),
        onFailure: reject,
        customChallenge: () => user.sendCustomChallengeAnswer(answer, callbacks),
      };
      if (password === undefined) user.initiateAuth(details, callbacks);
      else user.authenticateUser(details, callbacks);
    });

  test("COG-61 the reference client answers the question, or does not", async () => {
    expect(claimsOf(await signIn(undefined, "blue"))["sub"]).toBe(ann);
    await expect(signIn(undefined, "red")).rejects.toMatchObject({ message: WRONG.message });
  });

  test("COG-65 the reference client proves the password first", async () => {
    world.functions.set("DefineAuthChallenge", PASSWORD_FIRST);
    expect(claimsOf(await signIn(PASSWORD, "blue"))["sub"]).toBe(ann);
    await expect(signIn("wrong-Passw0rd", "blue")).rejects.toMatchObject({ message: WRONG.message });
    await expect(signIn(PASSWORD, "red")).rejects.toMatchObject({ message: WRONG.message });
  });
});
