// @ts-check
/** What every page may have: it says that scripts run, and starts the small helpers that a page asks for. */
import { focusErrors } from "./focus_errors.js";
import { mindTheNetwork } from "./offline.js";
import { offerPrinting } from "./print_button.js";
import { offerReadingAloud } from "./read_aloud.js";
import { fetchStylesAhead } from "./styles_ahead.js";

document.documentElement.classList.add("has_script");
focusErrors(document);
mindTheNetwork(document);
offerPrinting(document);
offerReadingAloud(document);
fetchStylesAhead(document);
