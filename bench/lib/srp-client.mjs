// The client's half of SRP-6a in Cognito's dialect, all powers by OpenSSL, so that a load generator
// costs little beside the server. One A serves many sign-ins: the server cannot tell, and its own
// work is the same.
import { createDiffieHellman, createHash, createHmac, getDiffieHellman, randomBytes } from "node:crypto";

const PRIME = getDiffieHellman("modp15").getPrime();
const N = BigInt(`0x${PRIME.toString("hex")}`);
const K = BigInt("0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6");
const group = createDiffieHellman(PRIME, 2);

const hexOf = (number) => number.toString(16).padStart(PRIME.length * 2, "0");
const numberOf = (bytes) => BigInt(`0x${bytes.toString("hex")}`);

function powerOfGenerator(exponent) {
  group.setPrivateKey(exponent);
  return numberOf(group.generateKeys());
}

function power(base, exponent) {
  group.setPrivateKey(Buffer.from(hexOf(exponent), "hex"));
  return numberOf(group.computeSecret(Buffer.from(hexOf(base), "hex")));
}

/** The shortest two's-complement form of a positive number. */
function pad(number) {
  const digits = number.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export class SrpClient {
  #a = numberOf(randomBytes(32));
  #A = powerOfGenerator(Buffer.from(hexOf(this.#a).slice(-64), "hex"));
  /** g^x per salt: a phone, too, computes it once per sign-in; here it would only slow the load. */
  #byPerson = new Map();

  get publicValue() {
    return this.#A.toString(16);
  }

  /** ChallengeResponses for the parameters of PASSWORD_VERIFIER. */
  answer(parameters, userPoolId, password) {
    const poolName = userPoolId.split("_")[1];
    const { x, gx } = this.#secretOf(parameters, poolName, password);
    const B = BigInt(`0x${parameters.SRP_B}`);
    const u = numberOf(sha256(pad(this.#A), pad(B)));
    const base = (((B - K * gx) % N) + N) % N;
    const S = power(base, this.#a + u * x);
    const prk = createHmac("sha256", pad(u)).update(pad(S)).digest();
    const key = createHmac("sha256", prk).update("Caldera Derived Key\u0001").digest().subarray(0, 16);
    const timestamp = timestampNow();
    const signature = createHmac("sha256", key)
      .update(poolName)
      .update(parameters.USER_ID_FOR_SRP)
      .update(Buffer.from(parameters.SECRET_BLOCK, "base64"))
      .update(timestamp)
      .digest("base64");
    return {
      USERNAME: parameters.USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }

  #secretOf({ SALT, USER_ID_FOR_SRP }, poolName, password) {
    const name = `${SALT} ${USER_ID_FOR_SRP}`;
    const known = this.#byPerson.get(name);
    if (known !== undefined) return known;
    const inner = sha256(`${poolName}${USER_ID_FOR_SRP}:${password}`);
    const xBytes = sha256(pad(BigInt(`0x${SALT}`)), inner);
    const made = { x: numberOf(xBytes), gx: powerOfGenerator(xBytes) };
    this.#byPerson.set(name, made);
    return made;
  }
}

/** `Tue Sep 1 08:05:09 UTC 2026` */
function timestampNow() {
  const [weekday, day, month, year, time] = new Date().toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
