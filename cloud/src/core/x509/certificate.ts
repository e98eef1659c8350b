import { type KeyObject, sign } from "node:crypto";
import { der } from "./der.ts";

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  commonName: "2.5.4.3",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  extendedKeyUsage: "2.5.29.37",
  subjectAlternativeName: "2.5.29.17",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
} as const;

export interface CertificateRequest {
  readonly serial: Buffer;
  readonly issuer: string;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly purpose: "authority" | "server" | "client" | "messages";
}

/**
 * A certificate signed with ECDSA P-256 or RSA, whichever the signing key is for, as PEM.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function makeCertificate(request: CertificateRequest): string {
  const algorithm = algorithmOf(request.signingKey);
  const version3 = der.explicit(0, der.integer(Buffer.from([2])));
  const body = der.sequence(
    version3,
    der.integer(request.serial),
    algorithm,
    commonName(request.issuer),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    commonName(request.subject),
    request.publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(...extensionsOf(request.purpose))),
  );
  const signature = sign("sha256", body, request.signingKey);
  return pem("CERTIFICATE", der.sequence(body, algorithm, der.bits(signature)));
}

function algorithmOf({ asymmetricKeyType }: KeyObject): Buffer {
  return asymmetricKeyType === "rsa"
    ? der.sequence(der.oid(OID.sha256WithRsa), der.none())
    : der.sequence(der.oid(OID.ecdsaWithSha256));
}

function commonName(text: string): Buffer {
  return der.sequence(der.set(der.sequence(der.oid(OID.commonName), der.utf8(text))));
}

function extensionsOf(purpose: CertificateRequest["purpose"]): Buffer[] {
  if (purpose === "authority") {
    const noIntermediates = der.integer(Buffer.from([0]));
    return [
      extension(OID.basicConstraints, der.sequence(der.boolean(true), noIntermediates), true),
      // keyCertSign and cRLSign
      extension(OID.keyUsage, der.bits(Buffer.from([0x06]), 1), true),
    ];
  }
  const digitalSignature = der.bits(Buffer.from([0x80]), 7);
  if (purpose === "messages") return [extension(OID.keyUsage, digitalSignature, true)];
  const usage = der.oid(purpose === "server" ? OID.serverAuth : OID.clientAuth);
  return [
    extension(OID.basicConstraints, der.sequence(), true),
    extension(OID.keyUsage, digitalSignature, true),
    extension(OID.extendedKeyUsage, der.sequence(usage), false),
    ...(purpose === "server" ? [extension(OID.subjectAlternativeName, loopbackNames(), false)] : []),
  ];
}

function extension(oid: string, value: Buffer, critical: boolean): Buffer {
  return critical
    ? der.sequence(der.oid(oid), der.boolean(true), der.octets(value))
    : der.sequence(der.oid(oid), der.octets(value));
}

const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** localhost and the loopback addresses: the only names under which this cloud answers. */
function loopbackNames(): Buffer {
  const ipv6 = Buffer.alloc(16);
  ipv6[15] = 1;
  return der.sequence(
    der.implicit(DNS_NAME, Buffer.from("localhost", "latin1")),
    der.implicit(IP_ADDRESS, Buffer.from([127, 0, 0, 1])),
    der.implicit(IP_ADDRESS, ipv6),
  );
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
