import { IAMClient } from "@aws-sdk/client-iam";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import type { AnyOperation } from "../../../wire/operation.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { createIamService } from "../index.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** IAM over HTTP, with an account of its own. */
export interface ServedIam {
  readonly account: TestAccount;
  readonly operations: readonly AnyOperation[];
  client(credentials?: Credentials): IAMClient;
  readonly port: number;
  close(): Promise<void>;
}

/** The administrator's client unless other credentials are given. */
export async function serveIam(): Promise<ServedIam> {
  const account = createTestAccount(Date.now());
  const { identities, authorization, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  const randomness = systemRandomness;
  const logger = silentLogger;
  const around = { authentication, authorization, clock, scope, randomness, logger, trace: noTrace };
  const { http } = createIamService({ identities, ...around });
  const server = await listen(http);
  return {
    account,
    operations: http.operations,
    client: (credentials = account.administrator) =>
      new IAMClient({ endpoint: server.url, region: "eu-west-1", credentials, maxAttempts: 1 }),
    port: server.port,
    close: async () => server.close(),
  };
}
