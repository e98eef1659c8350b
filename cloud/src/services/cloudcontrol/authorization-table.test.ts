import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { describeAccess } from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { createCloudControlService } from "./index.ts";
import { CLOUDCONTROL_ROWS } from "./testing/access-rows.ts";

const account = createTestAccount();
const { identities, clock, scope } = account;
const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
const around = {
  authentication,
  findFunctionUrl: () => undefined,
  randomness: systemRandomness,
  trace: noTrace,
  logger: silentLogger,
};
const service = createCloudControlService({ ...account, ...around });

describeAccess({
  rule: "WIRE-3",
  world: () => ({ ...account, service, signingName: "cloudcontrolapi" }),
  operations: () => service.operations.map(({ name }) => name),
  rows: CLOUDCONTROL_ROWS,
  prepare: async () => undefined,
});
