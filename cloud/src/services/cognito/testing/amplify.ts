/** aws-amplify 6 with the settings of one pool, which keeps what it stores in memory. */
export async function amplifyFor(pool: {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}) {
  const { Amplify } = await import("aws-amplify");
  const auth = await import("aws-amplify/auth");
  const { cognitoUserPoolsTokenProvider } = await import("aws-amplify/auth/cognito");
  const items = new Map<string, string>();
  Amplify.configure({ Auth: { Cognito: pool } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
  return auth;
}
