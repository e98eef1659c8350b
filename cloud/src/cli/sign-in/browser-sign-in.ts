import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { UserError } from "../../core/errors.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Tokens } from "../../runtime/client/sign-in/sign-in.ts";

export interface BrowserSignInOptions {
  /** Base address of the pool domain. */
  readonly authUrl: string;
  readonly clientId: string;
  /** A registered callback address on this machine, e.g. `http://localhost:3000`. */
  readonly redirectUri: string;
  readonly randomness: Randomness;
  /** Shows the address to open. */
  readonly show: (address: string) => void;
}

/**
 * Signs in on the hosted pages: listens where the app would be called back, waits for the code and
 * redeems it with PKCE.
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
export async function signInWithBrowser(options: BrowserSignInOptions): Promise<Tokens> {
  const callback = new URL(options.redirectUri);
  if (callback.protocol !== "http:" || !["localhost", "127.0.0.1"].includes(callback.hostname)) {
    throw new UserError(
      `The callback ${options.redirectUri} is not on this machine, so nothing here can hear it.`,
    );
  }
  const verifier = options.randomness.bytes(32).toString("base64url");
  const state = options.randomness.bytes(16).toString("base64url");
  const server = await listenAt(callback);
  try {
    options.show(authorizeAddress(options, verifier, state));
    return await redeem(options, await nextCode(server, state), verifier);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function authorizeAddress(options: BrowserSignInOptions, verifier: string, state: string): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    scope: "openid email profile",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return `${options.authUrl}/oauth2/authorize?${query}`;
}

function listenAt({ port }: URL): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", () =>
      reject(new UserError(`Port ${port || 80} is taken, so the sign-in cannot come back.`)),
    );
    server.listen(Number(port || 80), "localhost", () => resolve(server));
  });
}

/** The code of the first visit that carries our `state`; other visits are answered and ignored. */
function nextCode(server: Server, state: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on("request", (request: IncomingMessage, reply) => {
      const query = new URL(request.url ?? "/", "http://localhost").searchParams;
      const ours = query.get("state") === state;
      const code = query.get("code");
      reply.writeHead(ours ? 200 : 404, { "Content-Type": "text/plain; charset=utf-8" });
      reply.end(
        ours ? "You are signed in. Go back to the terminal; this page can be closed.\n" : "Not found\n",
        () => {
          if (!ours) return;
          if (code !== null) resolve(code);
          else
            reject(
              new UserError(
                `Signing in failed: ${query.get("error_description") ?? query.get("error") ?? "no code"}`,
              ),
            );
        },
      );
    });
  });
}

async function redeem(options: BrowserSignInOptions, code: string, verifier: string): Promise<Tokens> {
  const reply = await fetch(`${options.authUrl}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: options.clientId,
      redirect_uri: options.redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  const body = (await reply.json()) as Record<string, string & number>;
  if (!reply.ok) throw new UserError(`The code was refused: ${body["error"]}`);
  return {
    AccessToken: body["access_token"] ?? "",
    IdToken: body["id_token"] ?? "",
    RefreshToken: body["refresh_token"] ?? "",
    ExpiresIn: body["expires_in"] ?? 0,
  };
}
