// openid-client and jose as a relying party: each line asks for one step, each answer is one line of JSON.
import { createInterface } from 'node:readline';
import * as client from 'openid-client';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

let config;
let keys;
const plain = [client.allowInsecureRequests];

const steps = {
  async discover({ issuer, server, clientId, secret, address }) {
    // The issuer's name is public; where it is reached is the test's own affair.
    const reach = (url, options) => {
      const headers = new Headers(options?.headers);
      headers.set('X-Forwarded-For', address);
      return fetch(String(url).replace(issuer, server), { ...options, headers });
    };
    config = await client.discovery(new URL(issuer), clientId, secret ? { client_secret: secret } : { token_endpoint_auth_method: 'none' }, undefined, {
      execute: plain, [client.customFetch]: reach,
    });
    config[client.customFetch] = reach;
    const published = await reach(config.serverMetadata().jwks_uri, {});
    keys = createLocalJWKSet(await published.json());
    return config.serverMetadata();
  },
  async begin({ redirectUri, scope }) {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri, scope, state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    });
    return { url: url.href, verifier, state, nonce };
  },
  async finish({ url, verifier, state, nonce }) {
    const tokens = await client.authorizationCodeGrant(config, new URL(url), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
    return { ...tokens, claims: tokens.claims() };
  },
  refresh: ({ token, scope }) => client.refreshTokenGrant(config, token, scope ? { scope } : undefined),
  own: ({ scope }) => client.clientCredentialsGrant(config, { scope }),
  userinfo: ({ token, subject }) => client.fetchUserInfo(config, token, subject),
  introspect: ({ token }) => client.tokenIntrospection(config, token),
  async revoke({ token }) {
    await client.tokenRevocation(config, token);
    return {};
  },
  logout: ({ idToken, redirectUri, state }) => ({
    url: client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: redirectUri, state }).href,
  }),
  async verify({ token, audience, type }) {
    const { payload } = await jwtVerify(token, keys, { issuer: config.serverMetadata().issuer, audience, typ: type });
    return { header: decodeProtectedHeader(token), payload };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { step, ...parameters } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ ok: await steps[step](parameters) }));
  } catch (fault) {
    console.log(JSON.stringify({ error: fault.error ?? fault.code ?? fault.message, status: fault.status, cause: String(fault.cause?.message ?? fault.message) }));
  }
}
