// @ts-check
/**
 * Buttons marked data-passkey ask a passkey (WebAuthn), put its answer into the form's hidden field and send the form.
 * They stay hidden where the browser knows no passkeys.
 */

/** @param {string} text base64url */
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer */
function base64url(buffer) {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {{ id: string }[] | undefined} named */
function known(named) {
  return (named || []).map((one) => ({ ...one, id: bytes(one.id) }));
}

/** @param {any} asked */
async function made(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const key = /** @type {any} */ (await navigator.credentials.create({ publicKey }));
  return {
    id: key.id,
    rawId: base64url(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: base64url(key.response.clientDataJSON),
      attestationObject: base64url(key.response.attestationObject),
    },
  };
}

/** @param {any} asked */
async function answered(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const key = /** @type {any} */ (await navigator.credentials.get({ publicKey }));
  return {
    id: key.id,
    rawId: base64url(key.rawId),
    type: key.type,
    response: {
      clientDataJSON: base64url(key.response.clientDataJSON),
      authenticatorData: base64url(key.response.authenticatorData),
      signature: base64url(key.response.signature),
      userHandle: base64url(key.response.userHandle),
    },
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 */
async function question(form, address) {
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token")).value;
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ csrf_token: token }) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** @param {HTMLButtonElement} button */
async function press(button) {
  const form = /** @type {HTMLFormElement} */ (button.form);
  const failed = /** @type {HTMLElement} */ (form.querySelector("[data-passkey-failed]"));
  const makes = button.dataset.passkey === "make";
  const named = form.elements.namedItem("name");
  if (makes && named instanceof HTMLInputElement && !named.reportValidity()) return;
  failed.hidden = true;
  button.disabled = true;
  try {
    const asked = await question(form, button.dataset.passkeyFrom || "");
    const field = /** @type {HTMLInputElement} */ (form.querySelector("[data-passkey-answer]"));
    field.value = JSON.stringify(await (makes ? made(asked) : answered(asked)));
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  document.querySelectorAll("button[data-passkey]").forEach((found) => {
    const button = /** @type {HTMLButtonElement} */ (found);
    button.hidden = false;
    button.addEventListener("click", () => press(button));
  });
  document.querySelectorAll("[data-without-passkeys]").forEach((told) => told.setAttribute("hidden", ""));
}
