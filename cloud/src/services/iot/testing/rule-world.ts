import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globalArn } from "../../../core/arns.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { TraceEvent } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { newRoleId } from "../../../iam/identities/model/role.ts";
import { type AccessWorld, send } from "../../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { createIotService, type IotService } from "../index.ts";
import { type TestRulePorts, testRulePorts } from "./rule-ports.ts";

export interface Reply {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Readonly<Record<string, unknown>> & { readonly message?: string };
}

/** IoT with real policies, and destinations in memory. */
export interface RuleWorld {
  readonly account: TestAccount;
  readonly ports: TestRulePorts;
  readonly service: IotService;
  readonly traced: readonly TraceEvent[];
  /** What the administrator is answered by the control plane. */
  call(line: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Publishes over HTTP, as the administrator. */
  publish(topic: string, payload: string | Buffer | object): Promise<number>;
  /** Makes a role that has the statements. @returns its ARN */
  role(name: string, statements: readonly object[], service?: string, condition?: object): string;
  /** Lets the rules act, and waits for them. */
  act(): Promise<void>;
  /** The same state in another run: what waits in memory of this one is lost. */
  restarted(): Promise<RuleWorld>;
  close(): Promise<void>;
}

export function openRuleWorld(): Promise<RuleWorld> {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-iot-rules-"));
  return openIn(folder, createTestAccount(), testRulePorts());
}

async function openIn(folder: string, account: TestAccount, ports: TestRulePorts): Promise<RuleWorld> {
  const { identities, clock, scope } = account;
  const database = openDatabase(join(folder, "test.db"));
  const timers = new ManualTimers();
  const traced: TraceEvent[] = [];
  const service = createIotService({
    ...account,
    ...ports,
    database,
    timers,
    roles: identities,
    roleAssumer: identities,
    stateDir: folder,
    randomness: systemRandomness,
    config: { port: 4566 },
    keys: identities,
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    trace: { record: (event) => void traced.push(event) },
    logger: silentLogger,
  });
  const started = service.mqtt.listen({ host: "127.0.0.1", port: 0, tlsPort: 0 });
  await started;
  const world = (signingName: string): AccessWorld => ({ ...account, service: service.http, signingName });
  return {
    ...{ account, ports, service, traced },
    call: async (line, body, headers = {}) => {
      const {
        status,
        headers: got,
        body: text,
      } = await send(
        world("iot"),
        { call: line, headers, ...(body === undefined ? {} : { body }) },
        account.administrator,
      );
      const code = got["x-amzn-ErrorType"];
      return {
        status,
        code: typeof code === "string" ? code : undefined,
        body: (text === undefined || text === "" ? {} : JSON.parse(String(text))) as Reply["body"],
      };
    },
    publish: async (topic, payload) => {
      const body =
        typeof payload === "string" || !Buffer.isBuffer(payload) ? payload : payload.toString("latin1");
      const { status } = await send(
        world("iotdata"),
        { call: `POST /topics/${encodeURIComponent(topic)}`, body },
        account.administrator,
      );
      return status;
    },
    role: (name, statements, trusted = "iot.amazonaws.com", Condition = {}) => {
      const document = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
      const arn = globalArn(scope, "iam", `role/${name}`);
      identities.roles.save({
        name,
        path: "/",
        id: newRoleId(systemRandomness),
        arn,
        trustPolicy: document([
          { Effect: "Allow", Principal: { Service: trusted }, Action: "sts:AssumeRole", Condition },
        ]),
        description: "",
        maxSessionSeconds: 3600,
        createdAt: 0,
        inlinePolicies: statements.length === 0 ? [] : [{ name: "own", document: document(statements) }],
        attachedPolicyArns: [],
        permissionsBoundary: undefined,
        tags: [],
      });
      return arn;
    },
    act: async () => {
      timers.advance(0);
      await service.rulesIdle();
    },
    restarted: async () => {
      const again = await openIn(folder, account, ports);
      return { ...again, close: () => service.mqtt.close().then(() => again.close()) };
    },
    close: async () => {
      await service.mqtt.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
