import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChecksumAlgorithm, checksumRow } from "../../domain/objects/checksums.ts";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
const call = (
  line: string,
  headers: Record<string, string> = {},
  body: string | Buffer = "",
): Promise<Reply> => send(open.service, { call: line, headers, body });
const ENABLED = { "x-amz-checksum-mode": "ENABLED" };
const PARTS = [Buffer.alloc(5_242_880, "a"), Buffer.from("the last part")];

/** The headers that say something of checksums and parts. */
function shown({ headers }: Reply): Record<string, unknown> {
  const told = Object.entries(headers).filter(([name]) => /^x-amz-(?:checksum|mp)/.test(name));
  return Object.fromEntries(told.map(([name, value]) => [name.replace("x-amz-", ""), value]));
}

/** Uploads the parts to a key. @returns the checksum of each */
async function upload(key: string, type: string, algorithm?: ChecksumAlgorithm): Promise<string[]> {
  const settings: Record<string, string> =
    algorithm === undefined ? {} : { "x-amz-checksum-algorithm": algorithm, "x-amz-checksum-type": type };
  const begun = await call(`POST /parts/${key}?uploads`, settings);
  const id = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? "";
  const list: string[] = [];
  const checksums: string[] = [];
  for (const [index, part] of PARTS.entries()) {
    const row = checksumRow(algorithm ?? "CRC64NVME");
    const running = row.create();
    running.update(part);
    const checksum = running.digest().toString("base64");
    checksums.push(checksum);
    const sent: Record<string, string> = algorithm === undefined ? {} : { [row.header]: checksum };
    const { headers } = await call(`PUT /parts/${key}?partNumber=${index + 1}&uploadId=${id}`, sent, part);
    const element = algorithm === undefined ? "" : `<${row.element}>${checksum}</${row.element}>`;
    list.push(`<Part><PartNumber>${index + 1}</PartNumber><ETag>${headers["ETag"]}</ETag>${element}</Part>`);
  }
  const document = `<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`;
  const done = await call(`POST /parts/${key}?uploadId=${id}`, {}, document);
  if (done.status !== 200) throw new Error(done.text);
  return checksums;
}

beforeAll(async () => {
  open = openS3();
  await call("PUT /parts", {}, IN_IRELAND);
});
afterAll(() => open.close());

describe.each(["GET", "HEAD"])("%s with partNumber", (method) => {
  test.each([
    ["CRC32C", "COMPOSITE"],
    ["CRC32C", "FULL_OBJECT"],
    ["SHA256", "COMPOSITE"],
  ] as const)(
    "shows the %s checksum of the part of a %s upload when it is asked for",
    async (algorithm, type) => {
      const key = `${method}-${algorithm}-${type}`;
      const checksums = await upload(key, type, algorithm);
      const header = `checksum-${algorithm.toLowerCase()}`;

      for (const [index, checksum] of checksums.entries()) {
        const reply = await call(`${method} /parts/${key}?partNumber=${index + 1}`, ENABLED);
        expect([reply.status, shown(reply)]).toEqual([
          206,
          { [header]: checksum, "checksum-type": type, "mp-parts-count": "2" },
        ]);
      }
      const unasked = await call(`${method} /parts/${key}?partNumber=2`);
      const ranged = await call(`${method} /parts/${key}`, { ...ENABLED, range: "bytes=0-9" });
      expect([shown(unasked), shown(ranged)]).toEqual([{ "mp-parts-count": "2" }, {}]);
    },
  );

  test("shows no checksum of a part whose upload named no algorithm", async () => {
    await upload(`${method}-plain`, "");

    const part = await call(`${method} /parts/${method}-plain?partNumber=2`, ENABLED);
    const whole = await call(`${method} /parts/${method}-plain`, ENABLED);

    expect(shown(part)).toEqual({ "mp-parts-count": "2" });
    expect(Object.keys(shown(whole))).toContain("checksum-crc64nvme");
  });

  test("shows the checksum of an object of one PUT as that of its part 1, and counts no parts", async () => {
    await call(`PUT /parts/${method}-one`, {}, "test-123");

    const part = await call(`${method} /parts/${method}-one?partNumber=1`, ENABLED);
    const whole = await call(`${method} /parts/${method}-one`, ENABLED);

    expect([part.status, part.headers["content-range"]]).toEqual([206, "bytes 0-7/8"]);
    expect(shown(part)).toEqual(shown(whole));
    expect(Object.keys(shown(part))).toEqual(["checksum-crc64nvme", "checksum-type"]);
  });
});
