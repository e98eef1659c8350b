import { rmSync } from "node:fs";
import { join } from "node:path";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { matrixOf, rowOf } from "../support/access.ts";
import { AwsTools } from "../support/aws-tools.ts";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const settings = join(import.meta.dirname, "fixtures", "settings");
const python = inject("python");

describe.skipIf("missing" in python || !hasProgram("python3"))(
  "a project with settings in the Parameter Store (skipped without python3)",
  () => {
    let product: Product;
    let tools: AwsTools;

    beforeAll(async () => {
      product = await startProduct({
        folders: [join(settings, "store"), join(settings, "door")],
        arguments: ["--python", "python3"],
      });
      tools = new AwsTools(python, product.facts);
      const secret = ["--name", "/settings/live", "--type", "SecureString", "--value", "open sesame"];
      await tools.awsJson("ssm", "put-parameter", ...secret);
      const other = ["--name", "/settings/other", "--type", "String", "--value", "not for the door"];
      await tools.awsJson("ssm", "put-parameter", ...other);
    });

    afterAll(async () => {
      await product.stop();
      rmSync(product.facts.stateDir, { recursive: true, force: true });
    });

    const invoke = async (event: object) => {
      const { Payload, FunctionError } = await clientsFor(product.facts).lambda.send(
        new InvokeCommand({
          FunctionName: product.facts.stacks["settings-door"]?.["FunctionName"] ?? "",
          Payload: JSON.stringify(event),
        }),
      );
      return { FunctionError, answer: JSON.parse(Buffer.from(Payload ?? []).toString("utf8")) as unknown };
    };

    const greet = (name: string) => invoke({ name });

    test("the template has the values, and the function reads its own parameter", async () => {
      expect(product.facts.stacks["settings-store"]).toEqual({
        LockId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        GreetingName: "/settings/greeting",
        GreetingType: "String",
        DoorArn: expect.stringMatching(/:secret:settings\/door-[A-Za-z0-9]{6}$/),
      });
      expect(await greet("/settings/live")).toEqual({
        FunctionError: undefined,
        answer: { said: "Good evening, olga and otto", limit: 7, value: "open sesame" },
      });
    });

    test("it reads no other one, and cannot learn whether there is one", async () => {
      for (const name of ["/settings/other", "/settings/none"]) {
        const { FunctionError, answer } = await greet(name);
        expect(FunctionError).toBe("Unhandled");
        expect(answer).toMatchObject({
          errorMessage: expect.stringContaining(
            `is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter${name} because no identity-based policy allows the ssm:GetParameter action`,
          ),
        });
      }
    });

    test("it reads the secret that the template made, and no other one", async () => {
      const { answer } = await invoke({ secret: "settings/door" });
      const { password, deployed } = answer as Readonly<Record<string, string>>;
      expect(answer).toEqual({
        user: "door",
        password: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
        deployed: password,
      });
      const events = ["cloudformation", "describe-stack-events", "--stack-name", "settings-door"];
      expect(JSON.stringify(await tools.awsJson(...events))).not.toContain(deployed);
      const other = ["--name", "settings/door-of-others", "--secret-string", "hush"];
      await tools.awsJson("secretsmanager", "create-secret", ...other);
      const { FunctionError, answer: refusal } = await invoke({ secret: "settings/door-of-others" });
      expect(FunctionError).toBe("Unhandled");
      expect(refusal).toMatchObject({
        errorMessage: expect.stringContaining("is not authorized to perform: secretsmanager:GetSecretValue"),
      });
      const wrong = await tools.aws(["secretsmanager", "get-secret-value", "--secret-id", "settings/door"], {
        environment: { AWS_SECRET_ACCESS_KEY: "wrong" },
      });
      expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("InvalidSignatureException")]);
    });

    test("a parameter under a key that the function may not use stays closed to it", async () => {
      const { KeyMetadata } = (await tools.awsJson("kms", "create-key")) as {
        readonly KeyMetadata: { readonly KeyId: string; readonly Arn: string };
      };
      const closed = ["--name", "/settings/live", "--type", "SecureString", "--value", "shut", "--overwrite"];
      await tools.awsJson("ssm", "put-parameter", ...closed, "--key-id", KeyMetadata.KeyId);
      const { FunctionError, answer } = await greet("/settings/live");
      expect(FunctionError).toBe("Unhandled");
      expect(answer).toMatchObject({
        errorMessage: expect.stringContaining(
          `is not authorized to perform: kms:Decrypt on resource: ${KeyMetadata.Arn} because no identity-based policy allows the kms:Decrypt action`,
        ),
      });
      const read = ["ssm", "get-parameter", "--name", "/settings/live", "--with-decryption"];
      expect(await tools.awsJson(...read)).toMatchObject({ Parameter: { Value: "shut" } });
    });

    test("ACCESS-1 who may read secret and parameters and use the key: every proof agrees", async () => {
      const matrix = await matrixOf(product.facts.stateDir, ["--prove"], settings);
      const who = (row: string) => rowOf(matrix, row).summary;

      expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
      expect(who("settings-store/Door secretsmanager:GetSecretValue")).toBe("Only the role of Greet.");
      expect(who("settings-store/Lock kms:Decrypt")).toBe("Only the role of Greet.");
      expect(who("settings-store/Lock kms:Encrypt")).toBe("Nobody.");
      // It lies under a key of which the role has nothing: the function was refused.
      expect(who("-//settings/live ssm:GetParameter")).toBe("The role of Greet only if without decryption.");
      expect(who("-//settings/other ssm:GetParameter")).toBe("Nobody.");
    });

    test("a stack is told with the names and the values", async () => {
      const shown = await tools.awsJson(
        "cloudformation",
        "describe-stacks",
        ...["--stack-name", "settings-door", "--query", "Stacks[0].Parameters"],
      );
      expect(shown).toEqual(
        expect.arrayContaining([
          { ParameterKey: "Greeting", ParameterValue: "/settings/greeting", ResolvedValue: "Good evening" },
          { ParameterKey: "Guests", ParameterValue: "/settings/guests", ResolvedValue: "olga,otto" },
        ]),
      );
    });
  },
);
