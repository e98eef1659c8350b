import { rmSync } from "node:fs";
import { join } from "node:path";
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AwsTools } from "../support/aws-tools.ts";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";
import type { PythonTools } from "../support/python-tools.ts";
import { signInOverSrp } from "../support/srp.ts";

const PASSWORD = "Open-sesame-1";

/** An empty cloud, a copy of the home stacks to edit, and the tools of somebody who deploys them. */
export class Story {
  readonly tools: AwsTools;
  readonly project: ProjectCopy;
  readonly cloud: Product;
  /** Folders of the two templates. */
  readonly signIn: string;
  readonly api: string;

  private constructor(python: PythonTools, cloud: Product) {
    this.cloud = cloud;
    this.project = copyOfProject();
    this.tools = new AwsTools(python, cloud.facts);
    this.signIn = join(this.project.folder, "stacks", "cognito");
    this.api = join(this.project.folder, "stacks", "api");
  }

  static async begin(python: PythonTools): Promise<Story> {
    return new Story(python, await startProduct({ folders: [] }));
  }

  async end(): Promise<void> {
    await this.cloud.stop();
    for (const folder of [this.cloud.facts.stateDir, this.project.folder]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async build(folder: string): Promise<void> {
    const { code, err } = await this.tools.sam(["build"], { folder });
    if (code !== 0) throw new Error(`sam build failed:\n${err}`);
  }

  async deploy(folder: string, ...words: string[]) {
    await this.tools.nextSecond();
    return this.tools.sam(["deploy", "--no-confirm-changeset", "--no-progressbar", ...words], { folder });
  }

  remove(folder: string, stackName: string) {
    const words = ["delete", "--no-prompts", "--stack-name", stackName, "--region", "eu-west-1"];
    return this.tools.sam(words, { folder });
  }

  async statusOf(stackName: string): Promise<string | undefined> {
    return (await this.#describe(stackName))?.StackStatus;
  }

  async outputsOf(stackName: string): Promise<Record<string, string>> {
    const outputs = (await this.#describe(stackName))?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
    );
  }

  /** Two people of the deployed pool, one of them an administrator. */
  async invite(): Promise<void> {
    const { cognito } = clientsFor(this.cloud.facts);
    const { UserPoolId } = await this.outputsOf("homeapp-cognito");
    for (const Username of ["admin@example.com", "user@example.com"]) {
      const person = { UserPoolId, Username };
      await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
      await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: PASSWORD, Permanent: true }));
    }
    const member = { UserPoolId, Username: "admin@example.com", GroupName: "Admins" };
    await cognito.send(new AdminAddUserToGroupCommand(member));
  }

  /** Signs in at the deployed pool and calls the deployed API. */
  async openGateAs(email: string): Promise<{ status: number; body: unknown }> {
    const { UserPoolId = "", UserPoolClientId = "" } = await this.outputsOf("homeapp-cognito");
    const { ApiUrl = "" } = await this.outputsOf("homeapp-api");
    const party = { userPoolId: UserPoolId, clientId: UserPoolClientId };
    const { access } = await signInOverSrp(this.cloud.facts, party, { email, password: PASSWORD });
    const reply = await fetch(`${ApiUrl}/gates/control`, {
      method: "POST",
      headers: { Authorization: access },
      body: JSON.stringify({ topic: "controlGate", message: "open" }),
    });
    return { status: reply.status, body: await reply.json() };
  }

  async #describe(stackName: string) {
    const { cloudformation } = clientsFor(this.cloud.facts);
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks?.[0];
  }
}
