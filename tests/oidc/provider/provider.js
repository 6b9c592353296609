// SPDX-License-Identifier: MPL-2.0
// An identity provider for the tests, with keys of its own at every start. People are who they say; their roles are written
// behind their name: "mette+mintur-skranke" has one, "ole+mintur-leder+mintur-revision" two.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [base, secret, port, ...offices] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: String(process.pid) };
const server = createServer();
server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'mintur',
        client_secret: secret,
        subject_type: 'pairwise',
        redirect_uris: offices.map((office) => `${base}/sign-in/${office}/callback`),
        post_logout_redirect_uris: offices.map((office) => `${base}/sign-in?office=${office}`),
      },
    ],
    jwks: { keys: [key] },
    // A person stays the same whatever their roles are.
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_, id) => id.split('+')[0],
    cookies: { keys: ['of-the-test-provider-only'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'roles'] },
    // Without it a claim of our own is only told at the userinfo endpoint.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => {
        const [name, ...roles] = id.split('+');
        return { sub: id, preferred_username: name, roles };
      },
    }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
// Nobody is left behind when the test is over.
process.stdin.on('end', () => process.exit(0)).resume();
