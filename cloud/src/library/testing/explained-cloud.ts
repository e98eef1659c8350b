import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { Cloud } from "../../runtime/cloud.ts";
import { type Story, tellStories } from "../../trace/story.ts";
import { EXPLAINED_STACK } from "../../trace/testing/explained-stack.ts";
import { openCloud } from "../open-cloud.ts";
import type { Outputs, RunningCloud } from "../running-cloud.ts";

const SDK = join(import.meta.dirname, "../../../../node_modules");

interface Person {
  readonly email: string;
  readonly password: string;
}

export const EVE: Person = { email: "eve@example.com", password: "Eve-Pass-1!" };
export const BARRED: Person = { email: "barred@example.com", password: "Barred-Pass-1!" };
/** Whose pre-token trigger makes a call that its role does not allow. */
export const CALLER: Person = { email: "caller@example.com", password: "Caller-Pass-1!" };
export const MIA: Person = { email: "mia@example.com", password: "Mia-Pass-1!" };

interface Parts {
  readonly running: RunningCloud;
  readonly cloud: Cloud;
  readonly clock: ManualClock;
  readonly out: Outputs;
}

/** A cloud with the explained stack and some people, and the sentence of what it refuses. */
export class ExplainedCloud {
  readonly running: RunningCloud;
  readonly cloud: Cloud;
  readonly clock: ManualClock;
  readonly out: Outputs;
  readonly cognito: CognitoIdentityProviderClient;

  private constructor({ running, cloud, clock, out }: Parts) {
    this.running = running;
    this.cloud = cloud;
    this.clock = clock;
    this.out = out;
    this.cognito = new CognitoIdentityProviderClient(running.clientConfig);
  }

  static async open(): Promise<ExplainedCloud> {
    const clock = new ManualClock(Date.now());
    const { running, cloud } = await openCloud({}, { clock });
    const parameters = { SdkFolder: SDK };
    const out = await running.deploy({ name: "app", template: EXPLAINED_STACK, parameters });
    const explained = new ExplainedCloud({ running, cloud, clock, out });
    for (const person of [EVE, BARRED, MIA, CALLER]) await explained.addPerson(person);
    await explained.addPerson(EVE, out["OtherPoolId"]);
    return explained;
  }

  async close(): Promise<void> {
    this.cognito.destroy();
    await this.running.close();
  }

  async addPerson({ email, password }: Person, UserPoolId = this.out["PoolId"]): Promise<void> {
    const Username = email;
    const UserAttributes = [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ];
    await this.cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await this.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    );
  }

  async signIn(person = EVE, clientId = this.out["ClientId"]) {
    const { AuthenticationResult, $metadata, ...challenge } = await this.cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: clientId,
        AuthParameters: { USERNAME: person.email, PASSWORD: person.password },
      }),
    );
    return {
      access: AuthenticationResult?.AccessToken ?? "",
      id: AuthenticationResult?.IdToken ?? "",
      request: $metadata.requestId ?? "",
      ...challenge,
    };
  }

  async sessionOf(role: string) {
    const sts = new STSClient(this.running.clientConfig);
    const RoleArn = `arn:aws:iam::${this.running.accountId}:role/${role}`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me" }));
    sts.destroy();
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  }

  /** Calls a route of the API's stage. */
  call(path: string, init: RequestInit = {}, api = this.out["ApiId"] ?? ""): Promise<Response> {
    return fetch(`${this.running.endpoint}/_aws/execute-api/${api}/v1${path}`, init);
  }

  stories(): readonly Story[] {
    return tellStories(this.cloud.trace.events(), this.cloud.people).all;
  }

  /** The story of a request, by the id that its caller got. */
  storyOf(request: string): Story {
    const story = this.stories().find((one) => one.request === request);
    if (story === undefined) throw new Error(`Nothing is kept of ${request}.`);
    return story;
  }

  /** The story of the newest request that was refused or failed. */
  newestRefusal(): Story {
    const story = this.stories().find(({ verdict }) => verdict !== "allow");
    if (story === undefined) throw new Error("Nothing was refused.");
    return story;
  }

  /** The sentence of what `act` gets refused. */
  async whyOf(act: () => Promise<unknown>): Promise<string> {
    const before = this.cloud.trace.events().at(-1)?.seq ?? 0;
    await act().catch(() => undefined);
    const story = this.newestRefusal();
    if (story.seq <= before) throw new Error("Nothing was refused.");
    return story.sentence;
  }
}

export const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
