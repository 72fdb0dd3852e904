// @ts-check
/**
 * A page that answered a form stays in the browser's history as that form, and going back to it shows the browser's
 * own warning about sending again. Where this phone keeps a draft, remember only the ballot's address: going back then
 * opens the ballot with what was marked, or the receipt once there is one. <form data-go-back action="the ballot">.
 */
import { storage } from "./draft_store.js";

const form = document.querySelector("form[data-go-back]");
if (form instanceof HTMLFormElement && storage()) history.replaceState(null, "", form.action);
