const mockSession = jest.fn();
const mockConfig = jest.fn();
jest.mock("aws-amplify", () => ({ Amplify: { getConfig: () => mockConfig() } }));
jest.mock("aws-amplify/auth", () => ({ fetchAuthSession: () => mockSession() }));
jest.mock("aws-amplify/auth/cognito", () => ({}));
jest.mock("aws-amplify/utils", () => ({}));

import { endAllSessions } from "./amplify";

const sent = jest.spyOn(globalThis, "fetch");
const pool = (userPoolEndpoint?: string) =>
  mockConfig.mockReturnValue({ Auth: { Cognito: { userPoolId: "eu-west-1_Abc", userPoolEndpoint } } });

beforeEach(() => {
  mockSession.mockResolvedValue({ tokens: { accessToken: { toString: () => "token" } } });
  sent.mockResolvedValue(new Response("{}"));
});

describe("HOME-6 endAllSessions", () => {
  test.each([
    [undefined, "https://cognito-idp.eu-west-1.amazonaws.com/"],
    ["http://localhost:4566", "http://localhost:4566"],
  ])("asks the pool at %s", async (endpoint, address) => {
    pool(endpoint);
    await endAllSessions();
    expect(sent.mock.calls).toEqual([
      [
        address,
        expect.objectContaining({
          headers: expect.objectContaining({
            "X-Amz-Target": "AWSCognitoIdentityProviderService.GlobalSignOut",
          }),
          body: '{"AccessToken":"token"}',
        }),
      ],
    ]);
  });

  test("a refusal of the pool, or none at all, is no success", async () => {
    pool();
    sent.mockResolvedValueOnce(new Response("{}", { status: 400 }));
    await expect(endAllSessions()).rejects.toThrow("answered 400");
    sent.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(endAllSessions()).rejects.toThrow(/network/);
  });
});
