/**
 * The arithmetic of SRP-6a as one self-contained CommonJS script. It is text, because the bundle is
 * one file and a worker thread needs a module of its own; `new Worker(text, { eval: true })` works
 * from the sources, the bundle and the tests alike.
 *
 * OpenSSL does the exponentiations, in constant time: a Diffie-Hellman key pair is `g^x mod N`, its
 * shared secret `base^x mod N`. Generator 2 with this prime is a group OpenSSL knows, so making it
 * costs no primality test. A job and its answer travel as one text, numbers in hexadecimal, which clones
 * several times faster between threads than objects and views of buffers.
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.6
 */
export const SRP_WORKER_SOURCE = `
"use strict";
const { createDiffieHellman, getDiffieHellman } = require("node:crypto");
const { parentPort } = require("node:worker_threads");
const prime = getDiffieHellman("modp15").getPrime();
const SIZE = prime.length;
const N = BigInt("0x" + prime.toString("hex"));
const group = createDiffieHellman(prime, 2);

function toNumber(hex) {
  return BigInt("0x" + hex);
}
function toHex(number) {
  return number.toString(16).padStart(SIZE * 2, "0");
}
function powerOfGenerator(exponent) {
  group.setPrivateKey(exponent, "hex");
  return group.generateKeys("hex");
}
function power(base, exponent) {
  group.setPrivateKey(exponent, "hex");
  return group.computeSecret(base, "hex", "hex");
}
const jobs = {
  powers: (exponents) => exponents.map((x) => powerOfGenerator(x).padStart(SIZE * 2, "0")),
  premasterSecret: ([clientPublic, verifier, u, b]) => [
    power(toHex((toNumber(clientPublic) * toNumber(power(verifier, u))) % N), b),
  ],
};
parentPort.on("message", (message) => {
  const [id, job, ...numbers] = message.split(" ");
  try {
    parentPort.postMessage([id, ...jobs[job](numbers)].join(" "));
  } catch {
    parentPort.postMessage(id);
  }
});
`;
