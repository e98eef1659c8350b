import { describe, expect, test } from "vitest";
import { chunkSignature, trailerSignature } from "./chunks.ts";
import { deriveSigningKey, sha256Hex } from "./signature.ts";

/** The numeric examples of the S3 documentation. */
const signer = {
  signingKey: deriveSigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {
    date: "20130524",
    region: "us-east-1",
    service: "s3",
  }),
  date: "20130524T000000Z",
  scope: "20130524/us-east-1/s3/aws4_request",
};

function chain(seed: string, sizes: readonly number[]): string[] {
  let previous = seed;
  return sizes.map((size) => {
    previous = chunkSignature(signer, previous, sha256Hex(Buffer.alloc(size, "a")));
    return previous;
  });
}

describe("signed chunks", () => {
  test("SIG-7 a chain without trailer has the signatures of the S3 documentation", () => {
    expect(
      chain("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", [65536, 1024, 0]),
    ).toEqual([
      "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
      "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
      "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]);
  });

  test("SIG-7 a chain with a signed trailer has the signatures of the S3 documentation", () => {
    const signatures = chain(
      "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
      [65536, 1024, 0],
    );
    expect(signatures).toEqual([
      "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
      "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
      "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ]);
    expect(trailerSignature(signer, signatures[2] ?? "", "x-amz-checksum-crc32c:sOO8/Q==\n")).toBe(
      "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435",
    );
  });

  test("SIG-7 another chunk, another predecessor or another trailer has another signature", () => {
    const hash = sha256Hex("a");
    const first = chunkSignature(signer, "00", hash);
    expect(chunkSignature(signer, "00", sha256Hex("b"))).not.toBe(first);
    expect(chunkSignature(signer, "01", hash)).not.toBe(first);
    expect(trailerSignature(signer, "00", "a:1\n")).not.toBe(trailerSignature(signer, "00", "a:2\n"));
  });
});
