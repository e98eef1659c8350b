import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../../../core/clock.ts";
import { amplifyFor } from "../../../testing/amplify.ts";
import { createWorld, PASSWORD } from "../../../testing/sign-in-world.ts";

const ANN = "ann@example.com";
let world: Awaited<ReturnType<typeof createWorld>>;
let pool: string;
let app: string;
let code = "";

beforeAll(async () => {
  // The client takes the time from the machine.
  world = await createWorld({ clock: systemClock });
  world.service.mailbox.subscribe((message) => {
    code = message.code;
  });
  pool = await world.createPool({
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
  });
  app = (await world.createClient(pool, { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] })).id;
  await world.createPerson(pool, ANN);
});
afterAll(() => world.close());

const amplify = () => amplifyFor({ userPoolId: pool, userPoolClientId: app, userPoolEndpoint: world.url });

test("COG-70 aws-amplify 6 signs in by a code that was mailed, and not by another", async () => {
  const auth = await amplify();
  const begun = await auth.signIn({
    username: ANN,
    options: { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" },
  });
  expect(begun.nextStep).toMatchObject({
    signInStep: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
    codeDeliveryDetails: { destination: "a***@e***" },
  });
  const wrong = code === "00000000" ? "00000001" : "00000000";
  await expect(auth.confirmSignIn({ challengeResponse: wrong })).rejects.toMatchObject({
    name: "CodeMismatchException",
  });
  expect((await auth.confirmSignIn({ challengeResponse: code })).nextStep.signInStep).toBe("DONE");
  await auth.signOut();
});

test.each(["PASSWORD", "PASSWORD_SRP"] as const)(
  "COG-69 aws-amplify 6 chooses %s among what is there",
  async (factor) => {
    const auth = await amplify();
    const begin = () => auth.signIn({ username: ANN, options: { authFlowType: "USER_AUTH" } });
    expect((await begin()).nextStep).toMatchObject({
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      availableChallenges: ["EMAIL_OTP", "PASSWORD_SRP", "PASSWORD"],
    });
    const chosen = await auth.confirmSignIn({ challengeResponse: factor });
    expect(chosen.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_PASSWORD");
    await expect(auth.confirmSignIn({ challengeResponse: "Wrong-horse-1" })).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await begin();
    await auth.confirmSignIn({ challengeResponse: factor });
    expect((await auth.confirmSignIn({ challengeResponse: PASSWORD })).nextStep.signInStep).toBe("DONE");
    await auth.signOut();
  },
);
