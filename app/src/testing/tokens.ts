const CLIENT_ID = "client1";
export const ADMIN_SCOPE = `Admins-${CLIENT_ID}`;

export const CONFIG = {
  region: "eu-west-1",
  userPoolId: "eu-west-1_Abcdef123",
  userPoolClientId: CLIENT_ID,
  apiUrl: "http://localhost:4566/_aws/execute-api/abc/v1",
  userPoolEndpoint: "http://localhost:4566",
};

export const ADMIN_CLAIMS = {
  sub: "11111111-1111-4111-8111-111111111111",
  name: "Ada Admin",
  email: "admin@example.com",
  email_verified: true,
  phone_number: "+441632960000",
  phone_number_verified: false,
  "cognito:groups": ["Admins"],
};
