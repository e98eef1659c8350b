// The cryptography that one SRP sign-in costs a server, by OpenSSL alone: B = kv + g^b,
// S = (A·v^u)^b, and two RS256 signatures. Prints the processor milliseconds of one and its parts.
import {
  createDiffieHellman,
  generateKeyPairSync,
  getDiffieHellman,
  randomBytes,
  sign as signWith,
} from "node:crypto";

const prime = getDiffieHellman("modp15").getPrime();
const group = createDiffieHellman(prime, 2);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const text = randomBytes(1000);
const rounds = Number(process.argv[2] ?? "150");

function power(base, exponent) {
  group.setPrivateKey(exponent);
  return group.computeSecret(base);
}

function powerOfGenerator(exponent) {
  group.setPrivateKey(exponent);
  return group.generateKeys();
}

const verifier = powerOfGenerator(randomBytes(32));

function srpStep() {
  const b = randomBytes(32);
  powerOfGenerator(b);
  power(power(verifier, randomBytes(32)), b);
}

const signTwo = () => {
  signWith("sha256", text, privateKey);
  signWith("sha256", text, privateKey);
};

function cpuMilliseconds(work) {
  work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

const srp = cpuMilliseconds(srpStep);
const signatures = cpuMilliseconds(signTwo);
const verify = cpuMilliseconds(() => powerOfGenerator(randomBytes(32)));
process.stdout.write(
  JSON.stringify({ srp, signatures, signIn: srp + signatures, passwordSignIn: verify + signatures }),
);
