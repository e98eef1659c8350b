import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { putPhoto } from "../../runtime/project/people.ts";
import { readIfThere } from "../../runtime/state/state-folder.ts";
import { type Command, STACK_OPTION, STATE_OPTION } from "../command.ts";
import { connect } from "../connection.ts";

/** A picture travels as base64 in one Lambda answer, which is 6 MB at most. */
const MAXIMUM_BYTES = 4_000_000;

export const photoSet: Command = {
  name: "photo set",
  summary: "Store the profile picture of a person (PNG or JPEG).",
  args: [
    { syntax: "<email>", description: "e-mail address of the person" },
    { syntax: "<file>", description: "picture file" },
  ],
  options: [STACK_OPTION, STATE_OPTION],
  examples: ["portcullis photo set admin@example.com me.png"],
  run: async ([email = "", file = ""], options, context) => {
    const connection = connect(options, context);
    const path = resolve(context.workingFolder, file);
    const bytes =
      statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readIfThere(path) : undefined;
    if (bytes === undefined) throw new UserError(`There is no file ${file}.`);
    if (bytes.length > MAXIMUM_BYTES)
      throw new UserError(`${file} is larger than ${MAXIMUM_BYTES / 1e6} MB.`);
    await putPhoto(connection.client, {
      userPoolId: await connection.output("UserPoolId"),
      bucket: await connection.output("ProfileImagesBucket"),
      email,
      bytes,
    });
    context.print(`The picture of ${email} is stored.`);
  },
};
