// Passkeys are made and shown by the browser, which only script can ask. Where that cannot be, these forms stay hidden.

async function ask(form) {
  const asked = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': form.elements.antiforgery.value },
    body: form.dataset.body,
  });
  const { state, options, title } = await asked.json();
  if (!asked.ok) {
    throw new Error(title);
  }

  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.state.value = state;
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function words(fault) {
  switch (fault.name) {
    case 'NotAllowedError': return 'No passkey was used. Try again.';
    case 'InvalidStateError': return 'This device has a passkey for your account already.';
    default: return fault.message;
  }
}

if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const said = form.querySelector('[data-said]');
    form.hidden = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      said.textContent = '';
      ask(form).catch(fault => { said.textContent = words(fault); });
    });
  }
}
