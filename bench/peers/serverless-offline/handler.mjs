// The answer of the profile-image function; its picture comes from memory instead of S3.
const picture = Buffer.alloc(1_800, "picture");

export async function handler() {
  return {
    statusCode: 200,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": "http://localhost:3000",
      Vary: "Origin",
    },
    body: JSON.stringify({ image: picture.toString("base64") }),
  };
}
