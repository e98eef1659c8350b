import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { type Randomness, systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { type AccessWorld, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { kmsWorld } from "../../kms/testing/world.ts";
import { createSecretsManagerService, type SecretsManagerService } from "../index.ts";
import { secretsCall } from "./access-rows.ts";

interface Answer extends Record<string, unknown> {
  readonly status: number;
}

/** Every secret's ARN ends with `AAAAAA`. */
const NO_CHANCE: Randomness = { ...systemRandomness, integer: () => 0 };

/** Secrets Manager of an account of its own, called over its protocol. */
export function secretsWorld(randomness: Randomness = NO_CHANCE, account = createTestAccount()) {
  const database = openDatabase(":memory:");
  const clock = new ManualClock(account.clock.now());
  const kms = kmsWorld(account);
  const open = (): SecretsManagerService => {
    const { identities, scope } = account;
    const authentication = createAuthentication({
      keys: identities,
      clock: account.clock,
      region: scope.region,
    });
    const around = {
      authentication,
      customerKeys: kms.keys(),
      database,
      randomness,
      trace: noTrace,
      logger: silentLogger,
    };
    return createSecretsManagerService({ ...account, ...around, clock, masterKey: Buffer.alloc(32, 7) });
  };
  let service = open();
  const world = (): AccessWorld => ({ ...account, service: service.http, signingName: "secretsmanager" });
  const call = async (action: string, input: object, by = account.administrator): Promise<Answer> => {
    const { status, body } = await send(world(), secretsCall(action, input), by);
    return { status, ...(JSON.parse(String(body)) as object) };
  };
  return {
    account,
    kms,
    database,
    clock,
    world,
    call,
    service: () => service,
    /** The same state after the process ended. */
    restart: (): void => {
      service = open();
    },
  };
}
