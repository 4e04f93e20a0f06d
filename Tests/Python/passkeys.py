# python-fido2 as somebody's authenticator and as another site: each line in is a request, each line out its answer, both JSON.
import json
import os
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.client import ClientData, WEBAUTHN_TYPE
from fido2.cose import ES256
from fido2.ctap2 import AttestationObject, AttestedCredentialData, AuthenticatorData
from fido2.server import Fido2Server
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import PublicKeyCredentialRpEntity, UserVerificationRequirement

PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.USER_VERIFIED


class Authenticator:
    """Holds one passkey, which counts."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.user = None
        self.counter = 0

    def make(self, request):
        options = request["options"]
        self.user = options["user"]["id"]
        passkey = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = self.data(options["rp"]["id"], AuthenticatorData.FLAG.ATTESTED, passkey)
        client = client_data(WEBAUTHN_TYPE.MAKE_CREDENTIAL, request)
        attestation = AttestationObject.create("none", data, {}).with_string_keys()
        return self.credential(client, attestationObject=websafe_encode(attestation), transports=["internal"])

    def prove(self, request):
        data = self.data(request["options"]["rpId"], 0)
        client = client_data(WEBAUTHN_TYPE.GET_ASSERTION, request)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self.credential(
            client, authenticatorData=websafe_encode(data), signature=websafe_encode(signature), userHandle=self.user)

    def data(self, site, flags, passkey=b""):
        self.counter += 1
        return AuthenticatorData.create(sha256(site.encode()), PRESENT_AND_VERIFIED | flags, self.counter, passkey)

    def credential(self, client, **response):
        name = websafe_encode(self.id)
        response["clientDataJSON"] = client.b64
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


class Site:
    """Judges what another authenticator made and proved."""

    def __init__(self):
        self.passkeys = []

    def server(self, request):
        return Fido2Server(PublicKeyCredentialRpEntity("localhost", "Site"), verify_origin=lambda origin: origin == request["origin"])

    def accept_made(self, request):
        response = request["credential"]["response"]
        made = self.server(request).register_complete(
            state(request), ClientData.from_b64(response["clientDataJSON"]), AttestationObject(websafe_decode(response["attestationObject"])))
        self.passkeys.append(made.credential_data)
        return {"id": websafe_encode(made.credential_data.credential_id)}

    def accept_proof(self, request):
        response = request["credential"]["response"]
        used = self.server(request).authenticate_complete(
            state(request), self.passkeys, websafe_decode(request["credential"]["id"]), ClientData.from_b64(response["clientDataJSON"]),
            AuthenticatorData(websafe_decode(response["authenticatorData"])), websafe_decode(response["signature"]))
        return {"id": websafe_encode(used.credential_id)}


def client_data(kind, request):
    return ClientData.build(type=kind, challenge=request["options"]["challenge"], origin=request["origin"], crossOrigin=False)


def state(request):
    return {"challenge": request["options"]["challenge"], "user_verification": UserVerificationRequirement.REQUIRED}


authenticator, site = Authenticator(), Site()
acts = {"make": authenticator.make, "prove": authenticator.prove, "accept-made": site.accept_made, "accept-proof": site.accept_proof}
for line in sys.stdin:
    asked = json.loads(line)
    try:
        print(json.dumps(acts[asked["do"]](asked)), flush=True)
    except Exception as refusal:
        print(json.dumps({"refused": repr(refusal)}), flush=True)
