import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import {
  fillJavaClient,
  findJavaClient,
  JAVA_CLIENT_COMMAND,
  type MavenJar,
  type ReadJar,
} from "../../../services/lambda/interpreters/java-client.ts";
import type { BuildTools } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

const MAVEN_CENTRAL = "https://repo1.maven.org/maven2/";

/**
 * What feeds a Java function is AWS's own client: taken from the person's Maven repository or fetched for
 * all functions, once. Without it the deployment goes on, with a warning.
 */
export async function bringJavaClient(
  code: { readonly runtime: string },
  tools: BuildTools,
  readJar: ReadJar = withMaven,
): Promise<void> {
  if (familyOf(code.runtime)?.name !== "java") return;
  if (!("missing" in findJavaClient(tools.javaClientFolder, tools.userFolder))) return;
  tools.onStep("fetching AWS's client of the Runtime API for Java, once: AWS's runtimes carry it");
  try {
    await fillJavaClient(tools.javaClientFolder, readJar);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    tools.onWarning(
      `functions of Java will fail until it is there: ${words}. ${JAVA_CLIENT_COMMAND} brings it as well`,
    );
  }
}

/** Maven knows the person's mirrors, proxies and certificates; where there is none, its repository is asked. */
async function withMaven(jar: MavenJar): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-jar-"));
  try {
    const args = ["--batch-mode", "--quiet", "dependency:copy", `-Dartifact=${jar.coordinates}`];
    const environment = toolEnvironment(process.env);
    await runTool({ file: "mvn", args: [...args, `-DoutputDirectory=${folder}`], cwd: folder, environment });
    return readFileSync(join(folder, jar.file));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.isMissing) return fetchJar(jar);
    throw new Error(`mvn could not fetch ${jar.coordinates} (${error.message.split("\n")[0]})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchJar({ path }: MavenJar): Promise<Uint8Array> {
  const address = `${MAVEN_CENTRAL}${path}`;
  try {
    const reply = await fetch(address);
    if (reply.ok) return new Uint8Array(await reply.arrayBuffer());
    throw new Error(`the answer was ${reply.status}`);
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${address} could not be fetched (${cause instanceof Error ? cause.message : message})`);
  }
}
