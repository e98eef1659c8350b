import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { HomeCloud, ToolCommand, ToolContext } from "./tool.ts";

/** A picture travels as base64 in one Lambda answer, which is 6 MB at most. */
const MAXIMUM_BYTES = 4_000_000;

export const photoSet: ToolCommand = {
  name: "photo set",
  summary: "Store the profile picture of a person (PNG or JPEG).",
  args: [
    { syntax: "<email>", description: "e-mail address of the person" },
    { syntax: "<file>", description: "picture file" },
  ],
  options: [{ flags: "--stack <name>", description: "stack to look in, when several have what is needed" }],
  examples: ["npx portcullis photo set admin@example.com me.png"],
  resources: ["pool", "bucket"],
  run: async ([email = "", file = ""], _options, context) => {
    const cloud = context.connect();
    const bytes = readPicture(file, context);
    const type = imageType(bytes);
    if (type === undefined) throw context.mistake("The picture must be a PNG or JPEG file.");
    const reply = await cloud.send({
      service: "s3",
      method: "PUT",
      path: `/${await cloud.bucket()}/${await subOf(cloud, email)}`,
      headers: { "content-type": type },
      body: bytes,
    });
    if (reply.status !== 200) {
      throw context.mistake(`The picture was not stored: ${reply.body.toString("utf8").slice(0, 500)}`);
    }
    context.print(`The picture of ${email} is stored.`);
  },
};

function readPicture(file: string, { workingFolder, mistake }: ToolContext): Buffer {
  const path = resolve(workingFolder, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) throw mistake(`There is no file ${file}.`);
  if (stats.size > MAXIMUM_BYTES) throw mistake(`${file} is larger than ${MAXIMUM_BYTES / 1e6} MB.`);
  return readFileSync(path);
}

/** The key of a picture is the sub of its owner. */
async function subOf(cloud: HomeCloud, email: string): Promise<string> {
  const user = await cloud.cognito<{ Username: string; UserAttributes: { Name: string; Value: string }[] }>(
    "AdminGetUser",
    { UserPoolId: await cloud.userPool(), Username: email },
  );
  return user.UserAttributes.find(({ Name }) => Name === "sub")?.Value ?? user.Username;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

function imageType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return "image/png";
  return bytes.subarray(0, JPEG.length).equals(JPEG) ? "image/jpeg" : undefined;
}
