const mockAuth = { fetchAuthSession: jest.fn(), fetchUserAttributes: jest.fn() };
jest.mock("aws-amplify/auth", () => ({
  fetchAuthSession: () => mockAuth.fetchAuthSession(),
  fetchUserAttributes: () => mockAuth.fetchUserAttributes(),
}));

import { fetchUserAttributes } from "./auth-of-the-authenticator";

const signedInWith = (scope: string) =>
  mockAuth.fetchAuthSession.mockResolvedValue({ tokens: { accessToken: { payload: { scope } } } });

test("with the scope of self-service the pool is asked", async () => {
  signedInWith("openid aws.cognito.signin.user.admin");
  mockAuth.fetchUserAttributes.mockResolvedValue({ email: "person@example.com" });
  expect(await fetchUserAttributes()).toEqual({ email: "person@example.com" });
});

test.each(["openid", "", "aws.cognito.signin.user.administrator"])(
  "with %j it is not: it would refuse",
  async (scope) => {
    signedInWith(scope);
    await expect(fetchUserAttributes()).rejects.toThrow("may not read");
    expect(mockAuth.fetchUserAttributes).not.toHaveBeenCalled();
  },
);

test("nobody signed in: it is not asked either", async () => {
  mockAuth.fetchAuthSession.mockResolvedValue({});
  await expect(fetchUserAttributes()).rejects.toThrow("may not read");
});
