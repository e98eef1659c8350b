import { UserError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { Tokens } from "../../runtime/client/sign-in/sign-in.ts";

export interface BrowserSignInOptions {
  readonly client: Pick<CloudClient, "cognito" | "page">;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Shows the address to open. */
  readonly show: (address: string) => void;
}

type Answer =
  | { readonly status: "pending" }
  | { readonly status: "failed"; readonly reason: string }
  | { readonly status: "signed-in"; readonly tokens: Readonly<Record<string, string & number>> };

const WAIT_SECONDS = 50;
const PATH = "/_portcullis/sign-ins";

/**
 * Signs in on the hosted pages: the browser comes back to a page of the cloud, whatever address the app
 * client has registered, and the cloud hands the tokens to this terminal.
 */
export async function signInWithBrowser(options: BrowserSignInOptions): Promise<Tokens> {
  const { client, clientId, show } = options;
  await assertHasPages(options);
  const { key, address } = await client.page<{ key: string; address: string }>(
    `${PATH}?${new URLSearchParams({ client: clientId })}`,
    "POST",
  );
  show(address);
  const query = new URLSearchParams({ key, wait: String(WAIT_SECONDS) });
  let answer: Answer = { status: "pending" };
  while (answer.status === "pending") answer = await client.page<Answer>(`${PATH}?${query}`);
  if (answer.status === "failed") throw new UserError(`Signing in failed: ${answer.reason}`);
  return {
    AccessToken: answer.tokens["access_token"] ?? "",
    IdToken: answer.tokens["id_token"] ?? "",
    RefreshToken: answer.tokens["refresh_token"] ?? "",
    ExpiresIn: answer.tokens["expires_in"] ?? 0,
  };
}

/**
 * Without a domain, OAuth and the code flow there is no page to open.
 * @throws UserError with what the template lacks
 */
async function assertHasPages({ client, userPoolId, clientId }: BrowserSignInOptions): Promise<void> {
  const { UserPool } = await client.cognito<{ UserPool: { Domain?: string } }>("DescribeUserPool", {
    UserPoolId: userPoolId,
  });
  if (UserPool.Domain === undefined) {
    throw new UserError(
      `The user pool ${userPoolId} has no domain, and with it no pages to sign in on: an AWS::Cognito::UserPoolDomain gives it one.`,
      "npx portcullis token <e-mail>",
    );
  }
  const { UserPoolClient } = await client.cognito<{ UserPoolClient: App }>("DescribeUserPoolClient", {
    UserPoolId: userPoolId,
    ClientId: clientId,
  });
  const { AllowedOAuthFlowsUserPoolClient: isOn, AllowedOAuthFlows: flows = [] } = UserPoolClient;
  if (isOn === true && flows.includes("code")) return;
  throw new UserError(
    `The app client ${clientId} may not sign people in on the pool's pages: that takes AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: [code], AllowedOAuthScopes and CallbackURLs.`,
    "npx portcullis token <e-mail>",
  );
}

interface App {
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly AllowedOAuthFlows?: readonly string[];
}
