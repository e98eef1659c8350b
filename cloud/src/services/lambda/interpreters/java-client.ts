import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readZip } from "../code/zip-reader.ts";

const GROUP = "com.amazonaws";
const CLIENT = "aws-lambda-java-runtime-interface-client";
const VERSION = "2.9.0";

interface Jar {
  /** `com.amazonaws` when left out. */
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** AWS's client of the Runtime API for Java, and all that it needs. */
const JARS: readonly Jar[] = [
  {
    name: CLIENT,
    version: VERSION,
    sha256: "26568a5f63bf9e921567e77661be425650abc8972bae2aa0b7e99bab4e4239d9",
  },
  {
    name: "aws-lambda-java-core",
    version: "1.4.0",
    sha256: "575c24393cc1ad645e83e618956eabd89ffe8cc09efae2cb62bc6589154d68ed",
  },
  {
    name: "aws-lambda-java-serialization",
    version: "1.2.0",
    sha256: "1513c1f945a3213f916a4b2de1760c97b51d84d110f82bbbcf9cfac53d5651e7",
  },
  {
    group: "software.amazon.awssdk",
    name: "utils-lite",
    version: "2.34.0",
    sha256: "efaf784f07ae526f0b5c89d71ef21cf16636131c47d44616e3df9bedc3f4f89a",
  },
];

/** Brings the client into the Maven repository of the person. */
export const JAVA_CLIENT_COMMAND = `mvn dependency:get -Dartifact=${GROUP}:${CLIENT}:${VERSION}`;

export interface MavenJar {
  /** As Maven names it: `group:name:version`. */
  readonly coordinates: string;
  /** `name-version.jar` */
  readonly file: string;
  /** Where it lies in a Maven repository. */
  readonly path: string;
}

export type ReadJar = (jar: MavenJar) => Promise<Uint8Array>;

export interface Host {
  readonly platform: string;
  readonly arch: string;
}

export interface JavaClient {
  /** Absolute paths of its jars. */
  readonly classPath: readonly string[];
  /** Absolute path of its native part. */
  readonly nativeLibrary: string;
}

/** Folder of the client below the state folder; filled once, so other jars are another folder. */
export function javaClientFolder(stateDir: string): string {
  return join(stateDir, "java", `client-${VERSION}-${JARS.length}`);
}

/** The client in its folder; undefined until it was filled. */
function javaClientIn(folder: string): JavaClient | undefined {
  if (!existsSync(folder)) return undefined;
  return { classPath: JARS.map((jar) => join(folder, fileOf(jar))), nativeLibrary: join(folder, NATIVE) };
}

/** What keeps AWS's client from running on this system, in words for a person. */
export function javaClientProblem(host: Host): string | undefined {
  if (host.platform === "linux" && host.arch in ARCHITECTURES) return undefined;
  return `AWS's client of the Runtime API for Java has a part that runs on Linux (x64, arm64) only, and this is ${host.platform} ${host.arch}: run Portcullis on Linux, as in a container`;
}

/** The client, taken from the Maven repository of the person where its folder is not filled yet. */
export function findJavaClient(
  folder: string,
  userFolder: string | undefined,
  jars = JARS,
): JavaClient | { readonly missing: string } {
  const client =
    javaClientIn(folder) ??
    (takeFromLocalRepository(folder, userFolder, jars) ? javaClientIn(folder) : undefined);
  return (
    client ?? {
      missing: `AWS's client of the Runtime API for Java is not here yet: portcullis up brings it for the functions of a template, and so does ${JAVA_CLIENT_COMMAND}`,
    }
  );
}

/** Copies the client from the Maven repository of the person, where it is there as a whole. */
function takeFromLocalRepository(
  folder: string,
  userFolder: string | undefined,
  jars: readonly Jar[],
): boolean {
  if (userFolder === undefined) return false;
  const repository = join(userFolder, ".m2", "repository");
  try {
    fill(
      folder,
      jars.map((jar) => [jar, readFileSync(join(repository, pathOf(jar)))]),
    );
    return true;
  } catch {
    return false;
  }
}

/** @throws Error when a jar cannot be read, or is not the one that is meant. */
export async function fillJavaClient(folder: string, readJar: ReadJar, jars = JARS): Promise<void> {
  const files: [Jar, Uint8Array][] = [];
  for (const jar of jars) files.push([jar, await readJar(mavenJarOf(jar))]);
  fill(folder, files);
}

function fileOf({ name, version }: Jar): string {
  return `${name}-${version}.jar`;
}

function pathOf(jar: Jar): string {
  return `${(jar.group ?? GROUP).replaceAll(".", "/")}/${jar.name}/${jar.version}/${fileOf(jar)}`;
}

function mavenJarOf(jar: Jar): MavenJar {
  return {
    coordinates: `${jar.group ?? GROUP}:${jar.name}:${jar.version}`,
    file: fileOf(jar),
    path: pathOf(jar),
  };
}

const NATIVE = "libaws-lambda-jni.so";
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "aarch_64" };

/** Appears complete or not at all. LAM-15: all Java functions share it, so none can write into it. */
function fill(folder: string, files: readonly (readonly [Jar, Uint8Array])[]): void {
  for (const [jar, bytes] of files) assertMeant(jar, bytes);
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, ".filling-"));
  try {
    for (const [jar, bytes] of files) writeFileSync(join(made, fileOf(jar)), bytes, { mode: 0o444 });
    const client = files.find(([{ name }]) => name === CLIENT)?.[1] ?? new Uint8Array();
    // Left to itself the client unpacks it to a file in /tmp that all functions may write.
    writeFileSync(join(made, NATIVE), nativePartOf(client), { mode: 0o555 });
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
    chmodSync(folder, 0o555);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** LAM-36: what runs with the keys of every function is what was looked at, wherever it comes from. */
function assertMeant(jar: Jar, bytes: Uint8Array): void {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === jar.sha256) return;
  throw new Error(`${fileOf(jar)} has another checksum than the one that is known: ${found}`);
}

function nativePartOf(client: Uint8Array): Buffer {
  const name = `jni/libaws-lambda-jni.linux${isMusl() ? "_musl" : ""}-${ARCHITECTURES[process.arch] ?? process.arch}.so`;
  const entry = readZip(Buffer.from(client)).find((one) => one.name === name);
  if (entry === undefined) throw new Error(`${CLIENT} has no ${name}`);
  return entry.read();
}

function isMusl(): boolean {
  const { header } = process.report.getReport() as { readonly header?: Readonly<Record<string, unknown>> };
  return header?.["glibcVersionRuntime"] === undefined;
}
